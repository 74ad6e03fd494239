using System.Data.Common;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;
using Ripen.Work;

namespace Ripen.Leads;

/// <summary>
/// Loads and writes leads, many at a time: the row, the events, the passes and the due work in one transaction. Whoever
/// saves must have seen the last touch and fact: a row that somebody wrote in between is a conflict.
/// </summary>
internal static class LeadStore
{
    private const int MostBetween = 4;

    /// <summary>In the order in which <see cref="Of"/> reads them.</summary>
    public const string Columns = """
        person_id, lead, line, row_version, version, pass, stage, pass_began, stage_since, ended, end_reason, ended_at, is_resting, rests_until, state,
        temperature, could_be, buying_stage, fits, is_complete, qualified, is_handover, programme, agreement_version, interest, judged_at, stands_until, owner,
        organisation_id, group_id, name, email, organisation, country, job_title, external_id, source, campaign, first_touch_at, last_touch_at, opened_at, changed_at, import, criteria, missing, one_answer_away, judged_under
        """;

    public static LeadRecord? Load(Session session, LeadId lead)
    {
        LeadRecord? found = null;
        session.Read($"select {Columns} from leads where person_id = @person and lead = @lead", row => found = Of(row), ("@person", lead.Person), ("@lead", lead.Number));
        return found;
    }

    /// <summary>Has nobody else change leads of these persons until this transaction ends; what is loaded after it is what they are.</summary>
    public static void Hold(Write write, IReadOnlyCollection<Guid> persons)
    {
        // Nobody else writes SQLite.
        if (write.IsPostgres) write.Find("select person_id from leads where person_id = any(@keys) order by person_id, lead for update", persons, _ => { });
    }

    /// <summary>All leads of these persons, the closed ones too; by person and number.</summary>
    public static List<LeadRecord> OfPersons(Session session, IReadOnlyCollection<Guid> persons)
    {
        var leads = new List<LeadRecord>(persons.Count);
        session.Find($"select {Columns} from leads where person_id = any(@keys) order by person_id, lead", persons, row => leads.Add(Of(row)));
        return leads;
    }

    /// <summary>These leads, as far as they are open; by person and number.</summary>
    public static List<LeadRecord> Open(Session session, IReadOnlyCollection<LeadId> leads)
    {
        var wanted = leads.ToHashSet();
        return OfPersons(session, [.. leads.Select(lead => lead.Person).Distinct()]).FindAll(lead => lead.State.IsOpen && wanted.Contains(lead.Id));
    }

    /// <summary>The leads that the rest of a statement finds: <c>where … order by … limit …</c>.</summary>
    public static List<LeadRecord> Select(Session session, string rest, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var leads = new List<LeadRecord>();
        session.Read($"select {Columns} from leads {rest}", row => leads.Add(Of(row)), values);
        return leads;
    }

    /// <summary>The open leads of a line behind a person, in the order in which they lie; for walking through all.</summary>
    /// <param name="notUnder">Without those that are judged under this version already.</param>
    public static List<LeadRecord> OpenAfter(Session session, string line, Guid after, int most, int? notUnder = null)
    {
        var leads = new List<LeadRecord>(most);
        // Not simply the line: SQLite would take an index that begins with it, and sort all of the line for every page.
        session.Read(
            $"select {Columns} from leads where person_id > @after and ended is null and line || '' = @line and (judged_under is null or judged_under <> @version) order by person_id, lead limit @most",
            row => leads.Add(Of(row)),
            ("@after", after),
            ("@line", line),
            ("@version", notUnder ?? -1),
            ("@most", most));
        return leads;
    }

    /// <summary>The open leads of a buying group behind a person.</summary>
    public static List<LeadRecord> OpenOfGroup(Session session, Guid group, Guid after, int most)
    {
        var leads = new List<LeadRecord>();
        session.Read(
            $"select {Columns} from leads where group_id = @group and person_id > @after and ended is null order by person_id, lead limit @most",
            row => leads.Add(Of(row)),
            ("@group", group),
            ("@after", after),
            ("@most", most));
        return leads;
    }

    /// <summary>Whether few others lie between these leads, so that it is cheaper to read past those than to find each of these.</summary>
    public static bool AreNeighbours(Session session, IReadOnlyList<LeadRecord> leads) => leads.Count > 0 && session.Count(
        "select count(*) from (select 1 from leads where person_id between @first and @last limit @most) as between_them",
        ("@first", leads[0].Id.Person),
        ("@last", leads[^1].Id.Person),
        ("@most", MostBetween * leads.Count + 1)) <= MostBetween * leads.Count;

    /// <summary>Those of the leads that somebody wrote since they were loaded.</summary>
    public static HashSet<LeadId> WrittenSince(Session session, IReadOnlyCollection<LeadRecord> leads)
    {
        var there = new Dictionary<LeadId, int>(leads.Count);
        session.Find(
            "select person_id, lead, row_version from leads where person_id = any(@keys)",
            leads.Select(lead => lead.Id.Person).Distinct().ToList(),
            row => there[new(row.GetId(0), row.GetInt16(1))] = row.GetInt32(2));
        return [.. leads.Where(lead => there.GetValueOrDefault(lead.Id) != lead.RowVersion).Select(lead => lead.Id)];
    }

    /// <summary>Writes what has changed.</summary>
    /// <exception cref="WriteConflictException">Somebody wrote one of them in between.</exception>
    public static void Save(Write write, IReadOnlyList<LeadRecord> leads)
    {
        if (leads.Count > 0) Save(write, LeadRows.Of(leads, PassesOf(write, leads)));
    }

    /// <summary>The same with rows that were made elsewhere: making them takes half the time.</summary>
    /// <exception cref="WriteConflictException">Somebody wrote one of them in between.</exception>
    public static void Save(Write write, LeadRows rows)
    {
        write.Insert(Tables.Leads, rows.Created);
        write.Save(Tables.Leads, rows.Changed, "leads.row_version = excluded.row_version - 1");
        write.Insert(Tables.Events, rows.Events);
        var changed = SaveOrigins(write, rows.Leads);
        write.Insert(Tables.Passes, rows.NewPasses);
        write.Save(Tables.Passes, rows.ChangedPasses);
        var come = rows.Leads.Where(lead => lead.RowVersion == 0).Select(lead => lead.Id.Person).ToHashSet();
        PassChanges.Note(write, come, areNew: true);
        PassChanges.Note(write, [.. changed, .. rows.NewPasses.Concat(rows.ChangedPasses).Select(pass => (Guid)pass[0]!).Where(person => !come.Contains(person))]);
        ToldRows.Write(write, rows.Leads);
        DueWork.Save(write, rows.Leads);
        write.Changed(Changes.Leads);
        foreach (var lead in rows.Leads) lead.Written();
    }

    /// <summary>
    /// The same for leads of which nothing changed but interest and until when the verdict stands: no event, a narrow write.
    /// It raises the row's version too: a save by somebody who loaded the lead before would put the old numbers back, and with
    /// them a due row that is over already.
    /// </summary>
    /// <exception cref="WriteConflictException">Somebody wrote one of them in between.</exception>
    public static void SaveNumbers(Write write, IReadOnlyList<LeadRecord> leads)
    {
        if (leads.Count == 0) return;
        write.Change(Tables.LeadNumbers, [.. leads.Select(lead => (object?[])[lead.Id.Person, lead.Id.Number, lead.RowVersion + 1, lead.Tenths, lead.JudgedAt, lead.StandsUntil, lead.Gaps.Criteria, lead.Gaps.Missing, lead.Gaps.OneAnswerAway, lead.JudgedUnder])], "leads.row_version = changed.row_version - 1");
        DueWork.Save(write, leads);
        write.Changed(Changes.Leads);
        foreach (var lead in leads) lead.Written();
    }

    // Where a lead came from may become known late, or be taken back.
    private static List<Guid> SaveOrigins(Write write, IReadOnlyList<LeadRecord> leads)
    {
        var changed = new List<Guid>();
        foreach (var lead in leads)
        {
            if (lead.RowVersion == 0 || lead.PassesCameBy == lead.CameBy) continue;
            write.Execute(
                "update passes set source = @source, campaign = @campaign, group_id = @group, first_touch_at = @first where person_id = @person and lead = @lead",
                ("@source", lead.Source),
                ("@campaign", lead.Campaign),
                ("@group", lead.GroupId),
                ("@first", lead.FirstTouchAt),
                ("@person", lead.Id.Person),
                ("@lead", lead.Id.Number));
            if (lead.IsFirstTouchNews) write.Execute("update passes set offer = @offer where person_id = @person and lead = @lead", ("@offer", lead.Offer), ("@person", lead.Id.Person), ("@lead", lead.Id.Number));
            changed.Add(lead.Id.Person);
        }
        return changed;
    }

    // Of a lead's passes the last one is running, or was when it closed.
    private static Dictionary<LeadId, PassRow> PassesOf(Write write, IReadOnlyList<LeadRecord> leads)
    {
        var last = new Dictionary<LeadId, PassRow>();
        var known = leads.Where(lead => lead.MayChangePasses && lead.RowVersion > 0).Select(lead => lead.Id.Person).Distinct().ToList();
        write.Find($"select {PassRow.Columns} from passes where person_id = any(@keys) order by person_id, lead, pass", known, row => Keep(PassRow.Of(row)));
        return last;

        void Keep(PassRow pass) => last[pass.Lead] = pass;
    }

    public static LeadRecord Of(DbDataReader row)
    {
        var owner = row.GetTextOrNull(27);
        var columns = new LeadState
        {
            Line = row.GetString(2),
            Version = row.GetInt32(4),
            Pass = row.GetInt16(5),
            Stage = (Stage)row.GetInt16(6),
            PassBegan = row.GetInstant(7),
            StageSince = row.GetInstant(8),
            End = (PassEnd?)row.GetIntOrNull(9),
            EndReason = row.GetTextOrNull(10),
            EndedAt = row.GetInstantOrNull(11),
            IsResting = row.GetYes(12),
            RestsUntil = row.GetInstantOrNull(13),
            Findings = row.IsDBNull(23) ? null : FindingsOf(row),
        };
        var state = FurtherState.Read(row.GetTextOrNull(14), columns);
        // While it is handed over nobody owns it yet, and the column says to whom it is.
        if (state.Handover is null) state = state with { Owner = owner };
        return new()
        {
            Id = new(row.GetId(0), row.GetInt16(1)),
            RowVersion = row.GetInt32(3),
            State = state,
            ActAt = NextThing.AlarmOf(state).At,
            Tenths = row.GetInt32(24),
            JudgedAt = row.GetAtOrNull(25),
            StandsUntil = row.GetInstantOrNull(26),
            DueAt = columns.End is null ? row.GetInstantOrNull(26) : null,
            JudgedUnder = row.GetIntOrNull(46),
            OrganisationId = row.GetIdOrNull(28),
            GroupId = row.GetIdOrNull(29),
            Name = row.GetTextOrNull(30),
            Email = row.GetTextOrNull(31),
            Organisation = row.GetTextOrNull(32),
            Country = row.GetTextOrNull(33),
            JobTitle = row.GetTextOrNull(34),
            ExternalId = row.GetTextOrNull(35),
            Source = row.GetIntOrNull(36),
            Campaign = row.GetIntOrNull(37),
            PassesCameBy = new(row.GetIntOrNull(36), row.GetIntOrNull(37), row.GetIdOrNull(29), row.GetAtOrNull(38)),
            FirstTouchAt = row.GetAtOrNull(38),
            LastTouchAt = row.GetAtOrNull(39),
            OpenedAt = row.GetAt(40),
            ChangedAt = row.GetAt(41),
            Import = row.GetIntOrNull(42),
            Gaps = new(row.GetTextOrNull(43), row.GetTextOrNull(44), row.GetTextOrNull(45)),
        };
    }

    private static Findings FindingsOf(DbDataReader row) => new(
        row.GetInt32(23), row.GetInt16(15), row.GetInt16(16), row.GetInt16(17), (Truth)row.GetInt16(18), row.GetYes(19), (Truth)row.GetInt16(20), row.GetYes(21), row.GetInt16(22));
}
