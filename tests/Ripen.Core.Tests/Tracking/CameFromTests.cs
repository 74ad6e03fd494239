using CsCheck;
using Ripen.Tracking;
using Xunit;

namespace Ripen.Tests.Tracking;

/// <summary>Where a visitor came from, by the address of the page and its referrer.</summary>
public class CameFromTests
{
    [Theory]
    [InlineData("https://ours.example/", null, CameBy.Directly, null, null)]
    [InlineData("https://ours.example/?utm_source=Newsletter&utm_medium=email&utm_campaign=Spring+2026", "https://www.google.com/", CameBy.Link, "Newsletter", "Spring 2026")]
    [InlineData("https://ours.example/?UTM_Source=fair&gclid=1", null, CameBy.Link, "fair", null)]
    [InlineData("https://ours.example/?utm_source=a%20%26%20b%0A", null, CameBy.Link, "a & b", null)]
    [InlineData("https://ours.example/?utm_source=&gclid=Cj0", null, CameBy.Advertisement, "Google Ads", null)]
    [InlineData("https://ours.example/?wbraid=1&utm_campaign=Spring", null, CameBy.Advertisement, "Google Ads", "Spring")]
    [InlineData("https://ours.example/?msclkid=1", null, CameBy.Advertisement, "Microsoft Advertising", null)]
    [InlineData("https://ours.example/?li_fat_id=1", null, CameBy.Advertisement, "LinkedIn Ads", null)]
    [InlineData("https://ours.example/?ttclid=1", null, CameBy.Advertisement, "TikTok Ads", null)]
    [InlineData("https://ours.example/?fbclid=1", "https://l.facebook.com/", CameBy.Advertisement, "Facebook", null)]
    [InlineData("https://ours.example/", "https://www.google.com/", CameBy.Search, "Search", null)]
    [InlineData("https://ours.example/", "https://www.google.co.uk/search", CameBy.Search, "Search", null)]
    [InlineData("https://ours.example/", "https://google.evil.example/", CameBy.Partner, "Partner site", null)]
    [InlineData("https://ours.example/", "https://mail.google.com/", CameBy.Mail, "Webmail", null)]
    [InlineData("https://ours.example/", "android-app://com.google.android.gm/", CameBy.Mail, "Webmail", null)]
    [InlineData("https://ours.example/", "android-app://com.linkedin.android/", CameBy.SocialNetwork, "Social network", null)]
    [InlineData("https://ours.example/", "https://www.linkedin.com/feed", CameBy.SocialNetwork, "Social network", null)]
    [InlineData("https://ours.example/", "https://t.co/abc", CameBy.SocialNetwork, "Social network", null)]
    [InlineData("https://ours.example/", "https://blog.partner.example/", CameBy.Partner, "Partner site", null)]
    [InlineData("https://ours.example/", "https://OURS.example/other", CameBy.FromOurselves, null, null)]
    [InlineData("https://ours.example/", "https://shop.ours.example/", CameBy.FromOurselves, null, null)]
    [InlineData("https://ours.example/", "nonsense", CameBy.Directly, null, null)]
    [InlineData(null, "https://www.bing.com/", CameBy.Search, "Search", null)]
    public void It_reads(string? url, string? referrer, CameBy by, string? source, string? campaign)
    {
        var from = CameFrom.Of(url, referrer, ["https://shop.ours.example"]);
        Assert.Equal((by, source, campaign), (from.By, from.Source, from.Campaign));
    }

    [Fact]
    public void Whatever_comes_is_read_without_failing_and_kept_short()
    {
        var texts = Gen.OneOf(Gen.String, Gen.String[Gen.Char["abc.:/?&=%+#utm_source"], 0, 80].Select(text => $"https://x.example/?{text}"), Gen.String[0, 300].Select(text => $"https://x.example/?utm_source={text}&utm_campaign={text}"));
        Gen.Select(texts, texts).Sample((url, referrer) =>
        {
            var from = CameFrom.Of(url, referrer, [referrer, "https://x.example"]);
            return (from.Source is null || (from.Source.Length is > 0 and <= CameFrom.LongestName && !from.Source.Any(char.IsControl))) && from.Campaign?.Length is null or <= CameFrom.LongestName;
        });
    }

    [Fact]
    public void What_the_link_says_goes_before_the_referrer_wherever_it_stands()
    {
        var words = Gen.String[Gen.Char["abcdefghij"], 1, 20];
        Gen.Select(words, words, Gen.Shuffle(new[] { "gclid=1", "x=2", "utm_medium=cpc" })).Sample((source, campaign, others) =>
        {
            var marks = others.Append($"utm_source={source}").Prepend($"utm_campaign={campaign}");
            var from = CameFrom.Of($"https://ours.example/a?{string.Join('&', marks)}#utm_source=no", "https://www.google.com/");
            return from == new CameFrom(CameBy.Link, source, campaign, "cpc");
        });
    }

    [Theory]
    [InlineData("https://ours.example/pricing?email=ann@example.com#x", "https://ours.example/pricing")]
    [InlineData("https://user:secret@ours.example:8443/a/b", "https://ours.example:8443/a/b")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("/pricing", null)]
    [InlineData(null, null)]
    public void Of_an_address_site_and_path_are_kept(string? url, string? page) => Assert.Equal(page, PageAddress.Of(url));

    [Fact]
    public void Interest_pages_are_written_as_they_are_read()
    {
        var rules = InterestPages.Read("/pricing=pricing_viewed,\n/Demo?x=1=demo_viewed")!;
        Assert.Equal("/pricing=pricing_viewed, /Demo?x=1=demo_viewed", rules.Write());
        Assert.Equal(("pricing_viewed", "page_viewed", "page_viewed"), (rules.KindOf("https://ours.example/PRICING/"), rules.KindOf("https://ours.example/"), rules.KindOf(null)));
        Assert.All((string[])["pricing", "=x", "/a=", "/a=1x", "/a=x y", "/a=é"], wrong => Assert.Null(InterestPages.Read(wrong)));
    }
}
