using Ripen.Agreements;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>The made-up leads and touches of a fictional firm that come with the program, and the agreement they are judged by.</summary>
internal static class Sample
{
    /// <summary>The day on which the sample's firm looks at its leads: 16 November 2026, 09:00 UTC.</summary>
    public static readonly Instant AsOf = new(1_794_819_600);

    public static AgreementReading Agreement()
    {
        using var reader = new StreamReader(Open("bant.yaml"));
        return AgreementReader.Read(reader.ReadToEnd());
    }

    public static RowReader Leads(Reports reports) => RowReader.Open(InputFile.From(Open("leads.csv"), "leads.csv"), reports);

    public static RowReader Touches(Reports reports) => RowReader.Open(InputFile.From(Open("touches.csv"), "touches.csv"), reports);

    private static Stream Open(string name) =>
        typeof(Sample).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The sample {name} is not part of this build.");
}
