using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Settings;

/// <summary>What the page of the settings shows.</summary>
/// <param name="IsSaved">They were saved just now.</param>
public sealed record SettingsView(IReadOnlyList<SettingsView.Choice> Choices, ChecklistView Checklist, DeskFactsView Desk, bool IsSaved)
{
    /// <summary>Mail can be sent.</summary>
    public required bool IsSmtpSet { get; init; }

    /// <summary>A test mail was sent just now, to him.</summary>
    public string? TestedTo { get; init; }

    /// <summary>Why it was not.</summary>
    public string? TestFailed { get; init; }

    /// <param name="Value">As somebody chose or typed it; empty while nobody has.</param>
    /// <param name="Help">What it is for, and what holds where it is left empty.</param>
    public sealed record Choice(string Name, string Label, string Value, string Default, string Help, bool IsSecret, string? Error);

    internal static SettingsView Of(Desk desk, Session session, bool isSaved = false) =>
        Of(desk, session, setting => (desk.Settings.Chosen(session, setting) ?? "", null), isSaved);

    /// <summary>As it was typed, with what is wrong about it.</summary>
    internal static SettingsView Of(Desk desk, Session session, PageForm form, IReadOnlyDictionary<string, string> errors) =>
        Of(desk, session, setting => (form.Text(setting.Name) ?? "", errors.GetValueOrDefault(setting.Name)), isSaved: false);

    private static SettingsView Of(Desk desk, Session session, Func<Setting, (string Value, string? Error)> choice, bool isSaved) => new(
        [.. KnownSettings.All.Select(setting => choice(setting) is var (value, error) ? new Choice(setting.Name, LabelOf(setting), setting.IsSecret ? "" : value, setting.IsSecret ? desk.Settings.Of(session, setting) : setting.Default, HelpOf(setting), setting.IsSecret, error) : null!)],
        ChecklistView.Of(desk, session),
        DeskFactsView.Of(desk, session),
        isSaved)
    {
        IsSmtpSet = Telling.Smtp.IsSet(session, desk),
    };

    internal static string LabelOf(Setting setting) => FactWords.Capital(setting.Name.Replace('_', ' ')).Replace("Oidc", "OpenID Connect:", StringComparison.Ordinal).Replace("Smtp", "Mail server:", StringComparison.Ordinal);

    private static string HelpOf(Setting setting) => setting switch
    {
        { IsSecret: true } => $"{setting.Help} Left empty: it stays as it is.",
        { Default: "" } => $"{setting.Help} It is {setting.Wanted}. Left empty: none.",
        _ => $"{setting.Help} Left empty: {setting.Default}.",
    };
}

/// <summary>Where this desk is kept and by which program.</summary>
public sealed record DeskFactsView(string Kind, string Database, string Folder, string Version, string Zone)
{
    internal static DeskFactsView Of(Desk desk, Session session) => new(
        desk.Database.IsPostgres ? "PostgreSQL" : "SQLite", desk.Database.Name, desk.Place.Folder, typeof(Desk).Assembly.GetName().Version!.ToString(3), desk.Settings.ZoneOf(session).Id);
}
