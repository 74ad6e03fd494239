using System.Globalization;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Exports;

/// <summary>What Sales decided and how it ended, from what has happened to the leads of a line. A step that was made up, because an outcome told of no decision, is none.</summary>
internal static class EndsExport
{
    public static readonly string[] DecisionColumns = ["lead", "at", "by", "decision", "reason", "wake"];

    public static readonly string[] OutcomeColumns = ["lead", "at", "outcome", "amount", "currency", "reason", "by"];

    public static void WriteDecisions(Session session, string line, ExportSheet sheet, Action<long> progress, CancellationToken stop) => Write(session, line, (lead, happened) =>
    {
        if (IsOutcome(happened)) return;
        var wake = ExportedLeads.Written(happened.Events.OfType<PassBegan>().FirstOrDefault()?.RestsUntil?.ToDateTimeOffset());
        foreach (var one in happened.Events)
        {
            if (one is HandoverAccepted accepted) sheet.Row([lead, ExportedLeads.Written(happened.At), accepted.By, "accepted", null, null]);
            else if (one is HandoverRejected rejected) sheet.Row([lead, ExportedLeads.Written(happened.At), rejected.By, "rejected", rejected.Reason, wake]);
        }
        progress(sheet.Rows);
    }, stop);

    public static void WriteOutcomes(Session session, string line, ExportSheet sheet, Action<long> progress, CancellationToken stop) => Write(session, line, (lead, happened) =>
    {
        foreach (var one in happened.Events)
        {
            if (one is OpportunityWon won) sheet.Row([lead, ExportedLeads.Written(happened.At), "won", won.Amount is { } amount ? Decimal(amount) : null, won.Amount?.Currency, null, won.By]);
            else if (one is OpportunityLost lost) sheet.Row([lead, ExportedLeads.Written(happened.At), "lost", null, null, lost.Reason, lost.By]);
        }
        progress(sheet.Rows);
    }, stop);

    /// <summary>Minor units as people write them: 1234.50.</summary>
    public static string Decimal(Amount amount)
    {
        var exponent = Currency.TryParse(amount.Currency, out var currency) ? currency.Exponent : 0;
        var units = (decimal)amount.MinorUnits;
        for (var i = 0; i < exponent; i++) units /= 10;
        return units.ToString($"F{exponent}", CultureInfo.InvariantCulture);
    }

    private static bool IsOutcome(Happened happened) => happened.Events.Any(one => one is OpportunityWon or OpportunityLost);

    private static void Write(Session session, string line, Action<string, Happened> write, CancellationToken stop)
    {
        foreach (var (leads, names) in ExportedLeads.Pieces(session, line, stop))
        {
            var logs = EventLog.OfPersons(session, names.Keys);
            foreach (var lead in leads)
                foreach (var happened in logs.GetValueOrDefault(lead.Id) ?? []) write(names[lead.Id.Person], happened);
        }
    }
}
