namespace Ripen.Agreements;

/// <summary>An agreement that comes with Ripen, to begin with.</summary>
/// <param name="Says">For whom it is, in a sentence.</param>
internal sealed record ShippedAgreement(string Name, string Title, string Says, string Text, Agreement Agreement);

internal static class ShippedAgreements
{
    public static IReadOnlyList<ShippedAgreement> All { get; } =
    [
        Of("bant", "By budget, authority, need and timeline", "A lead is hot when all four are met. For purchases that somebody plans and has to have approved."),
        Of("interest", "By interest", "A lead is hot by what the person does: visits, downloads, demos. For purchases that begin with trying."),
    ];

    public static ShippedAgreement? Find(string? name) => All.FirstOrDefault(one => one.Name == name);

    private static ShippedAgreement Of(string name, string title, string says)
    {
        using var reader = new StreamReader(typeof(ShippedAgreements).Assembly.GetManifestResourceStream($"{name}.yaml")!);
        var text = reader.ReadToEnd();
        return new(name, title, says, text, AgreementReader.Read(text).Agreement!);
    }
}
