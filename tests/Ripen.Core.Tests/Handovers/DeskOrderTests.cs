using CsCheck;
using Ripen.Handovers;
using Ripen.Life;
using Ripen.Tests.Life;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Handovers;

/// <summary>What a salesperson does first.</summary>
public sealed class DeskOrderTests
{
    private static readonly Instant Evening = Story.Start.Plus(9 * 3600);

    [Fact]
    public void The_order_of_a_desk_is_as_documented() => Assert.Equal(
        [DeskPart.Answer, DeskPart.Decide, DeskPart.DecideCold, DeskPart.Work, DeskPart.Woken, DeskPart.Reply, DeskPart.Task, DeskPart.Later],
        Enum.GetValues<DeskPart>());

    [Fact]
    public void Who_waits_for_an_answer_comes_before_what_is_to_be_decided()
    {
        var asked = Story.RipeLead.When(new HandOver("lena", IsRequest: true)).State;
        Assert.Equal(new DeskItem(DeskPart.Answer, Story.Start.Plus(3600)), Of(asked));
        Assert.Equal(new DeskItem(DeskPart.Decide, Story.Start.Plus(86_400)), Of(Story.HandedOver.State));
        Assert.Equal(DeskPart.DecideCold, DeskOrder.Of(Story.HandedOver.State, IsLena, isCold: true, Evening)!.Value.Part);
    }

    [Fact]
    public void An_accepted_lead_is_work_of_today_when_its_clock_runs_out_today_or_it_is_stalled()
    {
        Assert.Equal(DeskPart.Later, Of(Story.Accepted.State)!.Value.Part);
        Assert.Equal(DeskPart.Work, DeskOrder.Of(Story.Accepted.State, IsLena, isCold: false, Story.Start.Plus(6 * 86_400))!.Value.Part);
        Assert.Equal(DeskPart.Work, Of(Story.Stalled.State)!.Value.Part);
    }

    [Fact]
    public void Tasks_of_others_leads_stand_on_the_desk_of_whose_they_are()
    {
        var set = Story.Inquiry.When(new SetTask("mona", "Call again", "lena", Story.Start.Plus(60)));
        Assert.Equal(new DeskItem(DeskPart.Task, Story.Start.Plus(60), 1), Of(set.State));
        Assert.Null(DeskOrder.Of(set.State, name => name == "markus", isCold: false, Evening));
        Assert.Equal(DeskPart.Later, Of(Story.Inquiry.When(new SetTask("mona", "Call again", "lena", Evening)).State)!.Value.Part);
        Assert.Equal(DeskPart.Woken, DeskOrder.Of(Story.Resting.Later(90).When(new Wake()).State, IsLena, isCold: false, Instant.Max)!.Value.Part);
    }

    [Fact]
    public void What_is_with_nobody_or_closed_asks_nothing()
    {
        Assert.Null(Of(Story.Inquiry.State));
        Assert.Null(Of(Story.Won.State));
        Assert.Null(Of(Story.Resting.State));
    }

    // Whatever happens, a lead that is with somebody stands on his desk, once, and on nobody else's but for tasks.
    [Fact]
    public void What_is_with_somebody_stands_on_his_desk() => Lives.Drawn.Sample(life =>
    {
        var (state, now) = (LeadState.Nothing, Story.Start);
        foreach (var (command, wait) in life)
        {
            now = now.Plus(wait);
            state = LeadState.Fold(LeadLife.Decide(state, command, Story.Policy, now).Events, state);
            var holder = state.IsOpen ? state.Handover?.To ?? state.Owner : null;
            if (holder is not null) Assert.NotNull(DeskOrder.Of(state, name => name == holder, isCold: false, now));
            else if (state.Tasks.Count == 0) Assert.Null(DeskOrder.Of(state, name => name is not null, isCold: false, now));
        }
    }, iter: 500);

    private static DeskItem? Of(LeadState state) => DeskOrder.Of(state, IsLena, isCold: false, Evening);

    private static bool IsLena(string? name) => name == "lena";
}
