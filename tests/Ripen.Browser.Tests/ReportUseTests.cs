using System.Buffers.Binary;
using Microsoft.Playwright;
using Ripen.Tests.House;
using Xunit;

namespace Ripen.Tests;

/// <summary>What people take away of a report: its chart as a picture, its page on paper.</summary>
public sealed class ReportUseTests(DemoDesk desk, Browser browser) : IClassFixture<DemoDesk>, IClassFixture<Browser>
{
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    [Fact]
    public async Task The_chart_is_drawn_as_a_PNG_twice_as_fine_as_its_SVG()
    {
        await using var sheet = await browser.OpenAsync(desk);
        await sheet.GoAsync("/funnel");
        var download = await sheet.Page.RunAndWaitForDownloadAsync(() => sheet.Page.Locator("button[data-png]").ClickAsync());
        Assert.Matches("^funnel-[0-9-]+\\.png$", download.SuggestedFilename);
        var bytes = await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        Assert.Equal(PngSignature, bytes[..8]);
        // The first chunk, IHDR, begins with width and height.
        Assert.Equal((2040, 860), (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20))));
        // An empty picture of that size takes less.
        Assert.True(bytes.Length > 20_000, $"{bytes.Length} bytes");
        Directory.CreateDirectory(Repository.At("artifacts/pictures"));
        await File.WriteAllBytesAsync(Repository.At("artifacts/pictures/funnel-chart.png"), bytes, TestContext.Current.CancellationToken);
        Assert.Empty(sheet.Complaints);
    }

    [Theory, InlineData("funnel", "/funnel?side=marketing&vs_side=sales"), InlineData("funnel-period", "/funnel?by=period"), InlineData("sources", "/sources?by=campaign")]
    public async Task On_paper_a_report_is_light_and_whole_without_what_one_presses(string name, string path)
    {
        await using var sheet = await browser.OpenAsync(desk, scheme: ColorScheme.Dark);
        await sheet.GoAsync(path);
        Assert.False(await sheet.Page.Locator(".printed").IsVisibleAsync());
        await sheet.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        foreach (var away in (string[])[".nav", ".filters", ".export", ".head .actions", "button", "select", "input", "summary", ".skip"])
            Assert.Equal((away, 0), (away, await sheet.Page.Locator(away).EvaluateAllAsync<int>("all => all.filter(at => at.checkVisibility({ visibilityProperty: true })).length")));
        Assert.Contains(path, await sheet.Page.Locator(".printed").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("From 20", await sheet.Page.Locator(".printed").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await sheet.Page.Locator("table.rows").First.IsVisibleAsync());
        // As wide as the paper: 297 mm less the edges, at 96 points an inch.
        await sheet.Page.SetViewportSizeAsync(1032, 700);
        Assert.Empty(await sheet.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('table')].filter(at => at.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(at => at.textContent.slice(0, 60))"));
        Assert.Equal("rgb(90, 87, 78)", await sheet.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.printed')).color"));
        await sheet.Page.PdfAsync(new() { Path = Repository.At($"artifacts/pictures/{name}.pdf"), PreferCSSPageSize = true, PrintBackground = true });
    }
}
