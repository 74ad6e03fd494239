using Ripen.Leads;
using Xunit;

namespace Ripen.Tests.Leads;

public sealed class TouchKindsTests
{
    [Fact]
    public void Kinds_that_fold_alike_are_one()
    {
        var kinds = new TouchKinds();
        Assert.Equal(kinds.IdOf("demo_requested"), kinds.IdOf("Demo Requested"));
        Assert.NotEqual(kinds.IdOf("demo_requested"), kinds.IdOf("page_viewed"));
        Assert.Equal("demo_requested", kinds.NameOf(new TouchKinds().IdOf("DEMO-REQUESTED")));
    }

    [Fact]
    public void Beyond_ten_thousand_kinds_all_further_ones_are_one()
    {
        var kinds = new TouchKinds();
        for (var i = 0; kinds.Count < TouchKinds.Most; i++) kinds.IdOf($"kind{i}");
        Assert.Equal(0, kinds.CountedAsOther);
        Assert.Equal(kinds.Other, kinds.IdOf("one more"));
        Assert.Equal(kinds.Other, kinds.IdOf(new string('x', 100_000)));
        Assert.Equal(2, kinds.CountedAsOther);
        Assert.Equal(TouchKinds.Most, kinds.Count);
    }

    [Fact]
    public void What_we_do_is_ours_and_everything_else_is_the_persons()
    {
        var kinds = new TouchKinds();
        Assert.All(["mail_sent", "call_tried", "Letter sent"], kind => Assert.True(TouchKinds.IsOurs(kinds.IdOf(kind))));
        Assert.All(["page_viewed", "mail_opened", "anything new"], kind => Assert.False(TouchKinds.IsOurs(kinds.IdOf(kind))));
    }
}
