using System.Data.Common;
using System.Text.Json;
using Ripen.Storage;

namespace Ripen.Forms;

/// <summary>An answer that is not taken yet.</summary>
/// <param name="Fields">As they were typed, by name.</param>
/// <param name="Address">Of the network it came from.</param>
internal sealed record HeldAnswer(Guid Id, string Form, DateTimeOffset At, FormOutcome Why, FormTicket Ticket, IReadOnlyDictionary<string, string[]> Fields, string? Address, string? Page);

/// <summary>Answers that wait for somebody of the desk, or for a click in a mail.</summary>
internal static class HeldAnswers
{
    /// <summary>Of one form; whatever comes beyond is told to come later.</summary>
    public const int Most = 5_000;
    private const string Columns = "answer_id, form, at, why, ticket, fields, address, page";

    public static int CountOf(Session session, string form) => (int)session.Count("select count(*) from form_answers where form = @form", ("@form", form));

    public static void Put(Write write, FormTicket ticket, FormOutcome why, IReadOnlyDictionary<string, string[]> fields, string? address, DateTimeOffset now) => write.Execute(
        "insert into form_answers (answer_id, form, at, why, ticket, fields, address, page) values (@id, @form, @now, @why, @ticket, @fields, @address, @page) on conflict (answer_id) do nothing",
        ("@id", ticket.View), ("@form", ticket.Form), ("@now", now), ("@why", (short)why), ("@ticket", ticket.ToJson()), ("@fields", JsonSerializer.Serialize(fields)), ("@address", address), ("@page", Tracking.PageAddress.Of(ticket.Page)));

    public static HeldAnswer? Find(Session session, Guid id)
    {
        HeldAnswer? found = null;
        session.Read($"select {Columns} from form_answers where answer_id = @id", row => found = Of(row), ("@id", id));
        return found;
    }

    /// <summary>Those that somebody of the desk has to look at, the latest first.</summary>
    public static List<HeldAnswer> Of(Session session, string form, int most)
    {
        var found = new List<HeldAnswer>();
        session.Read($"select {Columns} from form_answers where form = @form and why = @why order by answer_id desc limit @most", row => found.Add(Of(row)), ("@form", form), ("@why", (short)FormOutcome.Held), ("@most", most));
        return found;
    }

    /// <returns>Whether it was there.</returns>
    public static bool Remove(Write write, Guid id) => write.Execute("delete from form_answers where answer_id = @id", ("@id", id)) == 1;

    private static HeldAnswer Of(DbDataReader row) => new(
        row.GetId(0), row.GetString(1), row.GetAt(2), (FormOutcome)row.GetInt16(3), FormTicket.OfJson(row.GetString(4)), JsonSerializer.Deserialize<Dictionary<string, string[]>>(row.GetString(5))!, row.GetTextOrNull(6), row.GetTextOrNull(7));
}
