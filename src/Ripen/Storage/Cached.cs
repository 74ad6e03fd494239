namespace Ripen.Storage;

/// <summary>
/// Something read off the database and kept in memory while its number in <see cref="Versions"/> stays. What a transaction has
/// changed itself it reads again and does not keep: it may never come to be. Shared between threads.
/// </summary>
/// <param name="name">Of the number.</param>
internal sealed class Cached<T>(string name, Func<Session, T> read)
    where T : class
{
    private volatile Entry? entry;

    private sealed record Entry(long Version, T Value);

    /// <summary>As it was read last, without asking whether it still holds: for what is wanted very often and was asked for a moment ago.</summary>
    public T Latest(Session session) => entry is { } there && Versions.IsSettled(session, name) ? there.Value : Of(session);

    public T Of(Session session)
    {
        if (!Versions.IsSettled(session, name)) return read(session);
        var version = Versions.Of(session, name);
        if (entry is { } there && there.Version == version) return there.Value;
        var value = read(session);
        entry = new(version, value);
        return value;
    }
}
