using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Accounts;

/// <summary>Days on which somebody is not there, the first and the last among them.</summary>
public sealed record Absence(Guid User, DateOnly Starts, DateOnly Ends, string? Note)
{
    public bool Covers(DateOnly day) => Starts <= day && day <= Ends;
}

/// <summary>The absences of the desk's users.</summary>
internal static class Absences
{
    public const int LongestNote = 100;
    public const int LongestDays = 400;
    private const string Columns = "user_id, starts, ends, note";

    /// <summary>Of one user, from a day on.</summary>
    public static List<Absence> Of(Session session, Guid user, DateOnly from) => Read(session, "user_id = @user and ends >= @from", ("@user", user), ("@from", Dates.Write(from)));

    /// <summary>Of everybody who is away on a day.</summary>
    public static List<Absence> On(Session session, DateOnly day) => Read(session, "starts <= @day and ends >= @day", ("@day", Dates.Write(day)));

    public static void Add(Write write, Absence absence) => write.Execute(
        $"insert into absences ({Columns}) values (@user, @starts, @ends, @note) on conflict (user_id, starts) do update set ends = excluded.ends, note = excluded.note",
        ("@user", absence.User),
        ("@starts", Dates.Write(absence.Starts)),
        ("@ends", Dates.Write(absence.Ends)),
        ("@note", absence.Note));

    public static bool Remove(Write write, Guid user, DateOnly starts) => write.Execute("delete from absences where user_id = @user and starts = @starts", ("@user", user), ("@starts", Dates.Write(starts))) == 1;

    private static List<Absence> Read(Session session, string where, params ReadOnlySpan<(string, object?)> values)
    {
        var found = new List<Absence>();
        session.Read($"select {Columns} from absences where {where} order by starts, user_id", row => found.Add(new(row.GetId(0), DayOf(row.GetString(1)), DayOf(row.GetString(2)), row.GetTextOrNull(3))), values);
        return found;
    }

    private static DateOnly DayOf(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
