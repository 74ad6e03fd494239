using Ripen.Imports;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>Entries of the audit.</summary>
/// <param name="Query">As it was asked for, to go on with.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record AuditView(IReadOnlyList<AuditEntry> Entries, IReadOnlyList<string> Who, string By, string Action, string Text, string From, string To, string Query, string? Next);

/// <summary><c>/audit</c>: searched, and taken away as CSV.</summary>
internal static class AuditPages
{
    private const string Title = "Audit";
    private const int OnPage = 100;
    private const int MostExported = 100_000;

    public static void Map(WebApplication app)
    {
        app.MapGet("/audit", Get).ExcludeFromDescription();
        app.MapGet("/audit/export", ExportAsync).ExcludeFromDescription();
    }

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        var query = request.Http.Request.Query;
        Guid? before = Guid.TryParse(query["before"], out var id) ? id : null;
        var found = Audit.Page(session, FilterOf(request, session), before, OnPage + 1);
        var entries = found.Take(OnPage).ToList();
        var rest = string.Join('&', query.Where(word => word.Key != "before").Select(word => $"{Uri.EscapeDataString(word.Key)}={Uri.EscapeDataString(word.Value.ToString())}"));
        var view = new AuditView(entries, [.. request.Desk.Users.All(session).Select(user => user.Email)], query["by"].ToString(), query["action"].ToString(), query["q"].ToString(), query["from"].ToString(), query["to"].ToString(), rest, found.Count > OnPage ? $"{entries[^1].Id}" : null);
        return request.IsPart ? request.Part<AuditPage>(session, view) : request.Page<AuditPage>(session, Title, view);
    }

    private static async Task<IResult> ExportAsync(PageRequest request)
    {
        var desk = request.Desk;
        var bytes = new MemoryStream();
        using (var session = desk.Database.Read())
        using (var csv = new CsvExport(new StreamWriter(bytes, new System.Text.UTF8Encoding(true), leaveOpen: true)))
        {
            csv.Row("at", "by", "via", "address", "action", "subject", "detail", "refused");
            foreach (var entry in Audit.Page(session, FilterOf(request, session), null, MostExported))
                csv.Row(ApiJson.Text(entry.At), entry.By, entry.Via, entry.Address ?? "", entry.Action, entry.Subject, entry.Detail, entry.WasRefused ? "yes" : "no");
        }
        await desk.Writer.DoAsync(write => Audit.Note(write, desk, request.Caller, Actions.Exported, "audit"));
        bytes.Position = 0;
        return Results.Stream(bytes, "text/csv; charset=utf-8", "audit.csv");
    }

    // Days are the desk's.
    private static AuditFilter FilterOf(PageRequest request, Session session)
    {
        var (query, zone) = (request.Http.Request.Query, request.Desk.Settings.ZoneOf(session));
        return new(Word("by"), Word("action"), Day("from"), Day("to")?.AddDays(1), Word("q"), query["refused"] == "true" ? true : null);

        string? Word(string name) => query[name].ToString().Trim() is { Length: > 0 and <= 200 } word ? word : null;

        DateTimeOffset? Day(string name) => Dates.TryParse(query[name].ToString(), out var day) ? zone.StartOf(day).ToDateTimeOffset() : null;
    }
}
