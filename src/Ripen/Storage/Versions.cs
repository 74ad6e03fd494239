namespace Ripen.Storage;

/// <summary>Numbers by which caches see whether they still hold: each transaction reads the number, whoever changes something raises it.</summary>
internal static class Versions
{
    public static long Of(Session session, string name) => session.Single("select version from versions where name = @name", ("@name", name)) is long version ? version : 0;

    public static void Raise(Write write, string name) => write.Execute(
        "insert into versions (name, version) values (@name, 1) on conflict (name) do update set version = versions.version + 1", ("@name", name));
}
