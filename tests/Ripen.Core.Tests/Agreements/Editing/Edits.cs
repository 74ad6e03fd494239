using Ripen.Agreements;
using Xunit;

namespace Ripen.Tests.Agreements;

/// <summary>What editing tests say again and again.</summary>
internal static class Edits
{
    public static TextPath At(string pointer) => TextPath.Parse(pointer)!;

    public static ClausePath In(string path) => ClausePath.Parse(path)!;

    /// <summary>The text after edits that are not refused.</summary>
    public static string Edited(string text, params AgreementEdit[] edits)
    {
        var outcome = AgreementEditor.Apply(text, edits);
        Assert.Null(outcome.Refusal);
        return outcome.Edited!.Text;
    }

    /// <summary>Only these lines are new or different, and only those are gone; without their indents.</summary>
    public static void Differs(string before, string after, string[] gone, string[] come)
    {
        Assert.Equal(gone, Only(before, after));
        Assert.Equal(come, Only(after, before));
    }

    private static IEnumerable<string> Only(string text, string other)
    {
        var there = other.Split('\n').ToList();
        return text.Split('\n').Where(line => !there.Remove(line)).Select(line => line.Trim(' '));
    }
}
