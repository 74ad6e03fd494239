using System.Globalization;
using Ripen.Accounts;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Nurture;

/// <summary>Programmes are saved, paused and retired in one way, by pages, API and command line; the audit says by whom.</summary>
internal static class ProgrammeSaving
{
    /// <summary>Reads a text as this desk would: its mails may speak of the facts of the agreements in force.</summary>
    public static ProgrammeReading Read(Desk desk, Session session, string text)
    {
        var facts = FactCatalogue.Standard.All.Select(fact => fact.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var line in desk.Agreements.LinesInForce(session, desk.Now))
        {
            if (desk.Agreements.InForce(session, line, desk.Now) is { } agreement) facts.UnionWith(agreement.Agreement.Facts.Select(fact => fact.Name));
        }
        return ProgrammeText.Read(text, facts);
    }

    /// <summary>Keeps a text that was read without errors.</summary>
    /// <returns>The version, and whether it is new: the current text again is the version that is there.</returns>
    public static (int Version, bool IsNew) Save(Desk desk, Write write, Programme programme, string text, Caller by)
    {
        var before = VersionOf(write, programme.Name);
        var version = ProgrammeStore.Save(write, programme.Name, text, by.By, desk.Now);
        if (version != before) Audit.Note(write, desk, by, Actions.ProgrammeSaved, string.Create(CultureInfo.InvariantCulture, $"programme {programme.Name} {version}"), programme.Says);
        return (version, version != before);
    }

    /// <returns>False where it stands so already, or there is none.</returns>
    public static bool SetStanding(Desk desk, Write write, string name, ProgrammeStanding standing, Caller by)
    {
        if (!ProgrammeStore.SetStanding(write, name, standing, by.By, desk.Now)) return false;
        Audit.Note(write, desk, by, standing switch { ProgrammeStanding.Open => Actions.ProgrammeResumed, ProgrammeStanding.Paused => Actions.ProgrammePaused, _ => Actions.ProgrammeRetired }, $"programme {name}");
        return true;
    }

    /// <summary>As this transaction sees it; 0 where there is none.</summary>
    public static int VersionOf(Session session, string name) => (int)session.Count("select coalesce(max(version), 0) from programmes where name = @name", ("@name", name));

    /// <summary>Names under an agreement's nurture by which no lead would come into a programme of this desk, with why.</summary>
    public static IReadOnlyList<string> MissingOf(Desk desk, Session session, Agreement agreement) =>
        [.. agreement.Nurture.Select(rule => rule.Programme).Distinct(StringComparer.Ordinal).Select(name => (Name: name, Gap: CoverageRow.GapOf(desk.Programmes.Kept(session, name)))).Where(one => one.Gap is not null)
            .Select(one => one.Gap == CoverageGap.NotOnTheDesk ? one.Name : $"{one.Name} ({one.Gap.ToString()!.ToLowerInvariant()})")];
}
