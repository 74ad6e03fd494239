using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>Who a lead is, in a line: name and company, else the mail address.</summary>
internal static class Who
{
    public static string Is(Dossier lead, Instant asOf)
    {
        var (name, company) = (Fact(lead, "name", asOf) ?? Fact(lead, "email", asOf), Fact(lead, "organisation", asOf));
        return name is not null && company is not null ? $"{name}, {company}" : name ?? company ?? "";
    }

    /// <summary>The name with title and company: "Dirk Pohl, Leiter Einkauf, Jurastein Uhrenteile".</summary>
    public static string IsInFull(Dossier lead, Instant asOf) =>
        string.Join(", ", new[] { Fact(lead, "name", asOf) ?? Fact(lead, "email", asOf), Fact(lead, "job_title", asOf), Fact(lead, "organisation", asOf) }.OfType<string>());

    private static string? Fact(Dossier lead, string fact, Instant asOf)
    {
        var index = lead.Current(lead.Facts.PlaceOf(fact), asOf);
        return index < 0 ? null : lead.Statements[index].Shown;
    }
}
