using Ripen.Life;
using Xunit;

namespace Ripen.Tests.Life;

public sealed class RefusalTests
{
    private static readonly Story[] Everywhere =
    [
        Story.Nothing, Story.Inquiry, Story.Inquiry.When(new PlanNext(null, Story.Programmes)), Story.Qualified, Story.RipeLead, Story.HandedOver,
        Story.HandedOver.Later(3).When(new MarkLate()), Story.HandedOver.Later(3).When(new ReassignLate("markus")).Later(3).When(new ReassignLate("mona")),
        Story.Accepted, Story.Stalled, Story.Opportunity, Story.Inquiry.When(new OpenOpportunity("lena", SourceSide.Sales)),
        Story.Inquiry.When(new ImportDecision(true)), Story.Won, Story.Resting, Story.RestingWithoutDate, Story.Referred, Story.Disqualified,
    ];

    [Fact]
    public void All_refusals_read_as_approved() => Assert.Equal(Approved.Text("refusals.txt"), All());

    internal static string All()
    {
        LeadCommand[] incomplete = [new OpenLead("", OpenedBy.Hand), new HandOver(""), new RejectHandover("lena", ""), new Disqualify("sam", ""), new Reopen("sam", "")];
        var refusals =
            from story in Everywhere
            from command in Lives.All(story.Now).Concat(incomplete)
            let refusal = LeadLife.Decide(story.State, command, Story.Policy, story.Now).Refusal
            where refusal is not null
            select $"{refusal.Code}: {refusal.Sentence}";
        return string.Join('\n', refusals.Distinct().Order(StringComparer.Ordinal)) + "\n";
    }

    [Fact]
    public void Instants_are_said_on_the_agreements_clock()
    {
        var policy = Policy.Of(Agreements.Example.Agreement);
        var decision = LeadLife.Decide(Story.Won.State, new Wake(), policy, Story.Start);
        Assert.Equal("This lead was won on 1 July 2026, 11:00. A new inquiry of this person is a new lead.", decision.Refusal!.Sentence);
    }
}
