using CsCheck;
using Ripen.Imports;

namespace Ripen.Tests.Imports;

/// <summary>Small files about few persons and companies, so that their rows meet each other in every way.</summary>
internal static class RandomFiles
{
    private static readonly Gen<string> Id = Words("", "1", "2", "3", "=4");
    private static readonly Gen<string> Email = Words("", "", "ann@a.example.com", "bob@a.example.com", "cem@b.example.com", "dan@gmail.com", "info@a.example.com");
    private static readonly Gen<string> Day = Gen.Int[1, 28].Select(day => $"2026-06-{day:00}T10:00:00Z");
    private static readonly Gen<string> MaybeDay = Gen.Frequency((1, Gen.Const("")), (2, Day));

    private static readonly Gen<(string Id, string Email, string Organisation, string Domain, string Group)> Anybody =
        from id in Id
        from email in Email
        from organisation in Words("", "", "Acme", "Acme GmbH", "Other Inc")
        from domain in Words("", "", "", "acme.example.com", "other.example.com")
        from @group in Words("", "", "", "deal")
        select (id, email, organisation, domain, @group);

    // Whose organisation is the same in every row, so that the order of the rows makes none of it.
    private static readonly Gen<(string Id, string Email, string Organisation, string Domain, string Group)> Settled =
        from person in Gen.OneOf(
            Gen.Const(("1", "ann@a.example.com", "Acme", "acme.example.com", "")),
            Gen.Const(("2", "bob@acme.example.com", "Acme", "acme.example.com", "deal")),
            Gen.Const(("3", "", "Other Inc", "other.example.com", "deal")),
            Gen.Const(("=4", "dan@gmail.com", "", "", "")),
            Gen.Const(("", "eve@gmail.com", "", "", "")))
        select person;

    private static Gen<string> LeadRow(Gen<(string Id, string Email, string Organisation, string Domain, string Group)> whom) =>
        from who in whom
        from name in Words("Ann", "=1+1", "Cem; \"the\" third")
        from title in Words("", "CFO", "Student", "Head of Sales")
        from titleOn in MaybeDay
        from budget in Words("", "", "25000 EUR", "none of your business")
        from problem in Words("", "", "delays|costs", "-costs")
        from source in Words("", "Web", "Fair")
        from created in MaybeDay
        select string.Join(',', new[] { who.Id, who.Email, name, who.Organisation, who.Domain, who.Group, title, title.Length > 0 ? titleOn : "", budget, problem, source, created }.Select(Quoted));

    private static readonly Gen<string> TouchRow =
        from lead in Id
        from email in Email
        from kind in Words("form_sent", "page_viewed", "mail_sent", "demo_requested")
        from at in Day
        from known in MaybeDay
        from source in Words("", "Web", "Fair")
        from own in Words("", "", "t1", "t2")
        select string.Join(',', lead, lead.Length > 0 ? "" : email, kind, at, known, source, own);

    private static readonly Gen<string> DecisionRow =
        from lead in Id
        from at in Day
        from who in Words("", "sam")
        from decision in Words("accepted,", "rejected,not_now", "rejected,not_ideal", "rejected,because")
        select $"{lead},{at},{who},{decision}";

    private static readonly Gen<string> OutcomeRow =
        from lead in Id
        from at in Day
        from outcome in Words("won,12.34 EUR,", "won,900 JPY,", "won,,", "lost,,price", "lost,,")
        select $"{lead},{at},{outcome}";

    private static readonly Gen<string> CostRow =
        from name in Words("Fair,", ",warm", "@home,")
        from amount in Gen.Int[0, 9999]
        select $"{name},2026-01-01,2026-01-31,{amount / 100}.{amount % 100:00} EUR";

    public static Gen<(ImportKind Kind, string Rows)> Leads { get; } = File(ImportKind.Leads, "id,email,name,organisation,domain,group,job_title,job_title_on,budget,problem,source,created_at", LeadRow(Anybody));

    /// <summary>Of persons who stay where they are.</summary>
    public static Gen<(ImportKind Kind, string Rows)> SettledLeads { get; } = File(ImportKind.Leads, "id,email,name,organisation,domain,group,job_title,job_title_on,budget,problem,source,created_at", LeadRow(Settled));


    /// <summary>Of any kind; of leads most often.</summary>
    public static Gen<(ImportKind Kind, string Rows)> Any { get; } = Of(Leads);

    public static Gen<(ImportKind Kind, string Rows)> SettledAny { get; } = Of(SettledLeads);

    private static Gen<(ImportKind Kind, string Rows)> Of(Gen<(ImportKind, string)> leads) => Gen.Frequency(
        (4, leads),
        (3, File(ImportKind.Touches, "lead,email,kind,at,known_at,source,id", TouchRow)),
        (1, File(ImportKind.Decisions, "lead,at,by,decision,reason", DecisionRow)),
        (2, File(ImportKind.Outcomes, "lead,at,outcome,amount,reason", OutcomeRow)),
        (1, File(ImportKind.Costs, "campaign,programme,from,to,amount", CostRow)));

    private static Gen<(ImportKind, string)> File(ImportKind kind, string header, Gen<string> row) =>
        row.Array[1, 5].Select(rows => (kind, $"{header}\n{string.Concat(rows.Select(text => $"{text}\n"))}"));

    private static Gen<string> Words(params string[] words) => Gen.Int[0, words.Length - 1].Select(place => words[place]);

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
