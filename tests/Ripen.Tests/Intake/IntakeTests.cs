using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Identity;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Intake;

/// <summary>What comes in about persons: who it is, what is kept, how the lead is judged.</summary>
public class IntakeTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_form_makes_a_person_an_organisation_and_a_judged_lead(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var arrival = Form("ann@orbis-freight.com", ("job_title", "CFO"), ("organisation", "Orbis Freight"), ("budget", "25000 EUR"));
        await TakeAsync(desk, arrival);
        var lead = Lead(desk, arrival.Lead!.Value);
        Assert.Equal(("CFO", "Orbis Freight", "ann@orbis-freight.com"), (lead.JobTitle, lead.Organisation, lead.Email));
        Assert.Equal(Stage.Inquiry, lead.State.Stage);
        Assert.NotNull(lead.State.Findings);
        Assert.Equal(TestDesk.Start, lead.FirstTouchAt);
        Assert.Equal((1L, 1L, 1L, 1L, 1L), (desk.Count("select count(*) from persons"), desk.Count("select count(*) from organisations"), desk.Count("select count(*) from group_facts"), desk.Count("select count(*) from touches"), desk.Count("select count(*) from passes")));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task The_same_person_is_known_again_by_his_address_however_it_is_written(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var (first, second) = (Form("Ann@Orbis-Freight.com"), Form("ann@orbis-freight.com", ("job_title", "CFO")));
        await TakeAsync(desk, first);
        desk.Clock.Advance(TimeSpan.FromDays(1));
        await TakeAsync(desk, second);
        Assert.Equal(first.Lead, second.Lead);
        Assert.False(second.IsNewLead);
        Assert.Equal("CFO", Lead(desk, second.Lead!.Value).JobTitle);
    }

    private static Arrival Form(string email, params (string Fact, string Value)[] facts)
    {
        var arrival = new Arrival { Line = Desk.MainLine, Email = EmailAddress.TryRead(email) };
        arrival.Touches.Add(new("form_sent", TestDesk.Start) { Source = "Website" });
        foreach (var (fact, value) in facts.Append(("email", email)))
            arrival.Facts.Add(new(fact, FactCatalogue.Standard.Find(fact)!.Of, value, TestDesk.Start, Origin.Person));
        return arrival;
    }

    private static Task TakeAsync(TestDesk desk, params Arrival[] arrivals) =>
        desk.Desk.Writer.DoAsync(write => new IntakeBatch(desk.Desk, write, new JudgingByLine(desk.Desk.Agreements)).Take(arrivals));

    private static LeadRecord Lead(TestDesk desk, LeadId id)
    {
        using var session = desk.Desk.Database.Read();
        return LeadStore.Load(session, id)!;
    }
}
