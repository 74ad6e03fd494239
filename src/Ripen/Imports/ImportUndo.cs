using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>What was taken back.</summary>
/// <param name="Kept">Leads that have gone on since, so that their decisions or outcomes stay.</param>
internal sealed record Undone(long Leads = 0, long Persons = 0, long Touches = 0, long Facts = 0, long Kept = 0);

/// <summary>
/// Takes back what an import brought: its touches and facts; leads and persons that it made and on which nothing has grown
/// since; its decisions and outcomes where they are the last that happened. Everybody left is judged anew. Person by
/// person, so that nobody waits; broken off and run again it goes on.
/// </summary>
internal sealed class ImportUndo(Desk desk, int import, Action<long> progress)
{
    private const int Piece = 500;
    private Undone undone = new();

    public async Task<Undone> RunAsync(CancellationToken stop)
    {
        Guid? after = Guid.Empty;
        for (long walked = 0; after is not null; walked += Piece)
        {
            stop.ThrowIfCancellationRequested();
            var (from, so) = (after.Value, undone);
            after = await desk.Writer.DoAsync(
                write =>
                {
                    undone = so;
                    return Piecewise(write, from);
                },
                stop);
            progress(walked);
        }
        await desk.Writer.DoAsync(Finish, stop);
        return undone;
    }

    // Organisations' and groups' facts first go with the first piece: everybody is judged without them.
    private Guid? Piecewise(Write write, Guid after)
    {
        if (after == Guid.Empty) undone = undone with { Facts = undone.Facts + Delete(write, "organisation_facts") + Delete(write, "group_facts") };
        var walked = new List<Guid>();
        write.Read("select person_id from persons where person_id > @after order by person_id limit @most", row => walked.Add(row.GetId(0)), ("@after", after), ("@most", Piece));
        if (walked.Count == 0) return null;
        var concerned = Concerned(write, walked[0], walked[^1]);
        if (concerned.Count > 0) TakeBack(write, concerned, walked[0], walked[^1]);
        return walked[^1];
    }

    private HashSet<Guid> Concerned(Write write, Guid first, Guid last)
    {
        var persons = new HashSet<Guid>();
        foreach (var table in (string[])["persons", "person_facts", "touches", "leads", "events"])
            write.Read($"select distinct person_id from {table} where person_id between @first and @last and import = @import", row => persons.Add(row.GetId(0)), ("@first", first), ("@last", last), ("@import", import));
        return persons;
    }

    private void TakeBack(Write write, HashSet<Guid> persons, Guid first, Guid last)
    {
        var values = new (string, object?)[] { ("@first", first), ("@last", last), ("@import", import), ("@scope", ImportArrivals.TouchScope) };
        write.Execute("delete from touch_keys where scope = @scope and exists (select 1 from touches t where t.person_id between @first and @last and t.import = @import and t.person_id = touch_keys.person_id and t.at = touch_keys.at)", values);
        undone = undone with
        {
            Touches = undone.Touches + write.Execute("delete from touches where person_id between @first and @last and import = @import", values.AsSpan(0, 3)),
            Facts = undone.Facts + write.Execute("delete from person_facts where person_id between @first and @last and import = @import", values.AsSpan(0, 3)),
        };
        var grown = Grown(write, persons);
        var logs = EventLog.OfPersons(write, persons);
        var left = new List<LeadRecord>();
        foreach (var lead in LeadStore.OfPersons(write, persons))
        {
            var log = logs.GetValueOrDefault(lead.Id) ?? [];
            if (lead.Import == import && !grown.Contains(lead.Id.Person) && log.TrueForAll(happened => happened.Import == import || EventLog.IsJudgingOnly(happened))) Remove(write, lead);
            else left.Add(TakenBack(write, lead, log));
        }
        Judge(write, left);
        RemovePersons(write, first, last);
    }

    /// <summary>Persons who have touches or facts from elsewhere.</summary>
    private static HashSet<Guid> Grown(Write write, HashSet<Guid> persons)
    {
        var grown = new HashSet<Guid>();
        write.Find("select distinct person_id from touches where person_id = any(@keys)", persons, row => grown.Add(row.GetId(0)));
        write.Find("select distinct person_id from person_facts where person_id = any(@keys)", persons, row => grown.Add(row.GetId(0)));
        return grown;
    }

    private void Remove(Write write, LeadRecord lead)
    {
        foreach (var table in (string[])["events", "passes", "due_work", "leads"])
            write.Execute($"delete from {table} where person_id = @person and lead = @lead", ("@person", lead.Id.Person), ("@lead", lead.Id.Number));
        undone = undone with { Leads = undone.Leads + 1 };
    }

    // What an import decided is taken off the end of the lead's story, as far as nobody has told on.
    private LeadRecord TakenBack(Write write, LeadRecord lead, List<Happened> log)
    {
        var story = log.FindLastIndex(happened => happened.Import != import && !EventLog.IsJudgingOnly(happened));
        var decided = log.FindIndex(happened => happened.Import == import && !happened.Events.All(one => one is Judged or Qualified or LeadOpened));
        if (decided >= 0 && decided < story) undone = undone with { Kept = undone.Kept + 1 };
        if (decided < 0 || decided < story) return lead;
        var kept = log.Take(decided).ToList();
        write.Execute("delete from events where person_id = @person and lead = @lead and version > @version", ("@person", lead.Id.Person), ("@lead", lead.Id.Number), ("@version", kept[^1].Version));
        write.Execute("delete from passes where person_id = @person and lead = @lead", ("@person", lead.Id.Person), ("@lead", lead.Id.Number));
        var passes = PassRow.After(lead.Id, lead.State.Line ?? "", null, kept.SelectMany(happened => happened.Events));
        write.Insert(Tables.Passes, passes.ConvertAll(pass => (pass with { Source = lead.Source, Campaign = lead.Campaign }).ToRow()));
        lead.State = LeadState.Fold(kept.SelectMany(happened => happened.Events));
        return lead;
    }

    private void Judge(Write write, List<LeadRecord> leads)
    {
        var judges = write.Own(() => new JudgingByLine(desk.Agreements));
        foreach (var lead in leads)
        {
            (lead.FirstTouchAt, lead.LastTouchAt) = (null, null);
            write.Read("select min(at), max(at) from touches where person_id = @person", row => (lead.FirstTouchAt, lead.LastTouchAt) = (row.GetAtOrNull(0), row.GetAtOrNull(1)), ("@person", lead.Id.Person));
        }
        foreach (var line in leads.Where(lead => lead.State.IsOpen).GroupBy(lead => lead.State.Line)) judges.Of(write, line.Key!, desk.Now).Judge(write, [.. line], desk.Now);
        LeadStore.Save(write, leads);
    }

    private void RemovePersons(Write write, Guid first, Guid last) => undone = undone with
    {
        Persons = undone.Persons + write.Execute(
            """
            delete from persons where person_id between @first and @last and import = @import
              and not exists (select 1 from leads l where l.person_id = persons.person_id)
              and not exists (select 1 from touches t where t.person_id = persons.person_id)
              and not exists (select 1 from person_facts f where f.person_id = persons.person_id)
            """,
            ("@first", first),
            ("@last", last),
            ("@import", import)),
    };

    private int Delete(Write write, string table) => write.Execute($"delete from {table} where import = @import", ("@import", import));

    private void Finish(Write write)
    {
        write.Execute("delete from contact_keys where not exists (select 1 from persons p where p.person_id = contact_keys.person_id)");
        write.Execute("delete from buying_groups where import = @import and not exists (select 1 from leads l where l.group_id = buying_groups.group_id) and not exists (select 1 from group_facts f where f.group_id = buying_groups.group_id)", ("@import", import));
        write.Execute(
            """
            delete from organisations where import = @import
              and not exists (select 1 from persons p where p.organisation_id = organisations.organisation_id)
              and not exists (select 1 from leads l where l.organisation_id = organisations.organisation_id)
              and not exists (select 1 from buying_groups g where g.organisation_id = organisations.organisation_id)
              and not exists (select 1 from organisation_facts f where f.organisation_id = organisations.organisation_id)
            """,
            ("@import", import));
        write.Execute("delete from organisation_keys where not exists (select 1 from organisations o where o.organisation_id = organisation_keys.organisation_id)");
        foreach (var table in (string[])["costs", "review", "import_keys"]) Delete(write, table);
        write.Execute("update imports set undone_at = @at where import = @import", ("@at", desk.Now), ("@import", import));
    }
}
