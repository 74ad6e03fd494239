using System.Globalization;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Reading;
using Ripen.Storage;
using Ripen.Work;

namespace Ripen.Imports;

/// <summary>What was taken back.</summary>
/// <param name="Kept">Leads that have gone on since, so that their decisions or outcomes stay.</param>
internal sealed record Undone(long Leads = 0, long Persons = 0, long Touches = 0, long Facts = 0, long Kept = 0);

/// <summary>
/// Takes back what an import brought: its touches and facts; leads and persons that it made and on which nothing has grown
/// since; its decisions and outcomes where they are the last that happened; the organisation it moved somebody to. Everybody
/// left is judged anew. Person by person, so that nobody waits; broken off and run again it goes on.
/// </summary>
internal sealed class ImportUndo(Desk desk, int import, Action<long> progress)
{
    private const int Piece = 500;
    private readonly HashSet<int> undoneBefore = [];
    private Undone undone = new();

    /// <exception cref="InputRefusedException">The import still runs, or somebody else takes it back.</exception>
    public async Task<Undone> RunAsync(CancellationToken stop)
    {
        using var held = desk.HeldImports.TryHold(import)
            ?? throw new InputRefusedException(string.Create(CultureInfo.InvariantCulture, $"Import {import} is still running, or is being undone already. Wait until that is done, or stop it, then try again."));
        using (var session = desk.Database.Read()) undoneBefore.UnionWith(ImportStore.All(session).Where(other => other.UndoneAt is not null).Select(other => other.Import));
        await desk.Writer.DoAsync(Shared, stop);
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
        await desk.Writer.DoAsync(write => UndoneForAll.Finish(write, import, desk.Now), stop);
        return undone;
    }

    // Organisations' and groups' facts go first: everybody is judged without them. Whom they were said of and who is not
    // concerned otherwise is judged by and by.
    private void Shared(Write write)
    {
        Ask(write, DeskWorkKind.JudgeGroup, "group_facts", "group_id");
        Ask(write, DeskWorkKind.JudgeOrganisation, "organisation_facts", "organisation_id");
        undone = undone with { Facts = UndoneForAll.Delete(write, "organisation_facts", import) + UndoneForAll.Delete(write, "group_facts", import) };
    }

    private void Ask(Write write, DeskWorkKind kind, string facts, string owner)
    {
        var owners = new List<Guid>();
        write.Read(
            $"select distinct {owner} from {facts} where import = @import and exists (select 1 from leads l where l.{owner} = {facts}.{owner} and l.import is distinct from @import)",
            row => owners.Add(row.GetId(0)),
            ("@import", import));
        DeskWork.Ask(write, kind, owners, desk.Now);
    }

    private Guid? Piecewise(Write write, Guid after)
    {
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
        foreach (var table in (string[])["persons", "person_facts", "touches", "consents", "leads", "events", "moves"])
            write.Read($"select distinct person_id from {table} where person_id between @first and @last and import = @import", row => persons.Add(row.GetId(0)), ("@first", first), ("@last", last), ("@import", import));
        return persons;
    }

    private void TakeBack(Write write, HashSet<Guid> persons, Guid first, Guid last)
    {
        var values = new (string, object?)[] { ("@first", first), ("@last", last), ("@import", import) };
        var touched = new HashSet<Guid>();
        write.Read("select distinct person_id from touches where person_id between @first and @last and import = @import", row => touched.Add(row.GetId(0)), values);
        write.Execute("delete from touch_keys where import = @import and person_id between @first and @last", values);
        write.Execute("delete from consents where import = @import and person_id between @first and @last", values);
        undone = undone with
        {
            Touches = undone.Touches + write.Execute("delete from touches where person_id between @first and @last and import = @import", values),
            Facts = undone.Facts + write.Execute("delete from person_facts where person_id between @first and @last and import = @import", values),
        };
        var (leads, logs) = (LeadStore.OfPersons(write, persons), EventLog.OfPersons(write, persons));
        var groups = leads.Select(lead => lead.GroupId).OfType<Guid>().ToHashSet();
        var growth = new Growth(write, persons, leads);
        var left = new List<LeadRecord>();
        foreach (var lead in leads)
        {
            var log = logs.GetValueOrDefault(lead.Id) ?? [];
            if (IsGone(lead.Import) && !growth.IsOn(lead) && log.TrueForAll(happened => IsGone(happened.Import) || EventLog.IsJudgingOnly(happened))) Remove(write, lead);
            else left.Add(lead);
        }
        LeadsAfterUndo.Restore(write, left, persons, touched, import);
        foreach (var lead in left) TakeBack(write, lead, logs.GetValueOrDefault(lead.Id) ?? []);
        Judge(write, left);
        AskColleagues(write, groups.Union(left.Select(lead => lead.GroupId).OfType<Guid>()));
        RemovePersons(write, first, last);
        PassChanges.NoteBetween(write, first, last);
    }

    private bool IsGone(int? number) => number == import || (number is { } other && undoneBefore.Contains(other));

    private void Remove(Write write, LeadRecord lead)
    {
        foreach (var table in (string[])["events", "passes", .. ToldRows.Names, "due_work", "leads"])
            write.Execute($"delete from {table} where person_id = @person and lead = @lead", ("@person", lead.Id.Person), ("@lead", lead.Id.Number));
        undone = undone with { Leads = undone.Leads + 1 };
    }

    // What an import made happen is taken off the end of the lead's story, as far as nobody has told on. What Ripen found
    // since rests on it and goes too. Who has grown on a lead keeps its opening.
    private void TakeBack(Write write, LeadRecord lead, List<Happened> log)
    {
        var story = Math.Max(0, log.FindLastIndex(happened => !IsGone(happened.Import) && !EventLog.IsJudgingOnly(happened)));
        if (log.Take(story).Any(happened => happened.Import == import && !EventLog.IsJudgingOnly(happened) && happened.Events[0] is not LeadOpened)) undone = undone with { Kept = undone.Kept + 1 };
        var first = log.FindIndex(story + 1, happened => IsGone(happened.Import));
        if (first < 0) return;
        var kept = log.Take(first).ToList();
        write.Execute("delete from events where person_id = @person and lead = @lead and version > @version", ("@person", lead.Id.Person), ("@lead", lead.Id.Number), ("@version", kept[^1].Version));
        PassRow? last = null;
        write.Read($"select {PassRow.Columns} from passes where person_id = @person and lead = @lead order by pass", row => last = PassRow.Of(row), ("@person", lead.Id.Person), ("@lead", lead.Id.Number));
        write.Execute("delete from passes where person_id = @person and lead = @lead", ("@person", lead.Id.Person), ("@lead", lead.Id.Number));
        var events = kept.SelectMany(happened => happened.Events).ToList();
        var passes = PassRow.After(lead.Id, lead.State.Line ?? "", null, events);
        write.Insert(Tables.Passes, passes.ConvertAll(pass => pass.Of(lead, last).ToRow()));
        ToldRows.Replace(write, lead, events);
        lead.State = LeadState.Fold(events);
    }

    private void Judge(Write write, List<LeadRecord> leads)
    {
        var judges = write.Own(() => new JudgingByLine(desk.Agreements));
        foreach (var line in leads.Where(lead => lead.State.IsOpen).GroupBy(lead => lead.State.Line)) judges.Of(write, line.Key!, desk.Now).Judge(write, [.. line], desk.Now);
        LeadStore.Save(write, leads);
    }

    // Who stays in a group that somebody has left, come back to or says less in now.
    private void AskColleagues(Write write, IEnumerable<Guid> groups)
    {
        var peopled = new List<Guid>();
        write.Find("select distinct group_id from leads where group_id = any(@keys) and ended is null", [.. groups], row => peopled.Add(row.GetId(0)));
        DeskWork.Ask(write, DeskWorkKind.JudgeGroup, peopled, desk.Now);
    }

    private void RemovePersons(Write write, Guid first, Guid last) => undone = undone with
    {
        Persons = undone.Persons + write.Execute(
            """
            delete from persons where person_id between @first and @last and import in (select i.import from imports i where i.undone_at is not null or i.import = @import)
              and not exists (select 1 from leads l where l.person_id = persons.person_id)
              and not exists (select 1 from touches t where t.person_id = persons.person_id)
              and not exists (select 1 from person_facts f where f.person_id = persons.person_id)
              and not exists (select 1 from consents c where c.person_id = persons.person_id)
            """,
            ("@first", first),
            ("@last", last),
            ("@import", import)),
    };
}
