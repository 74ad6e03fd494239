using Ripen.Tests.Databases;
using Ripen.Tests.Web;
using Ripen.Tracking;
using Xunit;

namespace Ripen.Tests.Tracking;

/// <summary>Visits of unknown people stay visits, and become touches when they say who they are; nobody gets what was another's.</summary>
public sealed class VisitTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Visits_become_touches_when_the_visitor_says_who_he_is_known_from_then_on(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var beacon = new Beacon(server);
        var pricing = Guid.NewGuid();
        await beacon.ViewAsync("/?utm_source=fair&utm_campaign=Spring", referrer: "https://www.google.com/");
        await beacon.ViewAsync("/pricing", pricing);
        await beacon.LeaveAsync(pricing, 40);
        await beacon.FetchAsync("/files/guide.pdf");
        await Beacon.LookAsync(server);
        Assert.Equal((3L, 0L), (server.Desk.Count("select count(*) from visits where state = 1"), server.Desk.Count("select count(*) from touches")));
        server.Desk.Clock.Advance(TimeSpan.FromDays(3));
        var ann = await Beacon.PersonAsync(server);
        var before = await InterestAsync(server, ann);
        await beacon.IdentifyAsync(ann);
        await Beacon.LookAsync(server);
        var visited = server.Desk.Count("select count(*) from touches t join kinds k on k.kind = t.kind where k.name in ('page_viewed', 'pricing_viewed', 'document_downloaded')");
        Assert.Equal(3, visited);
        Assert.Equal(0, server.Desk.Count("select count(*) from visits where state <> 2"));
        Assert.Equal(1, server.Desk.Count("select count(*) from touches t join kinds k on k.kind = t.kind where k.name = 'pricing_viewed' and seconds = 40"));
        // They happened then, and are known since now.
        Assert.Equal(3, server.Desk.Count("select count(*) from touches t join visitors v on t.known_at = v.known_at where t.at < v.known_at"));
        Assert.True(await InterestAsync(server, ann) > before);
        var lead = await LeadAsync(server, ann);
        Assert.Equal(("fair", "Spring"), (lead.Text("source"), lead.Text("campaign")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_is_known_leaves_touches_at_once_and_time_on_a_page_follows(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var (beacon, view) = (new Beacon(server), Guid.NewGuid());
        await beacon.IdentifyAsync(await Beacon.PersonAsync(server));
        await beacon.ViewAsync("/demo", view);
        await beacon.TouchAsync("calculator_used");
        await Beacon.LookAsync(server);
        Assert.Equal(2, server.Desk.Count("select count(*) from touches t join kinds k on k.kind = t.kind where k.name in ('demo_viewed', 'calculator_used') and seconds is null"));
        foreach (var seconds in (int[])[5, 65, 30]) await beacon.LeaveAsync(view, seconds);
        await Beacon.LookAsync(server);
        Assert.Equal((65L, 0L), (server.Desk.Count("select max(seconds) from touches"), server.Desk.Count("select count(*) from visits where what = 2")));
        Assert.Equal(65, server.Desk.Count("select max(seconds) from visits"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_sent_again_counts_once(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var (beacon, view) = (new Beacon(server), Guid.NewGuid());
        await beacon.ViewAsync("/pricing", view);
        await beacon.ViewAsync("/pricing", view, ago: 1_000);
        await Beacon.LookAsync(server);
        await beacon.IdentifyAsync(await Beacon.PersonAsync(server));
        await Beacon.LookAsync(server);
        server.Desk.Clock.Advance(TimeSpan.FromHours(1));
        await beacon.ViewAsync("/pricing", view, ago: 3_600_000);
        await Beacon.LookAsync(server);
        Assert.Equal(1, server.Desk.Count("select count(*) from touches t join kinds k on k.kind = t.kind where k.name = 'pricing_viewed'"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_blocks_storage_is_another_on_every_page_and_known_on_the_one_where_he_says_it(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        await new Beacon(server).ViewAsync("/");
        await new Beacon(server).ViewAsync("/product");
        var form = new Beacon(server);
        await form.ViewAsync("/pricing");
        await form.IdentifyAsync(await Beacon.PersonAsync(server));
        await Beacon.LookAsync(server);
        Assert.Equal((1L, 2L), (server.Desk.Count("select count(*) from visits where state = 2"), server.Desk.Count("select count(*) from visits where state = 1")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Several_devices_are_one_person(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var ann = await Beacon.PersonAsync(server);
        foreach (var device in (Beacon[])[new(server), new(server)])
        {
            await device.ViewAsync("/pricing");
            await device.IdentifyAsync(ann);
        }
        await Beacon.LookAsync(server);
        Assert.Equal((2L, 3L), (server.Desk.Count("select count(*) from visitors"), server.Desk.Count("select count(*) from touches")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task On_a_shared_computer_nobody_gets_what_was_anothers(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var (ann, bob) = (await Beacon.PersonAsync(server), await Beacon.PersonAsync(server, "bob@orbis-freight.com"));
        var beacon = new Beacon(server);
        await beacon.ViewAsync("/pricing");
        await beacon.IdentifyAsync(ann);
        await Beacon.LookAsync(server);
        server.Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await beacon.IdentifyAsync(bob);
        await beacon.ViewAsync("/demo");
        await Beacon.LookAsync(server);
        Assert.Equal((2L, 1L), (Touches(server, ann), Touches(server, bob)));
        Assert.Equal(1, server.Desk.Count("select count(*) from visits where state = 4"));
        // That he says it again by a form changes nothing: the next may be the other.
        await beacon.IdentifyAsync(ann);
        await beacon.ViewAsync("/");
        await Beacon.LookAsync(server);
        Assert.Equal((2L, 1L), (Touches(server, ann), Touches(server, bob)));
        // A link that was sent to him alone says whose it is, for half an hour.
        await beacon.ViewAsync("/product", link: VisitorLinks.Of(server.Desk.Desk, bob));
        server.Desk.Clock.Advance(Machines.LinksWithin);
        await Beacon.LookAsync(server);
        await beacon.ViewAsync("/product/2");
        await Beacon.LookAsync(server);
        Assert.Equal((2L, 3L), (Touches(server, ann), Touches(server, bob)));
        server.Desk.Clock.Advance(TimeSpan.FromMinutes(30));
        await beacon.ViewAsync("/product/3");
        await Beacon.LookAsync(server);
        Assert.Equal((2L, 3L), (Touches(server, ann), Touches(server, bob)));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_names_a_colleague_does_not_give_him_his_own_visits(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var (ann, colleague) = (await Beacon.PersonAsync(server), await Beacon.PersonAsync(server, "carl@orbis-freight.com"));
        var beacon = new Beacon(server);
        await beacon.IdentifyAsync(ann);
        await beacon.ViewAsync("/pricing");
        await Beacon.LookAsync(server);
        server.Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await beacon.IdentifyAsync(colleague);
        await beacon.ViewAsync("/demo");
        await Beacon.LookAsync(server);
        Assert.Equal((2L, 1L), (Touches(server, ann), Touches(server, colleague)));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_signed_link_says_who_it_is_and_a_forged_one_nothing(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var (ann, beacon) = (await Beacon.PersonAsync(server), new Beacon(server));
        await beacon.ViewAsync("/");
        await beacon.ViewAsync("/demo", link: "forged");
        await Beacon.LookAsync(server);
        Assert.Equal(0, server.Desk.Count("select count(*) from visitors"));
        await beacon.ViewAsync("/pricing", link: VisitorLinks.Of(server.Desk.Desk, ann));
        await Beacon.LookAsync(server);
        Assert.Equal(1, Touches(server, ann));
        server.Desk.Clock.Advance(Machines.LinksWithin);
        await Beacon.LookAsync(server);
        Assert.Equal(4, Touches(server, ann));
        Assert.Equal("https://a.example/?x=1&rp=T#y", VisitorLinks.To(server.Desk.Desk, ann, "https://a.example/?x=1#y").Replace(VisitorLinks.Of(server.Desk.Desk, ann), "T", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_opens_every_link_of_a_mail_within_seconds_is_a_scanner_and_nobodys_visit(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var ann = await Beacon.PersonAsync(server);
        foreach (var path in (string[])["/pricing", "/demo", "/story"]) await new Beacon(server).ViewAsync(path, link: VisitorLinks.Of(server.Desk.Desk, ann));
        server.Desk.Clock.Advance(Machines.LinksWithin);
        await Beacon.LookAsync(server);
        Assert.Equal((1L, 3L), (Touches(server, ann), server.Desk.Count("select count(*) from visits where state = 3")));
        Assert.Equal(3, server.Desk.Count($"select visits from visit_days where sort = {(int)VisitTally.SortOf(MachineSign.EveryLink)}"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_turns_out_to_be_a_machines_is_discounted_dated_and_the_lead_judged_again(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var (ann, beacon) = (await Beacon.PersonAsync(server), new Beacon(server));
        await beacon.IdentifyAsync(ann);
        var before = await InterestAsync(server, ann);
        for (var i = 0; i < 3; i++) await beacon.ViewAsync($"/pricing/{i}");
        await Beacon.LookAsync(server);
        var meanwhile = await InterestAsync(server, ann);
        Assert.True(meanwhile > before);
        for (var i = 3; i < 6; i++) await beacon.ViewAsync($"/pricing/{i}");
        await Beacon.LookAsync(server);
        Assert.Equal(before, await InterestAsync(server, ann));
        Assert.Equal((3L, 6L), (server.Desk.Count("select count(*) from touches where discounted_at is not null"), server.Desk.Count("select count(*) from visits where state = 3")));
        // From now on it is kept out at once.
        await beacon.ViewAsync("/demo");
        await Beacon.LookAsync(server);
        Assert.Equal((4L, 7L), (Touches(server, ann), server.Desk.Count("select count(*) from visits where state = 3")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_no_longer_agrees_is_forgotten_and_nothing_is_kept_any_more(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var beacon = new Beacon(server);
        await beacon.ViewAsync("/");
        await Beacon.LookAsync(server);
        await beacon.ViewAsync("/pricing");
        Assert.Equal(204, (await beacon.WithdrawAsync()).Status);
        Assert.Equal(0, server.Desk.Count("select count(*) from visits"));
        await beacon.ViewAsync("/late");
        await Beacon.LookAsync(server);
        await beacon.IdentifyAsync(await Beacon.PersonAsync(server));
        await Beacon.LookAsync(server);
        Assert.Equal((0L, 1L, 0L), (server.Desk.Count("select count(*) from visits"), server.Desk.Count("select count(*) from touches"), server.Desk.Count("select count(*) from visitors where person_id is not null")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Two_servers_that_look_at_once_record_everything_once(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var ann = await Beacon.PersonAsync(server);
        foreach (var i in Enumerable.Range(0, 40))
        {
            var beacon = new Beacon(server);
            await beacon.ViewAsync($"/page/{i}");
            await beacon.IdentifyAsync(ann);
        }
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Beacon.LookAsync(server))));
        Assert.Equal((41L, 40L), (Touches(server, ann), server.Desk.Count("select count(*) from visits where state = 2")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task After_a_while_visits_are_deleted_and_touches_stay(string kind)
    {
        await using var server = await Beacon.ServerAsync(kind);
        var (known, unknown) = (new Beacon(server), new Beacon(server));
        await known.IdentifyAsync(await Beacon.PersonAsync(server));
        await known.ViewAsync("/");
        await unknown.ViewAsync("/");
        await Beacon.LookAsync(server);
        server.Desk.Clock.Advance(TimeSpan.FromDays(90));
        await new Beacon(server).ViewAsync("/");
        await Beacon.LookAsync(server);
        Assert.Equal(2, await server.DoAsync(write => VisitRetention.Delete(write, server.Desk.Desk.Now)));
        Assert.Equal(0, await server.DoAsync(write => VisitRetention.Delete(write, server.Desk.Desk.Now)));
        Assert.Equal((1L, 2L), (server.Desk.Count("select count(*) from visits"), server.Desk.Count("select count(*) from touches")));
    }

    private static long Touches(ApiServer server, Guid person)
    {
        using var session = server.Desk.Desk.Database.Read();
        return session.Count("select count(*) from touches where person_id = @person", ("@person", person));
    }

    private static Task<Reply> LeadAsync(ApiServer server, Guid person) => server.GetAsync($"/api/v1/leads/{person:N}-1");

    private static async Task<decimal> InterestAsync(ApiServer server, Guid person) => (await LeadAsync(server, person)).Json["findings"]!["interest"]!.GetValue<decimal>();
}
