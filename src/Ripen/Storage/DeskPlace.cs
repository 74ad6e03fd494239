using Ripen.Reading;

namespace Ripen.Storage;

/// <summary>Where a desk is kept: the data folder, and PostgreSQL if a connection string names one; else SQLite in the folder.</summary>
internal sealed record DeskPlace(string Folder, string? ConnectionString)
{
    public bool IsPostgres => ConnectionString is not null;

    public string SqliteFile => Path.Combine(Folder, "ripen.db");

    /// <summary>From what was typed, else from RIPEN_DATA and RIPEN_DATABASE, else <c>./data</c> with SQLite in it.</summary>
    /// <exception cref="InputRefusedException">The connection string is none of PostgreSQL's.</exception>
    public static DeskPlace From(string? data, string? database)
    {
        var folder = Path.GetFullPath(NotEmpty(data) ?? NotEmpty(Environment.GetEnvironmentVariable("RIPEN_DATA")) ?? "data");
        var connection = NotEmpty(database) ?? NotEmpty(Environment.GetEnvironmentVariable("RIPEN_DATABASE"));
        return new(folder, connection is null ? null : Postgres.Normalised(connection));
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
