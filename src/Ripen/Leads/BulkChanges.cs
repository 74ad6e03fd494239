using System.Text.Json;
using System.Text.Json.Serialization;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Handovers;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Leads;

/// <summary>Something that was done to many leads at once.</summary>
/// <param name="What">As a sentence goes on: "12 leads were …".</param>
public sealed record BulkChange(Guid Id, string What, int Count, bool IsUndone);

/// <summary>One of its leads, and the number of what it had before.</summary>
internal sealed record ChangedLead(string Lead, int? Before);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<ChangedLead>))]
internal sealed partial class BulkChangeJson : JsonSerializerContext;

/// <summary>Does something to many leads, a piece at a time so that nobody waits for it, and takes it back.</summary>
internal sealed class BulkChanges(Desk desk, Caller caller)
{
    private const int Piece = 200;
    private const string TakenBack = "Taken back";
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    public static BulkChange? Find(Session session, Guid id) => Load(session, id) is { } kept ? new(id, kept.What, kept.Leads.Count, kept.IsUndone) : null;

    /// <summary>Those that are with somebody else are left as they are, unless the caller leads Sales.</summary>
    public async Task<BulkChange> DisqualifyAsync(IReadOnlyList<LeadId> leads, string reason, CancellationToken stop)
    {
        var changed = await EachAsync(leads, (write, piece) => piece.Where(lead => new LeadActs(desk, write, caller).Disqualify(lead, reason).Problem is null).Select(lead => new ChangedLead(lead.ToString(), null)), stop);
        return await KeepAsync("disqualified", changed, stop);
    }

    public async Task<BulkChange> SetSourceAsync(IReadOnlyList<LeadId> leads, string name, CancellationToken stop) =>
        await KeepAsync($"given the source {name}", await EachAsync(leads, (write, piece) => SetSource(write, piece.Select(lead => (lead, desk.Sources.NumberOf(write, name, desk.Now)))), stop), stop);

    public async Task<BulkChange> SetCampaignAsync(IReadOnlyList<LeadId> leads, string name, CancellationToken stop) =>
        await KeepAsync($"given the campaign {name}", await EachAsync(leads, (write, piece) => SetCampaign(write, piece.Select(lead => (lead, desk.Campaigns.NumberOf(write, name, desk.Now)))), stop), stop);

    /// <summary>Takes it back; null where there is no such change, or it was taken back already.</summary>
    public async Task<BulkChange?> UndoAsync(Guid id, CancellationToken stop)
    {
        // Claimed first, so that it is taken back once.
        var kept = await desk.Writer.DoAsync(write => Load(write, id) is { IsUndone: false } found && write.Execute("update bulk_changes set undone_at = @now where change_id = @id and undone_at is null", ("@now", desk.Now), ("@id", id)) == 1 ? found : null, stop);
        if (kept is null) return null;
        var before = kept.Leads.ToDictionary(changed => LeadId.TryParse(changed.Lead, out var lead) ? lead : default, changed => changed.Before);
        await EachAsync([.. before.Keys], (write, piece) => kept.What switch
        {
            "disqualified" => [.. piece.Where(lead => new LeadActs(desk, write, caller).Reopen(lead, TakenBack).Problem is null).Select(lead => new ChangedLead(lead.ToString(), null))],
            var what when what.StartsWith("given the source ", StringComparison.Ordinal) => SetSource(write, piece.Select(lead => (lead, before[lead]))),
            _ => SetCampaign(write, piece.Select(lead => (lead, before[lead]))),
        }, stop);
        return new(id, kept.What, kept.Leads.Count, IsUndone: true);
    }

    private sealed record Kept(string What, List<ChangedLead> Leads, bool IsUndone);

    private async Task<List<ChangedLead>> EachAsync(IReadOnlyList<LeadId> leads, Func<Write, IReadOnlyList<LeadId>, IEnumerable<ChangedLead>> change, CancellationToken stop)
    {
        var changed = new List<ChangedLead>(leads.Count);
        foreach (var piece in leads.Chunk(Piece)) changed.AddRange(await desk.Writer.DoAsync(write => change(write, piece).ToList(), stop));
        return changed;
    }

    private List<ChangedLead> SetSource(Write write, IEnumerable<(LeadId Lead, int? Number)> leads) => Set(write, leads, "source", lead => lead.Source, (lead, number) => lead.Source = number);

    private List<ChangedLead> SetCampaign(Write write, IEnumerable<(LeadId Lead, int? Number)> leads) => Set(write, leads, "campaign", lead => lead.Campaign, (lead, number) => lead.Campaign = number);

    // Of the pass that runs too: reports count by it.
    private List<ChangedLead> Set(Write write, IEnumerable<(LeadId Lead, int? Number)> leads, string column, Func<LeadRecord, int?> was, Action<LeadRecord, int?> set)
    {
        var numbers = leads.ToDictionary(pair => pair.Lead, pair => pair.Number);
        var (records, changed) = (LeadStore.OfPersons(write, [.. numbers.Keys.Select(lead => lead.Person).Distinct()]).FindAll(lead => numbers.ContainsKey(lead.Id)), new List<ChangedLead>());
        foreach (var record in records)
        {
            changed.Add(new(record.Id.ToString(), was(record)));
            set(record, numbers[record.Id]);
            record.ChangedAt = desk.Now;
            write.Execute($"update passes set {column} = @number where person_id = @person and lead = @lead and pass = @pass", ("@number", numbers[record.Id]), ("@person", record.Id.Person), ("@lead", record.Id.Number), ("@pass", record.State.Pass));
        }
        PassChanges.Note(write, records.Select(record => record.Id.Person));
        LeadStore.Save(write, records);
        return changed;
    }

    private async Task<BulkChange> KeepAsync(string what, List<ChangedLead> leads, CancellationToken stop)
    {
        var id = desk.Ids.Next(desk.Now);
        await desk.Writer.DoAsync(write =>
        {
            write.Execute("delete from bulk_changes where done_at < @old", ("@old", desk.Now - KeptFor));
            write.Execute(
                "insert into bulk_changes (change_id, what, leads, done_at, done_by) values (@id, @what, @leads, @now, @by)",
                ("@id", id),
                ("@what", what),
                ("@leads", JsonSerializer.Serialize(leads, BulkChangeJson.Default.ListChangedLead)),
                ("@now", desk.Now),
                ("@by", caller.By));
        }, stop);
        return new(id, what, leads.Count, IsUndone: false);
    }

    private static Kept? Load(Session session, Guid id)
    {
        Kept? kept = null;
        session.Read("select what, leads, undone_at from bulk_changes where change_id = @id", row => kept = new(row.GetString(0), JsonSerializer.Deserialize(row.GetString(1), BulkChangeJson.Default.ListChangedLead)!, !row.IsDBNull(2)), ("@id", id));
        return kept;
    }
}
