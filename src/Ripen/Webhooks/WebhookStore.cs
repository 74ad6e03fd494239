using System.Collections.Frozen;
using System.Data.Common;
using System.Net;
using Ripen.Storage;

namespace Ripen.Webhooks;

/// <summary>The webhooks of the desk. Who wants what is kept in memory; a number that every transaction reads says whether it still holds.</summary>
internal sealed class WebhookStore
{
    private const string Cache = "webhooks";
    private const string Columns = "webhook_id, name, url, events, secret, old_secret, old_until, created_at, created_by, failing_since, disabled_at, disabled_because, version";

    private readonly Cached<Known> known = new(Cache, Read);

    private sealed record Known(FrozenDictionary<string, Guid[]> ByType, IReadOnlyList<Guid> Enabled);

    /// <summary>How names of hosts become addresses.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; set; } = Dns.GetHostAddressesAsync;

    /// <summary>Those that are told of a type.</summary>
    public IReadOnlyList<Guid> WantedBy(Session session, string type) => known.Of(session).ByType.GetValueOrDefault(type) ?? [];

    /// <summary>Those that are not disabled.</summary>
    public IReadOnlyList<Guid> Enabled(Session session) => known.Of(session).Enabled;

    /// <summary>By name.</summary>
    public static List<Webhook> All(Session session)
    {
        var all = new List<Webhook>();
        session.Read($"select {Columns} from webhooks order by name, webhook_id", row => all.Add(Of(row)));
        return all;
    }

    public static Webhook? Find(Session session, Guid id)
    {
        Webhook? found = null;
        session.Read($"select {Columns} from webhooks where webhook_id = @id", row => found = Of(row), ("@id", id));
        return found;
    }

    public static void Add(Write write, Webhook webhook)
    {
        write.Execute($"insert into webhooks ({Columns}) values (@id, @name, @url, @events, @secret, @old, @until, @created, @by, @failing, @disabled, @because, 1)", Values(webhook));
        Versions.Raise(write, Cache);
    }

    /// <summary>Puts one in the place of the one that was read.</summary>
    /// <exception cref="WriteConflictException">It was changed in between.</exception>
    public static void Save(Write write, Webhook webhook)
    {
        var saved = write.Execute(
            """
            update webhooks set name = @name, url = @url, events = @events, secret = @secret, old_secret = @old, old_until = @until, failing_since = @failing, disabled_at = @disabled, disabled_because = @because, version = version + 1
            where webhook_id = @id and version = @version
            """,
            [.. Values(webhook).Where(value => value.Item1 is not ("@created" or "@by")), ("@version", webhook.Version)]);
        if (saved != 1) throw new WriteConflictException("webhooks");
        Versions.Raise(write, Cache);
    }

    /// <summary>What was to be sent to it is forgotten by and by.</summary>
    public static bool Remove(Write write, Guid id)
    {
        if (write.Execute("delete from webhooks where webhook_id = @id", ("@id", id)) != 1) return false;
        Versions.Raise(write, Cache);
        return true;
    }

    /// <summary>A try got through.</summary>
    public static void Got(Write write, Guid id) => write.Execute("update webhooks set failing_since = null where webhook_id = @id and failing_since is not null", ("@id", id));

    /// <summary>A try did not.</summary>
    public static void Missed(Write write, Guid id, DateTimeOffset now) => write.Execute("update webhooks set failing_since = @now where webhook_id = @id and failing_since is null", ("@id", id), ("@now", now));

    private static (string, object?)[] Values(Webhook webhook) =>
    [
        ("@id", webhook.Id), ("@name", webhook.Name), ("@url", webhook.Url), ("@events", string.Join(' ', webhook.Events)), ("@secret", webhook.Secret), ("@old", webhook.OldSecret), ("@until", webhook.OldUntil),
        ("@created", webhook.CreatedAt), ("@by", webhook.CreatedBy), ("@failing", webhook.FailingSince), ("@disabled", webhook.DisabledAt), ("@because", webhook.DisabledBecause),
    ];

    private static Known Read(Session session)
    {
        var enabled = All(session).Where(webhook => webhook.IsEnabled).ToList();
        var byType = enabled.SelectMany(webhook => webhook.Events, (webhook, type) => (type, webhook.Id)).GroupBy(pair => pair.type, pair => pair.Id, StringComparer.Ordinal);
        return new(byType.ToFrozenDictionary(type => type.Key, type => type.ToArray(), StringComparer.Ordinal), enabled.ConvertAll(webhook => webhook.Id));
    }

    private static Webhook Of(DbDataReader row) => new(
        row.GetId(0), row.GetString(1), row.GetString(2), row.GetString(3).Split(' ', StringSplitOptions.RemoveEmptyEntries), row.GetString(4), row.GetTextOrNull(5), row.GetAtOrNull(6), row.GetAt(7), row.GetString(8))
    {
        FailingSince = row.GetAtOrNull(9),
        DisabledAt = row.GetAtOrNull(10),
        DisabledBecause = row.GetTextOrNull(11),
        Version = row.GetInt32(12),
    };
}
