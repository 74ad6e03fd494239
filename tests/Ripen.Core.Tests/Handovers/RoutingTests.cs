using CsCheck;
using Ripen.Handovers;
using Xunit;

namespace Ripen.Tests.Handovers;

public sealed class RoutingTests
{
    private static readonly Seller Lena = new("lena", "Lena", 3) { Capacity = 20 };
    private static readonly Seller Markus = new("markus", "Markus", 5) { Capacity = 20 };
    private static readonly Seller Tom = new("tom", "Tom", 0);

    private static readonly Choice Rule = new("country is DE: to", [Lena, Markus]);
    private static readonly Choice Anybody = new("anybody in Sales:", [Lena, Markus, Tom]);

    [Fact]
    public void The_organisations_owner_comes_first_then_who_had_it_last()
    {
        Assert.Equal(new(Tom, "Tom has this organisation"), Routing.Choose(Tom, Markus, [Rule]));
        Assert.Equal(new(Markus, "Markus had this lead before"), Routing.Choose(Tom with { IsAway = true }, Markus, [Rule]));
        Assert.Equal("lena", Routing.Choose(null, Markus with { IsAway = true }, [Rule])!.To.Id);
    }

    [Fact]
    public void Among_several_the_one_with_most_room_takes_the_turn()
    {
        Assert.Equal(new(Lena, "country is DE: to Lena, whose turn it is among 2 (3 of 20 leads)"), Routing.Choose(null, null, [Rule, Anybody]));
        Assert.Equal("markus", Routing.Choose(null, null, [new("", [Lena with { Capacity = 4 }, Markus])])!.To.Id);
        Assert.Equal("markus", Routing.Choose(null, null, [new("", [Lena with { Capacity = 3 }, Markus with { Open = 19 }])])!.To.Id);
    }

    [Fact]
    public void Whoever_is_at_work_comes_before_whoever_is_not_unless_he_is_full()
    {
        Assert.Equal("markus", Routing.Choose(null, null, [new("", [Lena with { IsAtWork = false }, Markus])])!.To.Id);
        Assert.Equal("lena", Routing.Choose(null, null, [new("", [Lena with { IsAtWork = false }, Markus with { Open = 20 }])])!.To.Id);
    }

    [Fact]
    public void Of_equals_the_one_who_has_waited_longest_for_a_lead()
    {
        var (a, b) = (Lena with { GivenAt = new(200) }, Markus with { Open = 3, GivenAt = new(100) });
        Assert.Equal("markus", Routing.Choose(null, null, [new("", [a, b])])!.To.Id);
        Assert.Equal("lena", Routing.Choose(null, null, [new("", [a with { GivenAt = null }, b])])!.To.Id);
    }

    [Fact]
    public void Who_is_away_gets_none_and_the_next_rule_decides() =>
        Assert.Equal("tom", Routing.Choose(null, null, [new("", [Lena with { IsAway = true }, Markus with { IsAway = true }]), new("", [Tom])])!.To.Id);

    [Fact]
    public void Who_let_it_expire_does_not_get_it_back_while_somebody_else_is_there()
    {
        Assert.Equal("markus", Routing.Choose(Lena, Lena, [Rule], except: "lena")!.To.Id);
        Assert.Equal("lena", Routing.Choose(null, null, [new("", [Lena])], except: "lena")!.To.Id);
    }

    [Fact]
    public void With_everybody_away_somebody_has_it_all_the_same_and_with_nobody_nobody()
    {
        Assert.Equal("lena", Routing.Choose(null, null, [new("", [Lena with { IsAway = true }])])!.To.Id);
        Assert.Null(Routing.Choose(null, null, []));
        Assert.Null(Routing.Choose(null, null, [new("", [])]));
    }

    // Given one after the other, everybody is as full as everybody else, to one lead.
    [Fact]
    public void Turns_fill_everybody_by_his_capacity() => Gen.Select(Gen.Int[1, 40].Array[1, 8], Gen.Int[0, 200]).Sample((capacities, leads) =>
    {
        var sellers = capacities.Select((capacity, i) => new Seller($"s{i}", $"S{i}", 0) { Capacity = capacity }).ToList();
        for (var i = 0; i < leads; i++)
        {
            var chosen = Routing.Choose(null, null, [new("", [.. sellers])])!.To;
            var place = sellers.FindIndex(seller => seller.Id == chosen.Id);
            sellers[place] = chosen with { Open = chosen.Open + 1, GivenAt = new(i) };
        }
        if (leads > capacities.Sum()) return;
        Assert.All(sellers, seller => Assert.All(sellers, other => Assert.True((seller.Open - 1) / (double)seller.Capacity!.Value <= (other.Open + 1) / (double)other.Capacity!.Value)));
        Assert.All(sellers, seller => Assert.True(seller.Open <= seller.Capacity));
    });
}
