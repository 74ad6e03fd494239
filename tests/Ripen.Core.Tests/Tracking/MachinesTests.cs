using CsCheck;
using Ripen.Tracking;
using Xunit;

namespace Ripen.Tests.Tracking;

/// <summary>People are told from programs.</summary>
public class MachinesTests
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    private static readonly DateTimeOffset Nine = new(2026, 7, 15, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Chrome)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1")]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT_P20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36")]
    [InlineData("Mozilla/5.0 (Linux; U; Android 9; en; CUBOT Build/PPR1) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36")]
    public void A_browser_is_a_person(string name) => Assert.Null(Machines.ByRequest(name));

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", MachineSign.Crawler)]
    [InlineData("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", MachineSign.Crawler)]
    [InlineData("somebot", MachineSign.Crawler)]
    [InlineData("curl/8.9.1", MachineSign.Crawler)]
    [InlineData("python-requests/2.32", MachineSign.Crawler)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36", MachineSign.Headless)]
    [InlineData("Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", MachineSign.Monitor)]
    [InlineData("Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)", MachineSign.Monitor)]
    [InlineData("Mozilla/5.0 (compatible; Proofpoint URL Defense)", MachineSign.MailScanner)]
    [InlineData("W3C-checklink/5.0.0", MachineSign.LinkChecker)]
    [InlineData("", MachineSign.Nameless)]
    [InlineData(null, MachineSign.Nameless)]
    public void A_program_says_so_itself(string? name, MachineSign sign) => Assert.Equal(sign, Machines.ByRequest(name));

    [Theory]
    [InlineData("prefetch")]
    [InlineData("prefetch;prerender")]
    [InlineData(" preview ")]
    public void What_is_fetched_in_case_is_no_visit(string purpose) => Assert.Equal(MachineSign.Prefetch, Machines.ByRequest(Chrome, purpose));

    [Fact]
    public void Asking_for_the_head_alone_is_no_visit() => Assert.Equal(MachineSign.Asking, Machines.ByRequest(Chrome, null, "HEAD"));

    [Fact]
    public void Many_different_pages_in_a_second_nobody_opens_by_hand()
    {
        Assert.Equal(MachineSign.ManyPages, Machines.ByViews(Pages(6, TimeSpan.FromMilliseconds(200)), Nine));
        Assert.Null(Machines.ByViews(Pages(6, TimeSpan.FromMilliseconds(201)), Nine));
        Assert.Null(Machines.ByViews(Pages(5, TimeSpan.Zero), Nine));
        // Reloading is not opening.
        Assert.Null(Machines.ByViews([.. Enumerable.Range(0, 20).Select(_ => new ViewedPage(Nine, "/", null))], Nine));
    }

    [Fact]
    public void Pages_that_nobody_looked_at_for_a_second_were_opened_by_nobody()
    {
        var unread = Pages(6, TimeSpan.FromMinutes(1), seconds: 0);
        Assert.Equal(MachineSign.NoTime, Machines.ByViews(unread, Nine.AddHours(1)));
        Assert.Null(Machines.ByViews([.. unread, new(Nine.AddMinutes(9), "/read", 4)], Nine.AddHours(1)));
        // While it may still be said how long they were looked at, nothing is said against them.
        Assert.Null(Machines.ByViews(Pages(6, TimeSpan.FromMinutes(1)), Nine.AddMinutes(6)));
        Assert.Equal(MachineSign.NoTime, Machines.ByViews(Pages(6, TimeSpan.FromMinutes(1)), Nine.AddHours(1)));
    }

    [Fact]
    public void Who_opens_several_links_of_a_mail_within_seconds_scans_it()
    {
        Assert.Equal(MachineSign.EveryLink, Machines.ByLinks(Pages(3, TimeSpan.FromSeconds(5))));
        Assert.Null(Machines.ByLinks(Pages(3, TimeSpan.FromSeconds(5.1))));
        Assert.Null(Machines.ByLinks([.. Pages(2, TimeSpan.Zero), .. Pages(2, TimeSpan.Zero)]));
    }

    [Fact]
    public void In_which_order_pages_are_told_of_makes_no_difference()
    {
        var views = Gen.Select(Gen.Int[0, 4_000], Gen.Int[0, 9], Gen.Int[-1, 2], (at, page, seconds) => new ViewedPage(Nine.AddMilliseconds(at), $"/{page}", seconds < 0 ? null : seconds));
        views.List[0, 15].SelectMany(list => Gen.Shuffle(list.ToArray()).Select(shuffled => (list, shuffled)))
            .Sample(both => Machines.ByViews(both.list, Nine.AddDays(1)) == Machines.ByViews(both.shuffled, Nine.AddDays(1)) && Machines.ByLinks(both.list) == Machines.ByLinks(both.shuffled));
    }

    private static List<ViewedPage> Pages(int count, TimeSpan apart, int? seconds = null) => [.. Enumerable.Range(0, count).Select(i => new ViewedPage(Nine + (i * apart), $"/{i}", seconds))];
}
