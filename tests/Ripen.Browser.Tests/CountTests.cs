using Xunit;

namespace Ripen.Tests;

/// <summary>Every number that is a link leads to a list with that count.</summary>
public sealed class CountTests(DemoDesk desk, Browser browser) : IClassFixture<DemoDesk>, IClassFixture<Browser>
{
    private static readonly string[] Beginnings = ["/leads", "/leads?could_be=hot", "/organisations", "/campaigns", "/campaigns/1", "/sources", "/sources?by=campaign", "/sources?by=offer", "/board", "/board?from=2025-11-01&to=2026-10-31", "/funnel", "/funnel?by=period", "/funnel?side=marketing&vs_side=sales", "/scorecard", "/programmes/coverage", "/agreement", "/components", "/search?q=a"];

    [Fact]
    public async Task Every_number_that_is_a_link_leads_to_a_list_with_that_count()
    {
        await using var sheet = await browser.OpenAsync(desk);
        var (followed, wrong) = (0, new List<string>());
        foreach (var path in Beginnings)
        {
            await sheet.GoAsync(path);
            var links = await sheet.Page.EvaluateAsync<string[][]>("[...document.querySelectorAll('a[data-count]')].map(at => [at.getAttribute('href'), at.dataset.count])");
            foreach (var link in links)
            {
                var total = await sheet.Page.EvaluateAsync<string?>(TotalOf, link[0]);
                if (total != link[1]) wrong.Add($"{path}: {link[0]} says {link[1]}, the list has {total}");
                followed++;
            }
        }
        Assert.Empty(wrong);
        Assert.True(followed >= 100, $"Only {followed} numbers were found.");
    }

    private const string TotalOf = """
        async path => {
            const answer = await fetch(path, { headers: { Accept: "text/html" } });
            return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-total]")?.dataset.total ?? `none (${answer.status})`;
        }
        """;
}
