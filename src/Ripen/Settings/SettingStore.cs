using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Settings;

/// <summary>The settings of the desk, kept in memory; a number that every transaction reads says whether they still are.</summary>
internal sealed class SettingStore
{
    private const string Cache = "settings";
    private readonly Cached<Dictionary<string, string>> chosen = new(Cache, Read);

    /// <summary>As somebody chose it, else its default; of a secret, whether it is set.</summary>
    public string Of(Session session, Setting setting) => Chosen(session, setting) ?? setting.Default;

    /// <summary>Null while nobody has chosen.</summary>
    public string? Chosen(Session session, Setting setting) => chosen.Of(session).GetValueOrDefault(setting.Name);

    public Zone ZoneOf(Session session) => Zone.TryFind(Of(session, KnownSettings.Zone), out var zone) ? zone : Zone.Utc;

    /// <summary>Somebody chooses a value, or goes back to the default; it is written down who.</summary>
    /// <param name="value">As <see cref="Setting.Read"/> gave it; null: the default.</param>
    public static void Change(Write write, Desk desk, Caller by, Setting setting, string? value)
    {
        if (setting.IsSecret) ChangeSecret(write, desk, setting, value);
        else if (value is null) Unset(write, setting);
        else Set(write, setting, value, desk.Now);
        Audit.Note(write, desk, by, Actions.SettingChanged, setting.Name, Told(setting, value));
    }

    /// <summary>What is said of a value that somebody chose; never a secret.</summary>
    public static string Told(Setting setting, string? value) => (setting.IsSecret, value) switch
    {
        (true, _) => value is null ? KnownSettings.NotSet : KnownSettings.IsSet,
        (false, null or "") when setting.Default.Length == 0 => "empty",
        (false, null) => $"{setting.Default}, the default",
        (false, _) => value,
    };

    /// <param name="value">As <see cref="Setting.Read"/> gave it.</param>
    public static void Set(Write write, Setting setting, string value, DateTimeOffset now)
    {
        write.Execute(
            "insert into settings (name, value, version, changed_at) values (@name, @value, 1, @now) on conflict (name) do update set value = excluded.value, version = settings.version + 1, changed_at = excluded.changed_at",
            ("@name", setting.Name),
            ("@value", value),
            ("@now", now));
        Versions.Raise(write, Cache);
    }

    /// <summary>From here on the default holds again.</summary>
    public static void Unset(Write write, Setting setting)
    {
        write.Execute("delete from settings where name = @name", ("@name", setting.Name));
        Versions.Raise(write, Cache);
    }

    private static void ChangeSecret(Write write, Desk desk, Setting setting, string? value)
    {
        if (value is null) DeskSecrets.Unset(write, setting);
        else DeskSecrets.Set(write, desk, setting, value);
        Versions.Raise(write, Cache);
    }

    private static Dictionary<string, string> Read(Session session)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        session.Read("select name, value from settings", row => values[row.GetString(0)] = row.GetString(1));
        var secrets = DeskSecrets.Names(session);
        foreach (var setting in KnownSettings.All.Where(setting => setting.IsSecret && secrets.Contains(setting.Name))) values[setting.Name] = KnownSettings.IsSet;
        return values;
    }
}
