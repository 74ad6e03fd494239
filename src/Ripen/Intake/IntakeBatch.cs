using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Imports;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Privacy;
using Ripen.Storage;
using Ripen.Telling;
using Ripen.Work;

namespace Ripen.Intake;

/// <summary>
/// Takes in what came about persons, one or thousands at a time, in one transaction: who is this, what is new of it,
/// touches and facts recorded, leads opened and judged. Rows of files, API calls and forms all come through here.
/// </summary>
/// <param name="import">The import it belongs to.</param>
/// <param name="judges">How leads are judged, by line; kept by the caller so that what is compiled stays warm.</param>
internal sealed class IntakeBatch(Desk desk, Write write, JudgingByLine judges, int? import = null)
{
    private readonly DateTimeOffset now = desk.Now;

    /// <summary>Does it, and says in each arrival what became of it.</summary>
    public void Take(IReadOnlyList<Arrival> arrivals)
    {
        foreach (var arrival in arrivals)
        {
            (arrival.Became, arrival.Lead, arrival.About, arrival.IsNewLead, arrival.Reason) = (Became.Taken, null, null, false, null);
            foreach (var touch in arrival.Touches) touch.WasSeen = false;
        }
        var fresh = Repetitions.Without(write, arrivals);
        foreach (var line in fresh.GroupBy(arrival => arrival.Line)) Take(line.Key, [.. line]);
    }

    private void Take(string line, List<Arrival> arrivals)
    {
        var judging = judges.Of(write, line, now);
        var persons = new PersonMatching(desk, write, now, import).Match(arrivals);
        var organisations = new OrganisationMatching(desk, write, now, import);
        organisations.Match(arrivals, persons);
        var moves = new Moves(write, import);
        var finding = new LeadFinding(desk, write, judging.Agreement, now, import, moves);
        var leads = finding.Find(arrivals, persons);
        var elsewhere = new LeadsElsewhere(desk, write, now, import, finding.Elsewhere);
        elsewhere.Follow(persons.OfType<MatchedPerson>().Distinct(), moves);
        SavePersons(persons, moves);
        var newOwners = persons.OfType<MatchedPerson>().Where(person => person.IsNew).Select(person => person.Id).Concat(organisations.New).Concat(finding.NewGroups).ToHashSet();
        var records = new Records(desk, write, now, import, newOwners);
        for (var i = 0; i < arrivals.Count; i++)
        {
            if (leads[i] is { } lead) records.Add(arrivals[i], lead);
        }
        var touched = leads.OfType<LeadRecord>().Distinct().ToList();
        var planning = new Planning(desk, write, now);
        if (AreAllNew(touched, newOwners)) JudgeMeanwhile(judging, planning, touched, arrivals, records);
        else Judge(judging, planning, touched, arrivals, records);
        // Colleagues who are not in this batch are judged by and by.
        var plan = judging.Agreement.Plan;
        var others = touched.Select(lead => lead.GroupId).OfType<Guid>().Distinct()
            .Where(group => !finding.NewGroups.Contains(group) && (records.SaidOf(group) || (plan.HasGroupCriteria && (plan.GroupReadsMoreThanFacts || records.SaidBy(group) || finding.Joined.Contains(group)))));
        DeskWork.Ask(write, DeskWorkKind.JudgeGroup, others.Union(moves.Left), now);
        elsewhere.Ask();
        AskOfOrganisations(line, records.SaidOfOrganisations.Except(newOwners));
        for (var i = 0; i < arrivals.Count; i++)
        {
            if (leads[i] is { } lead) Unsubscribing.Hear(write, desk, arrivals[i], lead.Id.Person, lead.Email, import);
        }
    }

    private void Judge(Judging judging, Planning planning, List<LeadRecord> leads, List<Arrival> arrivals, Records records)
    {
        records.Write();
        Repetitions.Remember(write, arrivals, now, import);
        Judge(judging, planning, leads, records);
        if (import is null) LeadNews.Tell(desk, write, leads);
        LeadStore.Save(write, leads);
    }

    // Of those who are new everything is here, so they are judged without the database while that takes in what was recorded.
    private void JudgeMeanwhile(Judging judging, Planning planning, List<LeadRecord> leads, List<Arrival> arrivals, Records records)
    {
        foreach (var (_, _, kind) in records.Fresh.Touches) judging.Agreement.KindOf(write, kind);
        var judged = Task.Run(() =>
        {
            Judge(judging, planning, leads, records);
            return LeadRows.Of(leads, []);
        });
        try
        {
            records.Write();
            Repetitions.Remember(write, arrivals, now, import);
        }
        finally
        {
            // Whatever happens, nobody else may use what it uses.
            ((IAsyncResult)judged).AsyncWaitHandle.WaitOne();
        }
        var rows = judged.GetAwaiter().GetResult();
        if (import is null) LeadNews.Tell(desk, write, leads);
        LeadStore.Save(write, rows);
    }

    private void Judge(Judging judging, Planning planning, List<LeadRecord> leads, Records records)
    {
        foreach (var lead in leads)
        {
            if (!records.WasTouched(lead)) continue;
            var done = records.DoneBy(lead);
            var touch = new RecordTheirTouch(done.Any(StandardKinds.IsRequest)) { Kinds = [.. done], Programmes = planning.Programmes };
            if (lead.Decide(touch, judging.Agreement, now, import: import) is { Code: var code } refusal && lead.State.IsOpen)
                throw new InvalidOperationException($"{code}: {refusal.Sentence}");
        }
        judging.Judge(write, [.. leads.Where(lead => lead.State.IsOpen)], now, records.Fresh, import);
        foreach (var lead in leads)
        {
            // What an import brings is planned for when history is told.
            if (import is null) planning.Plan(lead, judging.Agreement);
            else lead.QuietUntil = now + ImportQuiet.After;
            lead.ChangedAt = now;
        }
    }

    private static bool AreAllNew(List<LeadRecord> leads, HashSet<Guid> newOwners) => leads.TrueForAll(lead =>
        lead.RowVersion == 0 && newOwners.Contains(lead.Id.Person) && (lead.OrganisationId is not { } organisation || newOwners.Contains(organisation)) && (lead.GroupId is not { } group || newOwners.Contains(group)));

    // What is known of an organisation holds in every line and every group. Its group in this line is asked for already.
    private void AskOfOrganisations(string line, IEnumerable<Guid> organisations)
    {
        if (write.Single("select 1 from agreements where line <> @line union all select 1 from buying_groups where name is not null limit 1", ("@line", line)) is null) return;
        DeskWork.Ask(write, DeskWorkKind.JudgeOrganisation, organisations, now);
    }

    private void SavePersons(MatchedPerson?[] persons, Moves moves)
    {
        var all = persons.OfType<MatchedPerson>().Distinct().ToList();
        write.Insert(Tables.Persons, [.. all.Where(person => person.IsNew).Select(person => (object?[])[person.Id, person.OrganisationId, null, now, import])]);
        foreach (var person in all.Where(person => !person.IsNew && person.HasMoved))
        {
            write.Execute("update persons set organisation_id = @organisation where person_id = @person", ("@organisation", person.OrganisationId), ("@person", person.Id));
            moves.Add(new(person.Id, 0), person.OrganisationBefore, null);
        }
        moves.Write();
    }
}
