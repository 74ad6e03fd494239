namespace Ripen.Web;

/// <summary>What went wrong, for a person: what it is, and what to do.</summary>
public sealed record ProblemView(string Title, string Detail, IReadOnlyList<string> Errors, string Back, string BackTo)
{
    internal static ProblemView Of(HttpProblem problem)
    {
        var errors = problem.Errors?.Count > 1 ? problem.Errors.SelectMany(field => field.Value.Select(sentence => $"{field.Key}: {sentence}")).Take(10).ToList() : [];
        return new(problem.Title, DetailOf(problem), errors, "To the leads", "/leads");
    }

    private static string DetailOf(HttpProblem problem) => problem.Type switch
    {
        "/problems/no-such-route" => "The address may be mistyped or old. Whatever it was about, the search finds it.",
        "/problems/internal" => "Nothing is known to have been changed. What happened stands in the server's log; going back and trying again does no harm.",
        "/problems/unavailable" => "Try again in a few seconds. Why the database is away stands in the server's log.",
        "/problems/method" => "This address does something only when a page of the desk asks for it.",
        _ => problem.Detail,
    };
}
