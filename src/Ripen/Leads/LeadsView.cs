using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Leads;

/// <summary>One row of a list of leads.</summary>
/// <param name="Tells">What to know of it next, in a sentence.</param>
public sealed record LeadRow(ShownLead Lead, string Tells);

/// <summary>A list of leads as a page shows it.</summary>
/// <param name="Next">The address of the next page.</param>
/// <param name="Done">What was done to some of them just now.</param>
public sealed record LeadsView(LeadsAddress Address, IReadOnlyList<LeadRow> Rows, PageCount Count, string? Next, LeadChoices Choices, BulkChange? Done, IReadOnlyList<LeadsShortcut> Shortcuts)
{
    /// <summary>The desk has no lead at all.</summary>
    public bool IsFirstRun { get; init; }

    internal static (LeadsView? View, HttpProblem? Problem) Of(PageRequest request, Session session, LeadsAddress address)
    {
        var (desk, zone) = (request.Desk, request.Desk.Settings.ZoneOf(session));
        var answer = LeadList.Of(desk, session, address.ToQuery(zone, desk.Now));
        if (answer.Value is not { } page) return (null, answer.Problem);
        var agreement = desk.Agreements.InForce(session, Desk.MainLine, desk.Now);
        var telling = new LeadTelling(agreement?.Plan.Facts ?? FactCatalogue.Standard, zone, desk.Now);
        var rows = page.Items.Select(lead => new LeadRow(lead, telling.Of(lead))).ToList();
        var next = page.Next is { } cursor ? address.With("done", null).With("cursor", cursor).ToString() : null;
        var done = Guid.TryParse(address["done"], out var change) ? BulkChanges.Find(session, change) : null;
        return (new(address, rows, page.Count!, next, LeadChoices.Of(session, agreement), done, LeadsShortcut.Of(request, session, address))
        {
            IsFirstRun = rows.Count == 0 && !address.IsNarrowed && session.Single("select 1 from leads limit 1") is null,
        }, null);
    }
}

/// <summary>What the filters of a list of leads offer.</summary>
public sealed record LeadChoices(IReadOnlyList<Option> Sources, IReadOnlyList<Option> Campaigns, IReadOnlyList<Option> Missing, IReadOnlyList<Option> Answers)
{
    internal static LeadChoices Of(Session session, AgreementInForce? agreement) => new(
        Named(session, "sources"), Named(session, "campaigns"),
        agreement is null ? [] : [.. agreement.Agreement.Required.Select(name => Option(agreement, name))],
        agreement is null ? [] : [.. AskingOrder.Of(agreement.Plan).Select(fact => Option(agreement, agreement.Plan.Facts.All[fact].Name))]);

    private static List<Option> Named(Session session, string table)
    {
        var names = new List<Option>();
        session.Read($"select name from {table} order by folded", row => names.Add(new(row.GetString(0), Spoken.Short(row.GetString(0), 60))));
        return names;
    }

    private static Option Option(AgreementInForce agreement, string name) => new(name, FactWords.Capital(FactWords.Noun(agreement.Plan.Facts.Find(name)!)));
}
