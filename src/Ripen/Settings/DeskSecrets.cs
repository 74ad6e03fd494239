using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Settings;

/// <summary>Settings that are secrets: kept sealed, and shown to nobody again.</summary>
internal static class DeskSecrets
{
    public static string? Find(Desk desk, Session session, Setting setting) =>
        session.Single("select sealed from desk_secrets where name = @name", ("@name", setting.Name)) is string kept ? desk.Secrets.Open(setting.Name, kept) : null;

    public static void Set(Write write, Desk desk, Setting setting, string secret) => write.Execute(
        "insert into desk_secrets (name, sealed, changed_at) values (@name, @sealed, @now) on conflict (name) do update set sealed = excluded.sealed, changed_at = excluded.changed_at",
        ("@name", setting.Name),
        ("@sealed", desk.Secrets.Seal(setting.Name, secret)),
        ("@now", desk.Now));

    public static void Unset(Write write, Setting setting) => write.Execute("delete from desk_secrets where name = @name", ("@name", setting.Name));

    /// <summary>The names of those that are set.</summary>
    public static HashSet<string> Names(Session session)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        session.Read("select name from desk_secrets", row => names.Add(row.GetString(0)));
        return names;
    }
}
