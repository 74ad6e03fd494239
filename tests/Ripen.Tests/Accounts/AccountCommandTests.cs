using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Accounts;

/// <summary>Users, tokens and signatures from the command line, and a desk elsewhere: real processes.</summary>
public sealed class AccountCommandTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public void Users_are_added_changed_shut_out_and_listed(string kind)
    {
        using var database = new TestDatabase(kind);
        var at = Cli.At(database);
        var added = Cli.Run(["user", "add", "Ann@Desk.example", "--name", "Ann Able", "--role", "administrator,marketer", "--signs-for", "sales", .. at]);
        Assert.True(added.ExitCode == 0, added.Errors);
        Assert.Matches("^/join/[A-Za-z0-9_-]{43}$", added.Lines[0]);
        Assert.Contains("Ann Able  administrator, marketer  sales", added.Output, StringComparison.Ordinal);
        Refused(2, "has an account as ann@desk.example already", "user", "add", "ann@desk.example", "--name", "Another", "--role", "marketer");
        Refused(2, "There is no role 'boss'", "user", "add", "bob@desk.example", "--name", "Bob", "--role", "boss");
        Refused(2, "no e-mail address", "user", "add", "bob", "--name", "Bob", "--role", "marketer");
        Refused(2, "Nobody has an account as eve@desk.example", "user", "link", "eve@desk.example");
        Assert.Equal(0, Cli.Run(["user", "add", "bob@desk.example", "--name", "Bob", "--role", "salesperson", .. at]).ExitCode);
        Assert.Contains("sales_manager", Cli.Run(["user", "set", "bob@desk.example", "--role", "sales_manager", "--signs-for", "sales,marketing", .. at]).Output, StringComparison.Ordinal);
        Refused(2, "Nobody else could give out rights", "user", "deactivate", "ann@desk.example");
        Assert.Equal("bob@desk.example is deactivated.", Cli.Run(["user", "deactivate", "bob@desk.example", .. at]).Lines[0]);
        Refused(2, "is deactivated", "token", "create", "--user", "bob@desk.example", "--name", "x");
        var list = Cli.Run(["user", "list", "--format", "json", .. at]).Output;
        Assert.Contains("\"email\":\"ann@desk.example\"", list, StringComparison.Ordinal);

        void Refused(int code, string says, params string[] words)
        {
            var result = Cli.Run([.. words, .. at]);
            Assert.True(result.ExitCode == code && result.Errors.Contains(says, StringComparison.OrdinalIgnoreCase), $"{string.Join(' ', words)}: {result.ExitCode} {result.Errors}");
        }
    }

    [Fact]
    public async Task A_desk_elsewhere_is_used_with_a_token_and_only_with_one_that_is_good()
    {
        using var folder = new TempFolder();
        using var server = await Server.StartAsync(folder.PathOf("data"));
        var url = server.BaseAddress.ToString();
        string[] nothing = [$"XDG_CONFIG_HOME={folder.PathOf("config")}"];
        string[] known = [.. nothing, $"RIPEN_TOKEN={server.Token}"];
        var leads = folder.Write("leads.csv", "email,budget\nann@example.com,25000 EUR\nnobody at all,5\n");
        var imported = Cli.RunIn(known, "--server", url, "import", "leads", leads);
        Assert.Equal((1, "Import 1: 1 of 2 rows taken as leads."), (imported.ExitCode, imported.Lines[0]));
        Assert.Contains("row 3: ", imported.Errors, StringComparison.Ordinal);
        Assert.Contains("in_force", Cli.RunIn(known, "--server", url, "agreement", "list").Output, StringComparison.Ordinal);
        var text = Cli.RunIn(known, "--server", url, "agreement", "show").Output;
        Assert.StartsWith("agreement:", text.Split('\n').First(line => line.Length > 0 && line[0] != '#'), StringComparison.Ordinal);
        var proposed = Cli.RunIn(known, "--server", url, "agreement", "propose", folder.Write("next.yaml", text.Replace("budget >= 20000", "budget >= 30000", StringComparison.Ordinal)));
        Assert.True(proposed.ExitCode == 0, proposed.Errors);
        Assert.Contains("proposed", proposed.Output, StringComparison.Ordinal);
        Assert.Contains(SignedIn.Email, Cli.RunIn(known, "--server", url, "user", "list").Output, StringComparison.Ordinal);
        // Kept for later, readable by nobody else.
        var token = folder.Write("token", $"{server.Token}\n");
        Assert.Equal(2, Cli.RunIn(nothing, "--server", url, "agreement", "list").ExitCode);
        Assert.Equal(0, Cli.RunIn(nothing, "login", url, "--token-file", token).ExitCode);
        Assert.Equal(0, Cli.RunIn(nothing, "--server", url, "agreement", "list").ExitCode);
        var kept = folder.PathOf("config/ripen/servers.json");
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
        Assert.Equal(0, Cli.RunIn(nothing, "logout", url).ExitCode);
        Assert.DoesNotContain("ripen_", await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var revoked = Cli.RunIn([.. nothing, "RIPEN_TOKEN=ripen_wrong"], "--server", url, "agreement", "list");
        Assert.Equal((2, true), (revoked.ExitCode, revoked.Errors.Contains("does not take the token", StringComparison.Ordinal)));
        Assert.Equal(2, Cli.RunIn(known, "--server", "http://desk.example", "agreement", "list").ExitCode);
        Assert.Contains("on the server's own machine", Cli.RunIn(known, "--server", url, "backup", folder.PathOf("x.gz")).Errors, StringComparison.Ordinal);
        Assert.Equal(3, Cli.RunIn(known, "--server", "http://127.0.0.1:9", "agreement", "list").ExitCode);
    }

    [Fact]
    public async Task A_version_is_signed_by_whoever_may_and_verified_from_its_export()
    {
        using var folder = new TempFolder();
        using var server = await Server.StartAsync(folder.PathOf("data"));
        string[] at = ["--data", folder.PathOf("data")];
        var (right, wrong) = (folder.Write("right", $"{SignedIn.Password}\n"), folder.Write("wrong", "not the password"));
        var text = Cli.Run(["agreement", "show", .. at]).Output.Replace("budget >= 20000", "budget >= 30000", StringComparison.Ordinal);
        Assert.Equal(0, Cli.Run(["agreement", "propose", folder.Write("next.yaml", text), .. at]).ExitCode);
        Assert.Equal(2, Cli.Run(["agreement", "sign", "2", "--user", SignedIn.Email, "--for", "sales", "--password-file", wrong, .. at]).ExitCode);
        Assert.Equal(0, Cli.Run(["agreement", "sign", "2", "--user", SignedIn.Email, "--for", "sales", "--password-file", right, .. at]).ExitCode);
        Assert.Equal(1, Cli.Run(["agreement", "sign", "2", "--user", SignedIn.Email, "--for", "sales", "--password-file", right, .. at]).ExitCode);
        Assert.Contains("proposed", Cli.Run(["agreement", "list", .. at]).Lines[^1], StringComparison.Ordinal);
        Assert.Equal(0, Cli.Run(["agreement", "sign", "2", "--user", SignedIn.Email, "--for", "marketing", "--password-file", right, .. at]).ExitCode);
        Assert.Contains("in_force", Cli.Run(["agreement", "list", .. at]).Lines[^1], StringComparison.Ordinal);
        Assert.Equal(2, Cli.Run(["agreement", "sign", "7", "--user", SignedIn.Email, "--for", "sales", "--password-file", right, .. at]).ExitCode);
        Assert.Contains("agreement.signed", await server.Client.GetStringAsync(new Uri("/api/v1/audit?q=agreement", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await server.StopAsync();

        await using var desk = await Desks.Desk.OpenAsync(new(folder.PathOf("data"), null), TimeProvider.System);
        using var session = desk.Database.Read();
        var export = Agreements.SignedExport.Of(desk, session, Agreements.AgreementStore.Find(session, "main", 2)!);
        var file = folder.Write("signed.json", export.ToJson());
        var verified = Cli.Run("agreement", "verify", file);
        Assert.True(verified.ExitCode == 0, verified.Errors);
        Assert.Equal(2, verified.Lines.Count(line => line.Contains("by Tess Tester", StringComparison.Ordinal)));
        var changed = Cli.Run("agreement", "verify", folder.Write("changed.json", (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("30000", "3000", StringComparison.Ordinal)));
        Assert.Equal((1, true), (changed.ExitCode, changed.Errors.Contains("not the one that was signed", StringComparison.Ordinal)));
        Assert.Equal(2, Cli.Run("agreement", "verify", right).ExitCode);
    }
}
