using System.Globalization;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Handovers;

/// <summary>Where a task stands in a list that is in the order of a time, for its pages.</summary>
internal readonly record struct TaskPlace(DateTimeOffset At, LeadId Lead, int Number)
{
    /// <summary>Behind which task a page begins; null on the first one. What is wrong is among the query's errors.</summary>
    public static TaskPlace? After(ListQuery query)
    {
        if (query.After(3) is not { } values) return null;
        if (DbValues.TryAt(values[0], out var at) && LeadId.TryParse(values[1], out var lead) && int.TryParse(values[2], CultureInfo.InvariantCulture, out var number)) return new(at, lead, number);
        query.Errors.Add("cursor", "It is none of this list. Begin again without it.");
        return null;
    }

    /// <summary>The cursor of the page behind a task.</summary>
    /// <param name="at">The time by which the list is ordered.</param>
    public static string Cursor(ListQuery query, TaskRow row, Instant at) =>
        Web.Cursor.Write(query.List, DbValues.Microseconds(at.ToDateTimeOffset()).ToString(CultureInfo.InvariantCulture), row.Lead.ToString(), row.Number.ToString(CultureInfo.InvariantCulture));
}
