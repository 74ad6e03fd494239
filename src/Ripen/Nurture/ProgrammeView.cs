using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web.Components;

namespace Ripen.Nurture;

/// <summary>A mail as a chosen lead would get it, or why it would not.</summary>
public sealed record ShownMail(string? Subject, string? Body, string? Reason);

/// <summary>All programmes.</summary>
public sealed record ProgrammesView(IReadOnlyList<ShownProgramme> Programmes);

/// <summary>A programme for its pages.</summary>
/// <param name="Version">That is shown.</param>
/// <param name="Mails">By the ids of their steps, as <paramref name="Lead"/> would get them; empty where no lead is chosen.</param>
/// <param name="Leads">To choose from.</param>
public sealed record ProgrammeView(
    ShownProgramme Programme,
    int Version,
    string Text,
    WordedProgramme Words,
    IReadOnlyDictionary<string, ShownMail> Mails,
    string? Lead,
    IReadOnlyList<Option> Leads,
    IReadOnlyList<ShownProgrammeVersion> Versions)
{
    private const int MostLeads = 30;

    public bool IsCurrent => Version == Programme.Version;

    public string Path(string rest = "") => $"/programmes/{Programme.Name}{rest}";

    /// <param name="version">Null: the one by which runs begin.</param>
    /// <param name="lead">Whose facts fill the mails; null: the latest one's that did something.</param>
    /// <returns>Null where there is no such programme, version or lead.</returns>
    internal static ProgrammeView? Of(Desk desk, Session session, string name, int? version, string? lead, Accounts.User? sender)
    {
        if (ShownProgramme.Find(desk, session, name) is not { } shown || desk.Programmes.Find(session, name, version ?? shown.Version) is not { } compiled) return null;
        var leads = Latest(session);
        var chosen = lead is { Length: > 0 } ? LeadsApi.Find(session, lead) : leads.Count > 0 ? LeadsApi.Find(session, leads[0].Value) : null;
        if (lead is { Length: > 0 } && chosen is null) return null;
        if (chosen is not null && leads.All(one => one.Value != chosen.Id.ToString())) leads.Insert(0, OptionOf(chosen.Id, chosen.Name, chosen.Organisation));
        var mails = chosen is null ? [] : MailsOf(desk, session, compiled, chosen, sender);
        return new(
            shown, compiled.Version, ProgrammeStore.TextOf(session, name, compiled.Version)!.Text, ProgrammeWording.Of(compiled.Programme), mails, chosen?.Id.ToString(), leads,
            [.. ProgrammeStore.Versions(session, name).Select(kept => new ShownProgrammeVersion(kept.Version, kept.SavedAt, kept.SavedBy))]);
    }

    private static Dictionary<string, ShownMail> MailsOf(Desk desk, Session session, CompiledProgramme compiled, LeadRecord lead, Accounts.User? sender)
    {
        var mails = new Dictionary<string, ShownMail>(StringComparer.Ordinal);
        if (desk.Agreements.InForce(session, lead.State.Line ?? Desk.MainLine, desk.Now) is not { } agreement) return mails;
        var dossier = new DossierLoader(agreement).Load(session, [lead], desk.Now)[0];
        var owner = lead.State.Owner is { } email && desk.Users.ByEmail(session).TryGetValue(email, out var user) ? user : sender;
        foreach (var step in compiled.Programme.Steps.OfType<MailStep>())
        {
            var mail = compiled.Mails[step.Id].Render(MailValues.Of(agreement.Agreement, dossier, Instant.From(desk.Now), step.Offer, owner, MailValues.NameOf(desk, session)));
            mails[step.Id] = new(mail.Subject, mail.Body, mail.Reason);
        }
        return mails;
    }

    private static List<Option> Latest(Session session)
    {
        var leads = new List<Option>();
        session.Read(
            "select person_id, lead, name, organisation from leads where line = @line and last_touch_at is not null and ended is null order by last_touch_at desc, person_id desc limit @most",
            row => leads.Add(OptionOf(new(row.GetId(0), row.GetInt16(1)), row.GetTextOrNull(2), row.GetTextOrNull(3))),
            ("@line", Desk.MainLine),
            ("@most", MostLeads));
        return leads;
    }

    private static Option OptionOf(Life.LeadId lead, string? name, string? organisation) =>
        new(lead.ToString(), (name, organisation) switch { (null, null) => "Somebody without a name", (null, _) => Spoken.Short(organisation, 60), (_, null) => Spoken.Short(name, 60), _ => $"{Spoken.Short(name, 60)}, {Spoken.Short(organisation, 60)}" });
}

/// <summary>A programme's text while somebody changes it.</summary>
/// <param name="Version">The one that he has read.</param>
/// <param name="Text">As it was typed.</param>
/// <param name="Words">How it reads; null where it has errors.</param>
/// <param name="Problem">Why it was not saved.</param>
public sealed record ProgrammeEditView(string Name, int Version, string Text, IReadOnlyList<Remark> Remarks, WordedProgramme? Words, string? Problem);

/// <summary>A new programme as it is typed.</summary>
/// <param name="Templates">Programmes whose text it can begin with.</param>
public sealed record NewProgrammeView(string? Name, string? Says, string? From, IReadOnlyList<Option> Templates, IReadOnlyDictionary<string, string> Errors);

/// <summary>Which programme leads get, line by line.</summary>
public sealed record CoverageView(Coverage Coverage, IReadOnlyList<string> Lines);
