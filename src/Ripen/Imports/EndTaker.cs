using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Work;

namespace Ripen.Imports;

/// <summary>What a row says of a lead's life: which lead, when, and the command that tells it.</summary>
internal readonly record struct EndRow(string Lead, DateTimeOffset At, string? By, LeadCommand Command, bool IsOutcome);

/// <summary>Takes decisions and outcomes: each is a command to the lead that the row names.</summary>
internal sealed class EndTaker<T>(Desk desk, string line, Func<T, AgreementInForce, EndRow> endOf) : IRowTaker<T>
    where T : ImportRow
{
    private const string BeforeFirstTouch = "it ended before its first touch, which is odd; it is taken as it stands";

    public RowResult[] Take(Write write, IReadOnlyList<T> rows, int import)
    {
        var agreement = desk.Agreements.InForce(write, line, desk.Now);
        var results = new RowResult[rows.Count];
        if (agreement is null)
        {
            Array.Fill(results, new(RowBecame.Refused, ArrivalTaker<T>.NoAgreement));
            return results;
        }
        var seen = new HashSet<Guid>();
        write.Find("select key from import_keys where key = any(@keys)", [.. rows.Select(row => ImportArrivals.KeyOf(row))], row => seen.Add(row.GetId(0)));
        var ends = rows.Select(row => Named(write, endOf(row, agreement))).ToList();
        var leads = new NamedLeads(write, line, ends.ConvertAll(end => end.Lead));
        var keys = new List<object?[]>();
        for (var i = 0; i < results.Length; i++)
        {
            var key = ImportArrivals.KeyOf(rows[i]);
            results[i] = seen.Contains(key) ? new(RowBecame.Seen) : Take(write, leads.Of(ends[i].Lead), ends[i], import);
            if (results[i].Became == RowBecame.Taken) keys.Add([key, import]);
        }
        var changed = leads.Changed;
        write.Own(() => new JudgingByLine(desk.Agreements)).Of(write, line, desk.Now).Judge(write, [.. changed.Where(lead => lead.State.IsOpen)], desk.Now, import: import);
        foreach (var lead in changed) lead.ChangedAt = desk.Now; // what happened lies in the past
        LeadStore.Save(write, changed);
        // What a colleague knows counts as long as his lead is open.
        DeskWork.Ask(write, DeskWorkKind.JudgeGroup, changed.Select(lead => lead.GroupId).OfType<Guid>().Distinct(), desk.Now);
        write.Claim(Tables.ImportKeys, keys);
        return results;
    }

    // Whom the file means is kept by his address, so that it stays his, however he is called.
    private EndRow Named(Write write, EndRow end)
    {
        if (end.By is not { } name || desk.Users.Named(write, name) is not { } user) return end;
        return end with { By = user.Email, Command = end.Command switch { ImportDecision told => told with { By = user.Email }, ImportOutcome told => told with { By = user.Email }, var other => other } };
    }

    private RowResult Take(Write write, LeadRecord? lead, EndRow end, int import)
    {
        if (lead is null) return new(RowBecame.Refused, "there is no lead of this id", "lead");
        var isOdd = end.IsOutcome && (lead.FirstTouchAt is { } first ? end.At < first : end.At < lead.OpenedAt);
        return lead.Decide(end.Command, desk.Agreements.HeldBy(write, lead.State, desk.Now), end.At, end.By, import) is { } refusal ? new(RowBecame.Refused, $"the lead cannot take it: {refusal.Code.Replace('_', ' ')}") : new(RowBecame.Taken, Odd: isOdd ? BeforeFirstTouch : null);
    }
}

/// <summary>The leads that rows name by the id of the system they come from, or by ours.</summary>
internal sealed class NamedLeads
{
    private readonly Dictionary<string, Guid> persons = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, LeadRecord> leads = [];

    public NamedLeads(Write write, string line, IReadOnlyCollection<string> names)
    {
        write.Find("select value, person_id from contact_keys where kind = 1 and value = any(@keys)", names.Distinct().ToList(), row => persons[row.GetString(0)] = row.GetId(1));
        foreach (var name in names)
        {
            if (!persons.ContainsKey(name) && LeadId.TryParse(name, out var id)) persons[name] = id.Person;
        }
        // The last lead of a person in the line is the one that is meant.
        foreach (var lead in LeadStore.OfPersons(write, [.. persons.Values.Distinct()]).Where(lead => lead.State.Line == line)) leads[lead.Id.Person] = lead;
    }

    public List<LeadRecord> Changed => [.. leads.Values.Where(lead => lead.News.Count > 0)];

    public LeadRecord? Of(string name) => persons.TryGetValue(name, out var person) ? leads.GetValueOrDefault(person) : null;
}

/// <summary>Rows of decisions and outcomes as commands.</summary>
internal static class ImportedEnds
{
    public static EndRow Of(DecisionImportRow row) => new(
        row.Lead, row.At, row.By, new ImportDecision(row.Accepted, row.By, row.Reason, row.Wake is { } wake ? Instant.From(wake) : null) { Assumed = row.AtAssumed }, IsOutcome: false);

    public static EndRow Of(OutcomeImportRow row, AgreementInForce agreement)
    {
        var currency = row.Currency ?? agreement.Plan.DefaultCurrency;
        Amount? amount = row.Amount is { } value ? new Amount(MinorUnits(value, currency), currency.Code) : null;
        return new(row.Lead, row.At, row.By, new ImportOutcome(row.Won, row.By, amount, row.Reason) { Assumed = row.AtAssumed }, IsOutcome: true);
    }

    /// <summary>By the currency's exponent, half away from zero; held within what a column takes.</summary>
    public static long MinorUnits(decimal amount, Currency currency)
    {
        var units = amount;
        for (var i = 0; i < currency.Exponent; i++) units *= 10;
        return (long)Math.Clamp(Math.Round(units, MidpointRounding.AwayFromZero), 0, long.MaxValue / 1000);
    }
}
