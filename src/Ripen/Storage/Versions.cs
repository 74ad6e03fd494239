namespace Ripen.Storage;

/// <summary>Numbers by which caches see whether they still hold: each transaction reads the number, whoever changes something raises it.</summary>
internal static class Versions
{
    // What a transaction has read is asked for once, but for what it raises.
    private sealed class Seen
    {
        public Dictionary<string, long> Read { get; } = new(StringComparer.Ordinal);
        public HashSet<string> Raised { get; } = new(StringComparer.Ordinal);
    }

    public static long Of(Session session, string name)
    {
        if (session is not Write write || !IsSettled(session, name)) return Read(session, name);
        var seen = SeenIn(write).Read;
        if (!seen.TryGetValue(name, out var version)) seen[name] = version = Read(write, name);
        return version;
    }

    /// <summary>Whether what belongs to a number is as everybody sees it: this transaction has not raised it.</summary>
    public static bool IsSettled(Session session, string name) => session is not Write write || !SeenIn(write).Raised.Contains(name);

    public static void Raise(Write write, string name)
    {
        write.Execute("insert into versions (name, version) values (@name, 1) on conflict (name) do update set version = versions.version + 1", ("@name", name));
        SeenIn(write).Raised.Add(name);
    }

    private static Seen SeenIn(Write write) => write.Once(() => new Seen());

    private static long Read(Session session, string name) => session.Single("select version from versions where name = @name", ("@name", name)) is long version ? version : 0;
}
