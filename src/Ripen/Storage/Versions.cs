namespace Ripen.Storage;

/// <summary>Numbers by which caches see whether they still hold: each transaction reads the number, whoever changes something raises it.</summary>
internal static class Versions
{
    // What a transaction has read is asked for once; what it raises it reads again.
    private sealed class Seen : Dictionary<string, long>;

    public static long Of(Session session, string name)
    {
        if (session is not Write write) return Read(session, name);
        var seen = write.Once(() => new Seen());
        if (!seen.TryGetValue(name, out var version)) seen[name] = version = Read(write, name);
        return version;
    }

    public static void Raise(Write write, string name)
    {
        write.Execute("insert into versions (name, version) values (@name, 1) on conflict (name) do update set version = versions.version + 1", ("@name", name));
        write.Once(() => new Seen()).Remove(name);
    }

    private static long Read(Session session, string name) => session.Single("select version from versions where name = @name", ("@name", name)) is long version ? version : 0;
}
