using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Settings;

/// <summary>What to see to before a desk is one's own, and what of it is done.</summary>
public sealed record ChecklistView(IReadOnlyList<ChecklistView.Item> Items)
{
    /// <param name="Says">How it stands, in a few words.</param>
    /// <param name="Path">Where it is done; null while this program has no page for it.</param>
    public sealed record Item(string Title, string Says, bool IsDone, string? Path);

    public int Done => Items.Count(item => item.IsDone);

    internal static ChecklistView Of(Desk desk, Session session) => new(
    [
        Chosen(desk, session, KnownSettings.DeskName, "Name"),
        Chosen(desk, session, KnownSettings.Currency, "Currency"),
        Chosen(desk, session, KnownSettings.Zone, "Time zone"),
        Chosen(desk, session, KnownSettings.FiscalYearStart, "Fiscal year"),
        AgreementOf(desk, session),
        SourcesOf(session),
        PeopleOf(desk, session),
    ]);

    private static Item Chosen(Desk desk, Session session, Setting setting, string title) => desk.Settings.Chosen(session, setting) is { } value
        ? new(title, value, IsDone: true, $"/settings#field-{setting.Name}")
        : new(title, $"{setting.Default}, because nobody has chosen yet", IsDone: false, $"/settings#field-{setting.Name}");

    private static Item AgreementOf(Desk desk, Session session)
    {
        var path = PageAt("/agreement") ?? "/welcome";
        if (desk.Agreements.InForce(session, Desk.MainLine, desk.Now) is not { } agreement) return new("Agreement", "none is in force", IsDone: false, path);
        var isOwn = AgreementStore.Find(session, agreement.Line, agreement.Version)?.ActivatedBy != StarterAgreement.ActivatedBy;
        return isOwn ? new("Agreement", agreement.Agreement.Name, IsDone: true, path) : new("Agreement", "the one Ripen came with, until you choose", IsDone: false, "/welcome");
    }

    private static Item SourcesOf(Session session)
    {
        var count = session.Count("select count(*) from sources");
        return count == 0 ? new("Sources", "none yet; they come with leads", IsDone: false, PageAt("/sources")) : new("Sources", Web.Components.Spoken.Counted(count, "source"), IsDone: true, PageAt("/sources"));
    }

    private static Item PeopleOf(Desk desk, Session session)
    {
        var count = desk.Users.All(session).Count(user => user.IsActive);
        return new("People", count switch { 0 => "nobody has an account yet", 1 => "you alone so far", _ => $"{count} with an account" }, IsDone: count > 1, PageAt("/people"));
    }

    private static string? PageAt(string path) => Roles.Table.ContainsKey($"GET {path}") ? path : null;
}
