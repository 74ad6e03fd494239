using Ripen.Agreements;
using Xunit;

namespace Ripen.Tests.Agreements;

/// <summary>The example agreement of the language, and what it becomes with some of its text replaced.</summary>
internal static class Example
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Agreements");

    public static string Text { get; } = File.ReadAllText(Path.Combine(Folder, "example.yaml"));

    public static string InWords => File.ReadAllText(Path.Combine(Folder, "example.txt"));

    public static Agreement Agreement { get; } = Read(Text);

    public static Agreement With(string old, string replacement)
    {
        Assert.Contains(old, Text, StringComparison.Ordinal);
        return Read(Text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public static Agreement Read(string text)
    {
        var reading = AgreementReader.Read(text);
        Assert.True(reading.Agreement is not null, string.Join('\n', reading.Remarks));
        return reading.Agreement;
    }
}
