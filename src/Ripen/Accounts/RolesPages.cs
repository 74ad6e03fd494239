using System.Text;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary>What each role may do, group by group, as the table of roles has it.</summary>
public sealed record RolesView(IReadOnlyList<RolesView.Group> Groups)
{
    /// <param name="Scope">What a token must be for; empty: none may.</param>
    public sealed record Right(string Name, IReadOnlyList<bool> Roles, string Scope);

    public sealed record Group(string Name, IReadOnlyList<Right> Rights);

    internal static RolesView Of() => new([.. Roles.Table.Where(entry => (entry.Value.Roles & (Role.Public | Role.Internal)) == Role.None)
        .GroupBy(entry => GroupOf(entry.Key)).OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new Group(group.Key, [.. group.OrderBy(entry => PathOf(entry.Key), StringComparer.Ordinal).Select(entry => new Right(entry.Key, [.. KnownRole.All.Select(known => entry.Value.Roles.HasFlag(known.Role))], KnownScope.WordsOf(entry.Value.Scope)))]))]);

    /// <summary>The same as a page of the documentation.</summary>
    internal static string AsMarkdown()
    {
        var text = new StringBuilder("# What each role may do\n\nWritten from the table in `Web/Roles.cs`, which the server goes by. A token may do what its owner may, as far as its scopes go; where no scope stands, no token may.\n\n| role | what it is for |\n|---|---|\n");
        foreach (var known in KnownRole.All) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {known.Label} | {known.Says} |\n");
        text.Append("\n| scope | what it opens |\n|---|---|\n");
        foreach (var known in KnownScope.All) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{known.Word}` | {known.Says} |\n");
        text.Append("\nWho signs the agreement for Sales, and who for Marketing, is said of each user besides.\n");
        foreach (var group in Of().Groups)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## {group.Name}\n\n| | {string.Join(" | ", KnownRole.All.Select(known => known.Label))} | scope |\n|---|{string.Concat(KnownRole.All.Select(_ => "---|"))}---|\n");
            foreach (var right in group.Rights) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{right.Name}` | {string.Join(" | ", right.Roles.Select(may => may ? "yes" : "–"))} | {(right.Scope.Length == 0 ? "" : $"`{right.Scope}`")} |\n");
        }
        return text.ToString();
    }

    private static string GroupOf(string name)
    {
        var parts = PathOf(name).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch { [] => "Pages", ["api", _, var first, ..] => $"API: {first}", [var first, ..] => $"Pages: {first}" };
    }

    private static string PathOf(string name) => name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..];
}

/// <summary><c>/roles</c>.</summary>
internal static class RolesPages
{
    public static void Map(WebApplication app) => app.MapGet("/roles", (PageRequest request) =>
    {
        using var session = request.Desk.Database.Read();
        return request.Page<RolesTable>(session, "What each role may do", RolesView.Of());
    }).ExcludeFromDescription();
}
