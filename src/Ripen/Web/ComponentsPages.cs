using Ripen.Leads;
using Ripen.Values;
using Ripen.Web.Components;

namespace Ripen.Web;

/// <summary>What the page of all components shows.</summary>
public sealed record ComponentsView(IReadOnlyList<ComponentsView.Sample> Glyphs, IReadOnlyList<Option> Sides, IReadOnlyList<Option> Temperatures, IReadOnlyList<Tab> Tabs)
{
    public sealed record Sample(string? Temperature, string? CouldBe, IReadOnlyList<CriterionFinding> Criteria);
}

/// <summary><c>/components</c>: every component once, for whoever builds a page.</summary>
internal static class ComponentsPages
{
    private static readonly string[] Names = ["budget", "authority", "need", "timeline", "competition"];

    private static readonly ComponentsView View = new(
        [Lead("hot", null, "yyyy"), Lead("warm", "hot", "yn?y"), Lead("cold", "warm", "n??n"), Lead("warm", null, "yyn"), Lead("cold", "hot", "?????"), new(null, null, [])],
        [new("marketing", "Marketing"), new("sales", "Sales"), new("partner", "Partner")],
        [new("hot", "Hot"), new("warm", "Warm"), new("cold", "Cold")],
        [new("In plain words", "#words", true), new("YAML", "#yaml", false), new("Versions", "#versions", false)]);

    public static void Map(WebApplication app) => app.MapGet("/components", Get).ExcludeFromDescription();

    private static IResult Get(PageRequest request)
    {
        using var session = request.Desk.Database.Read();
        return request.Page<ComponentsPage>(session, "Components", View);
    }

    private static ComponentsView.Sample Lead(string temperature, string? couldBe, string truths) => new(
        temperature, couldBe, [.. truths.Select((truth, place) => new CriterionFinding(Names[place], truth switch { 'y' => Truth.True, 'n' => Truth.False, _ => Truth.Unknown }))]);

}
