using Ripen.Forms;
using Ripen.Storage;
using Ripen.Tracking;
using Ripen.Web;
using Ripen.Web.Public;

namespace Ripen.Demo;

/// <summary>A page of the made-up firm's website.</summary>
/// <param name="Path">Behind <c>/site</c>.</param>
/// <param name="Form">The form that stands in it; null: none.</param>
public sealed record DemoSitePageOf(string Path, string Label, string Title, string Says, string? Form = null);

/// <summary>What a page of the website shows.</summary>
public sealed record DemoSiteView(DemoSitePageOf Page, IReadOnlyList<DemoSitePageOf> All, string Firm);

/// <summary>
/// <c>/site</c>, of a demo only: the website of the made-up firm, with the tracker and two forms, so that a visitor's
/// path can be walked in a browser, and seen on the lead's page beside it.
/// </summary>
internal static class DemoSite
{
    public const string Path = "/site";
    public const string Guide = "warehouse-guide";
    public const string Demo = "product-demo";

    private static readonly DemoSitePageOf[] Pages =
    [
        new("", "Home", "Plan your warehouse before you build it", "Torfeld compares layouts on your own orders, and tells you which one saves the most steps."),
        new("/product", "Product", "From order lines to the best layout", "Give it a year of orders and a drawing. It places aisles, zones and docks, and counts the walks of each."),
        new("/pricing", "Pricing", "From 20,000 euro a site", "One price for a site, whatever its size, with a year of planning included."),
        new("/guide", "Guide", "The warehouse guide", "Twelve pages on what a layout costs when it is wrong. Two questions, then it is yours.", Guide),
        new("/demo", "See it", "See it with your own orders", "Half an hour with somebody who plans warehouses. Two more questions, so that we come prepared.", Demo),
    ];

    public static void Map(WebApplication app)
    {
        app.MapGet($"{Path}/who", Who).ExcludeFromDescription();
        app.MapGet($"{Path}/{{page?}}", Get).ExcludeFromDescription();
    }

    /// <summary>The forms of the website.</summary>
    public static void Introduce(Write write, Desks.Desk desk)
    {
        if (FormStore.Find(write, Guide) is not null) return;
        var words = new FormWords("The warehouse guide", "Where shall it go, and what is it about at your place?", "Get the guide", "The guide is yours. Whoever plans a warehouse finds the walks on page 7.");
        FormStore.Add(write, desk, "Warehouse guide", Guide, FormDefinition.New with { Offer = "Warehouse guide", Campaign = "Website", Link = "https://www.torfeld.example/guide.pdf", Words = InEnglish(words) }, DemoUsers.All[1].Email);
        words = new("See it with your own orders", "We answer within minutes, in working hours.", "Ask for a demo", "Somebody from Torfeld writes to you shortly.");
        FormStore.Add(write, desk, "Product demo", Demo, FormDefinition.New with { Kind = "demo_requested", Campaign = "Website", Words = InEnglish(words) }, DemoUsers.All[1].Email);
    }

    private static Dictionary<string, FormWords> InEnglish(FormWords words) => new(StringComparer.Ordinal) { [Languages.TextBook.English] = words };

    private static IResult Get(string? page, PublicRequest request)
    {
        if (Array.Find(Pages, one => one.Path == (string.IsNullOrEmpty(page) ? "" : $"/{page}")) is not { } found) return HttpProblem.NotFound("page of the demo's website");
        using var session = request.Desk.Database.Read();
        var view = new DemoSiteView(found, Pages, request.Desk.Settings.Of(session, Settings.KnownSettings.DeskName));
        return request.Page<DemoSitePage>(session, request.Desk.Texts.Of(session, Languages.TextBook.English), found.Title, view, isFramed: false, framesOwn: true);
    }

    /// <summary>To the lead of a visitor, where he has said who he is.</summary>
    private static IResult Who(PublicRequest request)
    {
        using var session = request.Desk.Database.Read();
        var person = Guid.TryParse(request.Word("v"), out var visitor) ? Visitor.Find(session, visitor)?.OwnerOf(request.Desk.Now) : null;
        return person is { } known && Leads.LeadStore.OfPersons(session, [known]).LastOrDefault() is { } lead ? PublicRequest.GoTo($"/leads/{lead.Id}") : PublicRequest.GoTo($"{Path}/guide");
    }
}
