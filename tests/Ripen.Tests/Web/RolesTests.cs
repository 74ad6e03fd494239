using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ripen.Accounts;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Ripen.Web;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>The table of roles, walked: every endpoint by everybody, with every token, and by nobody.</summary>
public sealed partial class RolesTests
{
    private const Role Anybody = Role.Public | Role.Internal;

    [Fact]
    public async Task Every_endpoint_stands_in_the_table_of_roles_and_the_table_names_no_other()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var endpoints = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.SelectMany(Roles.NamesOf).Distinct(StringComparer.Ordinal);
        Assert.Equal(Roles.Table.Keys.Order(StringComparer.Ordinal), endpoints.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_that_writes_is_for_those_who_only_read_but_their_own_account_and_signature()
    {
        string[] own = ["POST /account", "POST /account/notices", "POST /account/password", "POST /account/start", "POST /account/sessions/{session}/ending", "POST /account/two-steps", "POST /account/two-steps/removal", "POST /account/passkeys", "POST /account/passkeys/question", "POST /account/passkeys/{passkey}/removal", "POST /people/{user}/absences", "POST /people/{user}/absences/{starts}/removal", "POST /people/{user}/hours", "POST /tokens", "POST /tokens/{token}/revocation", "POST /notices/reading", "POST /notices/{notice}/opening", "POST /api/v1/notices/{notice}/reading", "PUT /api/v1/notices/switches", "POST /agreement/signatures", "POST /agreement/signatures/question", "POST /api/v1/agreements/check", "POST /api/v1/programmes/check"];
        var writing = Roles.Table.Where(entry => !entry.Key.StartsWith("GET ", StringComparison.Ordinal) && (entry.Value.Roles & Anybody) == Role.None).ToList();
        Assert.Equal(own.Order(StringComparer.Ordinal), writing.Where(entry => entry.Value.Roles.HasFlag(Role.ReadOnly)).Select(entry => entry.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_endpoint_of_the_API_has_its_scope_and_no_page_has_one()
    {
        Assert.All(Roles.Table.Where(entry => entry.Key.Contains(" /api/", StringComparison.Ordinal)), entry => Assert.True(entry.Value.Scope != Scope.None && entry.Value.Roles.HasFlag(Role.Administrator) && (entry.Value.Roles & Anybody) == Role.None, entry.Key));
        Assert.All(Roles.Table.Where(entry => !entry.Key.Contains(" /api/", StringComparison.Ordinal) && !entry.Key.Contains(" /openapi", StringComparison.Ordinal)), entry => Assert.True(entry.Value.Scope == Scope.None, entry.Key));
    }

    [Fact]
    public async Task Every_role_gets_where_the_table_lets_it_and_nowhere_else()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var wrong = new List<string>();
        foreach (var known in KnownRole.All)
        {
            var user = await SignedIn.UserAsync(server.Desk.Desk, $"{known.Word}@desk.example", known.Role);
            var cookie = SignedIn.CookieOf(await SignedIn.SessionAsync(server.Desk.Desk, user));
            foreach (var (name, access) in Guarded())
            {
                var (status, type) = await AskAsync(server, name, ("Cookie", cookie));
                var isRefused = type == "/problems/role";
                if (isRefused == access.Roles.HasFlag(known.Role) || (status is 401 or 403) != isRefused) wrong.Add($"{known.Word}: {name} {status} {type}");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_token_gets_where_its_scope_lets_it_and_nowhere_else()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        var (desk, wrong) = (server.Desk.Desk, new List<string>());
        var (all, reader) = (await SignedIn.AdministratorAsync(desk), await SignedIn.UserAsync(desk, "reader@desk.example", Role.ReadOnly));
        foreach (var known in KnownScope.All)
        {
            var token = await SignedIn.TokenAsync(desk, all, known.Scope);
            foreach (var (name, access) in Guarded())
            {
                var (status, type) = await AskAsync(server, name, ("Authorization", $"Bearer {token}"));
                var isRefused = type == "/problems/scope";
                if (isRefused == access.Scope.HasFlag(known.Scope) || (status is 401 or 403) != isRefused) wrong.Add($"{known.Word}: {name} {status} {type}");
            }
        }
        // A token never may more than whose it is.
        var readers = await SignedIn.TokenAsync(desk, reader);
        foreach (var (name, access) in Guarded())
        {
            var (status, _) = await AskAsync(server, name, ("Authorization", $"Bearer {readers}"));
            if (status == 403 != (!access.Roles.HasFlag(Role.ReadOnly) || access.Scope == Scope.None)) wrong.Add($"a reader's: {name} {status}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Nobody_gets_anywhere()
    {
        await using var server = await ApiServer.StartAsync(DatabaseKinds.Sqlite);
        await SignedIn.AdministratorAsync(server.Desk.Desk);
        var wrong = new List<string>();
        foreach (var (name, _) in Guarded())
        {
            var (status, type) = await AskAsync(server, name, ("No-Login", "1"));
            if ((status, type) != (401, "/problems/not-logged-in")) wrong.Add($"{name} {status} {type}");
            var asPage = await AskAsync(server, name, ("No-Login", "1"), ("Accept", "text/html"));
            if (asPage.Status != (name.Contains(" /api/", StringComparison.Ordinal) || name.Contains(" /openapi", StringComparison.Ordinal) ? 401 : 303)) wrong.Add($"{name} as a page {asPage.Status}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_page_of_the_documentation_says_what_the_table_says()
    {
        var path = Repository.At("docs/roles.md");
        var written = RolesView.AsMarkdown();
        if (Environment.GetEnvironmentVariable("RIPEN_WRITE_DOCS") == "1") File.WriteAllText(path, written);
        Assert.Equal(written, File.ReadAllText(path));
    }

    private static IEnumerable<(string Name, Access Access)> Guarded() => Roles.Table.Where(entry => (entry.Value.Roles & Anybody) == Role.None).Select(entry => (entry.Key, entry.Value));

    // With a body that no endpoint takes, so that nothing is done: the answer only shows whether the door was open.
    private static async Task<(int Status, string? Type)> AskAsync(ApiServer server, string name, params (string Name, string Value)[] headers)
    {
        var (method, path) = (name[..name.IndexOf(' ', StringComparison.Ordinal)], Placeholder().Replace(name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..], "019f0000000070008000000000000001"));
        using var request = new HttpRequestMessage(new(method), path.Replace("documentName", "v1", StringComparison.Ordinal));
        if (method != "GET") request.Content = new StringContent("nothing", System.Text.Encoding.UTF8, TypeFor(path));
        foreach (var (header, value) in headers) request.Headers.TryAddWithoutValidation(header, value);
        request.Headers.TryAddWithoutValidation("Origin", server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var isProblem = response.Content.Headers.ContentType?.MediaType == HttpProblem.MediaType;
        return ((int)response.StatusCode, isProblem ? System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!["type"]!.ToString() : null);
    }

    // The API looks at the type first of all, and takes no other.
    private static string TypeFor(string path) => path switch
    {
        "/api/v1/imports" => "text/csv",
        _ when path.StartsWith("/api/v1/agreements", StringComparison.Ordinal) || path.StartsWith("/api/v1/programmes", StringComparison.Ordinal) => "application/yaml",
        _ when path.StartsWith("/api/", StringComparison.Ordinal) => "application/json",
        _ => "text/nothing",
    };

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
