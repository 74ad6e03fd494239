using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Ripen.Tests.Work;
using Ripen.Verifying;
using Ripen.Work;
using Xunit;

namespace Ripen.Tests.Verifying;

public class VerifyTests
{
    private const string OpenLead = "select person_id from leads where ended is null and stage = 0 order by person_id limit 1";
    private const string TwoLeads = "select person_id from leads where lead = 2 order by person_id limit 1";

    /// <summary>What somebody might do to a database, and the check that must find it.</summary>
    private static readonly (Check Found, string Sql)[] Damages =
    [
        (Checks.LeadIsTheFoldOfItsEvents, $"update leads set stage = 3 where person_id = ({OpenLead})"),
        (Checks.LeadIsTheFoldOfItsEvents, "update leads set owner = 'nobody' where owner is not null"),
        (Checks.LeadIsTheFoldOfItsEvents, "update leads set next_at = null where next_at is not null"),
        (Checks.LeadIsTheFoldOfItsEvents, $"update leads set temperature = null where person_id = ({OpenLead})"),
        (Checks.LeadIsTheFoldOfItsEvents, "update leads set state = '{\"attempts\":' where state is not null"),
        (Checks.EventsHaveNoGap, "delete from events where exists (select 1 from events later where later.person_id = events.person_id and later.lead = events.lead and later.version > events.version)"),
        (Checks.EventsHaveNoGap, $"delete from events where person_id = ({OpenLead})"),
        (Checks.EventsCanBeRead, $"update events set events = '[{{\"type\":' where person_id = ({OpenLead})"),
        (Checks.EventsCanBeRead, "update events set events = replace(events, '\"type\":\"qualified\"', '\"type\":\"blessed\"')"),
        (Checks.PassesAreWhatEventsSay, "update passes set qualified_at = null where qualified_at is not null"),
        (Checks.PassesAreWhatEventsSay, "delete from passes where pass = 2"),
        (Checks.WorkOfSalesIsWhatEventsSay, "update handovers set seller = 'somebody'"),
        (Checks.WorkOfSalesIsWhatEventsSay, "delete from tasks"),
        (Checks.WorkOfSalesIsWhatEventsSay, "delete from opportunities"),
        (Checks.NoLeadIsForgotten, $"update leads set next_at = null, next_thing = null, state = null where person_id = (select person_id from leads where ended is null and stage = 0 and import is null order by person_id limit 1)"),
        (Checks.HandoverHasOwnerAndClock, "update leads set state = replace(replace(state, '\"to\":\"lena\"', '\"to\":null'), '\"to\":\"markus\"', '\"to\":null') where stage = 2"),
        (Checks.RejectionHasAgreedReason, "update events set events = replace(events, 'not_now', 'not_ever')"),
        (Checks.VerdictNamesAgreementInForce, $"update leads set agreement_version = 99 where person_id = ({OpenLead})"),
        (Checks.VerdictNamesAgreementInForce, "update agreements set in_force_at = @future where version = 2"),
        (Checks.AgreementIsAsSigned, "update agreements set text = replace(text, '20000', '30000') where version = 2"),
        (Checks.VerdictIsFoundAgain, "update leads set interest = interest + 10 where ended is null"),
        (Checks.VerdictIsFoundAgain, "update leads set stands_until = @future where ended is null"),
        (Checks.VerdictIsFoundAgain, "delete from group_facts"),
        (Checks.VerdictIsFoundAgain, "delete from touches where kind = (select kind from kinds where name = 'demo_requested')"),
        (Checks.VerdictIsDueAgain, "delete from due_work"),
        (Checks.VerdictIsDueAgain, "update due_work set due_at = @future"),
        (Checks.DueWorkHasItsLead, "insert into due_work (person_id, lead, kind, due_at, attempts) select person_id, lead, 1, @future, 0 from leads where ended is not null"),
        (Checks.WorkIsDoneInTime, "update due_work set due_at = @past"),
        (Checks.WorkIsDoneInTime, "insert into desk_work (kind, owner, due_at, attempts) values (1, @nobody, @past, 0)"),
        (Checks.WorkSucceeds, "update due_work set attempts = 7, error = 'no idea'"),
        (Checks.LeadIsItsPersons, "update persons set organisation_id = null"),
        (Checks.LeadIsItsPersons, "update leads set first_touch_at = @past where first_touch_at is not null"),
        (Checks.AddressNamesItsPerson, "delete from contact_keys where kind = 2"),
        (Checks.OneOpenLeadALine, $"update leads set ended = null where person_id = ({TwoLeads})"),
        (Checks.RowsHaveTheirOwner, $"delete from persons where person_id = ({OpenLead})"),
        (Checks.RowsHaveTheirOwner, $"delete from leads where person_id = ({OpenLead})"),
        (Checks.NamesAreThere, "update touches set kind = 999 where is_assumed"),
        (Checks.NamesAreThere, "delete from sources"),
        (Checks.NamesAreThere, "delete from imports"),
        (Checks.NamesAreThere, "delete from organisations where organisation_id = (select organisation_id from organisations order by organisation_id limit 1)"),
        (Checks.GroupIsOfTheOrganisation, "update buying_groups set line = 'other' where group_id = (select group_id from buying_groups order by group_id limit 1)"),
        (Checks.MergesEndAtAPerson, "update persons set merged_into = person_id where merged_into is not null"),
        (Checks.MergesEndAtAPerson, "update persons set merged_into = @nobody where merged_into is not null"),
        (Checks.ContactKeysNamePersons, $"update contact_keys set person_id = @nobody where person_id = ({OpenLead})"),
        (Checks.TouchKeysNameTouches, "delete from touches where kind = (select kind from kinds where name = 'form_sent')"),
        (Checks.InstantsMakeSense, "update touches set known_at = @past where not is_assumed"),
        (Checks.InstantsMakeSense, "update person_facts set known_at = @future"),
        (Checks.FactsCanBeRead, "update person_facts set facts = '{\"name\":' where origin = (select max(origin) from person_facts)"),
        (Checks.FactsCanBeRead, "update group_facts set facts = '[]'"),
        (Checks.NobodyIsMailedAgainstHisWill, "update mails set withheld_at = null"),
        (Checks.NobodyIsMailedAgainstHisWill, "update mails set withheld_at = null, sent_at = @future"),
        (Checks.SuppressionsAreRecognised, "update desk_secrets set sealed = 'another' where name = 'suppression_key'"),
        (Checks.SchemaIsAsMigrated, "drop index leads_by_temperature"),
        (Checks.SchemaIsAsMigrated, "alter table review add column mood text"),
        (Checks.SchemaIsAsMigrated, "drop table request_keys"),
    ];

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Every_planted_damage_is_found_by_name_and_a_healthy_desk_is_clean(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await BusyDesk.FillAsync(desk.Desk);
        Assert.InRange(desk.Count("select count(*) from leads"), BusyDesk.Persons - 10, BusyDesk.Persons + 10);
        Assert.Equal("", Told(new Verification(desk.Desk, judgesAll: true, _ => { }).Run(TestContext.Current.CancellationToken)));
        var missed = Damages.Where(damage => !IsFound(desk, damage.Found, damage.Sql)).Select(damage => $"{damage.Found.Name}: {damage.Sql}");
        Assert.Empty(missed);
    }

    [Fact]
    public void Every_check_but_that_of_the_file_has_a_damage_that_it_finds() =>
        Assert.Equal([Checks.DatabaseIsWhole], Checks.All.Except(Damages.Select(damage => damage.Found)));

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_a_colleague_says_and_nothing_changes_by_is_no_fault(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var lead = await desk.TakenAsync(desk.Form("ann@orbis-freight.com", ("budget_status", "can_buy"), ("problem", "slow_picking"), ("purchase_by", "2026-08-31")));
        await Worker.RunDueAsync(desk.Desk, TestContext.Current.CancellationToken);
        desk.Clock.Advance(TimeSpan.FromHours(1));
        await desk.TakeAsync(desk.Form("bob@orbis-freight.com", ("budget_status", "can_buy")));
        await Worker.RunDueAsync(desk.Desk, TestContext.Current.CancellationToken);
        // Judged again, and not written: the verdict is as it was.
        Assert.Equal(TestDesk.Start, desk.Lead(lead).JudgedAt);
        Assert.Equal("", Told(new Verification(desk.Desk, judgesAll: true, _ => { }).Run(TestContext.Current.CancellationToken)));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_command_says_by_its_exit_code_whether_something_is_wrong(string kind)
    {
        using var place = new TestDatabase(kind);
        // By today's clock, as the command has it.
        var desk = await Desk.OpenAsync(new(place.DataFolder, place.ConnectionString), new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
        await BusyDesk.FillAsync(desk);
        await desk.DisposeAsync();
        string[] options = ["--data", place.DataFolder, .. place.ConnectionString is { } connection ? ["--database", connection] : (string[])[]];
        var clean = Cli.Run(["verify", .. options]);
        Assert.True(clean.ExitCode == 0, clean.Output + clean.Errors);
        Assert.StartsWith("Everything is as it should be", clean.Output, StringComparison.Ordinal);

        await using (var database = Database.At(new(place.DataFolder, place.ConnectionString)))
        using (var session = new Session(database, database.Writer())) session.Execute("update leads set interest = interest + 10 where ended is null");
        var wrong = Cli.Run(["verify", .. options]);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Matches(@"(?s)^verdict_is_found_again \([0-9]+\).*and [0-9]+ more.*To do: Judge everybody again: ripen judge", wrong.Output);
    }

    [Fact]
    public void Of_each_check_the_first_are_shown_and_the_rest_counted_in_every_format()
    {
        var faults = new FaultList();
        for (var i = 0; i < 50; i++) faults.Add(Checks.VerdictIsDueAgain, $"lead {i}", "Nothing will judge it.");
        var verified = new Verified(faults, 1_000, 900);
        Assert.Contains("and 30 more", Written("table"), StringComparison.Ordinal);
        var checks = JsonDocument.Parse(Written("json")).RootElement.GetProperty("checks").EnumerateArray().ToList();
        Assert.Equal(Checks.All.Count, checks.Count);
        Assert.Equal([50], checks.Select(check => check.GetProperty("wrong").GetInt32()).Where(wrong => wrong > 0));
        Assert.Equal(FaultList.KeptPerCheck, Written("ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(1 + FaultList.KeptPerCheck, Written("csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        string Written(string format)
        {
            using var to = new StringWriter();
            VerifiedWords.Write(format, verified, to);
            return to.ToString();
        }
    }

    [Fact]
    public async Task A_file_with_a_torn_page_is_found_damaged()
    {
        using var place = new TestDatabase(DatabaseKinds.Sqlite);
        var desk = await Desk.OpenAsync(new(place.DataFolder, null), new FakeTimeProvider(TestDesk.Start));
        await BusyDesk.FillAsync(desk);
        long page, size;
        using (var session = desk.Database.Read()) (page, size) = (session.Count("select rootpage from sqlite_master where name = 'events'"), session.Count("pragma page_size"));
        await desk.DisposeAsync();
        await using (var file = File.OpenWrite(Path.Combine(place.DataFolder, "ripen.db")))
        {
            file.Position = size * (page - 1);
            file.Write(new byte[size]);
        }
        await using var torn = await Desk.OpenAsync(new(place.DataFolder, null), new FakeTimeProvider(TestDesk.Start));
        var verified = new Verification(torn, judgesAll: true, _ => { }).Run(TestContext.Current.CancellationToken);
        Assert.Contains(Checks.DatabaseIsWhole, verified.Faults.Groups.Select(group => group.Check));
    }

    private static bool IsFound(TestDesk desk, Check check, string sql)
    {
        // In a transaction that is taken back: the next damage meets the healthy desk again.
        using var write = new Write(desk.Desk.Database, desk.Desk.Database.Writer());
        write.Begin();
        var now = desk.Desk.Now;
        var values = new (string Name, object? Value)[] { ("@past", now.AddDays(-900)), ("@future", now.AddDays(900)), ("@nobody", Guid.CreateVersion7()) };
        write.Execute(sql, [.. values.Where(value => sql.Contains(value.Name, StringComparison.Ordinal))]);
        var verified = new Verification(desk.Desk, judgesAll: true, _ => { }).Run(write, TestContext.Current.CancellationToken);
        write.Rollback();
        return verified.Faults.Groups.Any(group => group.Check == check);
    }

    internal static string Told(Verified verified) => string.Join('\n', verified.Faults.Groups.SelectMany(group => group.First).Select(fault => $"{fault.Check.Name}: {fault.Where}: {fault.What}"));
}
