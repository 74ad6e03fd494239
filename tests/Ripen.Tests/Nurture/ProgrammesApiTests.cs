using Ripen.Nurture;
using Ripen.Tests.Databases;
using Ripen.Tests.House;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Nurture;

/// <summary>Programmes by the API, and how the desk keeps them.</summary>
public sealed class ProgrammesApiTests
{
    private const string Url = "/api/v1/programmes";
    private static readonly string Warm = File.ReadAllText(Repository.At("programmes/warm-evaluate.yaml"));
    private static readonly string Slower = Warm.Replace("wait: 5 days", "wait: 6 days", StringComparison.Ordinal);
    private static readonly (string Name, string Value) Yaml = ("Content-Type", "application/yaml");

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_fresh_desk_has_the_four_that_its_agreement_names(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var items = (await server.GetAsync(Url)).Json["items"]!.AsArray();
        Assert.Equal(["cold-stay-useful", "recycled-not-now", "warm-evaluate", "wrong-contact"], items.Select(item => item!["name"]!.ToString()));
        Assert.All(items, item => Assert.Equal(("1", "open", "Ripen"), ($"{item!["version"]}", $"{item["standing"]}", $"{item["changed_by"]}")));
        foreach (var agreement in (string[])["bant", "interest"])
        {
            var read = Ripen.Agreements.AgreementReader.Read(await File.ReadAllTextAsync(Repository.At($"agreements/{agreement}.yaml"), TestContext.Current.CancellationToken)).Agreement!;
            Assert.Empty(read.Nurture.Select(rule => rule.Programme).Except(items.Select(item => item!["name"]!.ToString())));
        }
        var one = (await server.GetAsync($"{Url}/warm-evaluate")).Json;
        Assert.Equal("Send “Three questions worth asking, us included”.", one["words"]!["steps"]![0]!["text"]!.ToString());
        Assert.Equal(Warm, (await server.GetAsync($"{Url}/warm-evaluate/text")).Body);
        await new Scenario($"GET {Url}/nothing", null, 404, ["programme"]).CheckAsync(server);
        await new Scenario($"GET {Url}/warm-evaluate/text?version=9", null, 404, ["programme"]).CheckAsync(server);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_version_is_saved_over_the_one_that_was_read_and_the_old_one_stays(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        Assert.NotEqual(Warm, Slower);
        await new Scenario($"PUT {Url}/warm-evaluate/text", Slower, 428, ["If-Match"]) { ContentType = "application/yaml" }.CheckAsync(server);
        var tag = (await server.GetAsync($"{Url}/warm-evaluate/text")).Headers.ETag!.ToString();
        var saved = await server.SendAsync("PUT", $"{Url}/warm-evaluate/text", Slower, Yaml, ("If-Match", tag));
        Assert.Equal((200, "2", "\"2\""), (saved.Status, saved.Text("version"), saved.Headers.ETag!.ToString()));
        await new Scenario($"PUT {Url}/warm-evaluate/text", Warm, 412, ["another version"]) { ContentType = "application/yaml", Headers = [("If-Match", tag)] }.CheckAsync(server);
        Assert.Equal(2, (await server.SendAsync("PUT", $"{Url}/warm-evaluate/text", Slower, Yaml, ("If-Match", "\"2\""))).Json["version"]!.GetValue<int>());
        Assert.Equal(Warm, (await server.GetAsync($"{Url}/warm-evaluate/text?version=1")).Body);
        Assert.Equal(Slower, (await server.GetAsync($"{Url}/warm-evaluate/text")).Body);
        Assert.Equal(["2", "1"], (await server.GetAsync($"{Url}/warm-evaluate")).Json["versions"]!.AsArray().Select(version => version!["version"]!.ToString()));
        Assert.Equal(1, server.Desk.Count("select count(*) from audit where action = 'programme.saved'"));
        await new Scenario($"PUT {Url}/other/text", Warm, 400, ["the address of another"]) { ContentType = "application/yaml" }.CheckAsync(server);
        await new Scenario($"PUT {Url}/brief/text", Warm.Replace("warm-evaluate", "brief", StringComparison.Ordinal), 412, []) { ContentType = "application/yaml", Headers = [("If-Match", "\"1\"")] }.CheckAsync(server);
        Assert.Equal(201, (await server.SendAsync("PUT", $"{Url}/brief/text", Warm.Replace("warm-evaluate", "brief", StringComparison.Ordinal), Yaml)).Status);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task With_errors_nothing_is_kept_and_all_of_them_are_told(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        var wrong = Warm.Replace("5 days", "five days", StringComparison.Ordinal).Replace("person.first_name", "person.frist_name", StringComparison.Ordinal);
        var refused = await server.SendAsync("PUT", $"{Url}/warm-evaluate/text", wrong, Yaml, ("If-Match", "\"1\""));
        Assert.Equal((400, 4), (refused.Status, refused.Json["remarks"]!.AsArray().Count));
        Assert.Equal("Did you mean 'person.first_name'?", refused.Json["remarks"]![0]!["suggestion"]!.ToString());
        var check = (await server.PostAsync($"{Url}/check", wrong, Yaml)).Json;
        Assert.False(check["valid"]!.GetValue<bool>());
        Assert.True((await server.PostAsync($"{Url}/check", Slower, Yaml)).Json["valid"]!.GetValue<bool>());
        // A desk knows its facts; a file alone may speak of any.
        Assert.False((await server.PostAsync($"{Url}/check", Warm.Replace("organisation.name", "facts.erp", StringComparison.Ordinal), Yaml)).Json["valid"]!.GetValue<bool>());
        Assert.Equal(4, server.Desk.Count("select count(*) from programme_versions"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Coverage_counts_who_is_not_with_Sales_and_puts_those_without_a_programme_on_top(string kind)
    {
        await using var server = await ApiServer.StartAsync(kind);
        for (var i = 0; i < 3; i++) await server.LeadAsync($$"""{"email":"cold{{i}}@firm{{i}}.example"}""");
        var warm = await server.LeadAsync("""{"email":"warm@warm.example","facts":{"budget_status":"can_buy","buying_role":"decision_maker"}}""");
        var rejected = await server.LeadAsync("""{"email":"back@back.example"}""");
        await server.DoAsync(write => write.Execute("update leads set last_rejection = 'not_now' where email = 'back@back.example'"));
        await server.DoAsync(write => write.Execute("update leads set stage = 2 where email = 'cold0@firm0.example'"));
        var rows = await RowsAsync();
        Assert.Equal([("cold", "", "2", "cold-stay-useful", ""), ("cold", "not_now", "1", "cold-stay-useful", ""), ("warm", "", "1", "warm-evaluate", "")], rows.Order());
        await server.DoAsync(write => ProgrammeStore.SetStanding(write, "warm-evaluate", ProgrammeStanding.Paused, "x", server.Desk.Desk.Now));
        Assert.Equal(("warm", "", "1", "warm-evaluate", "paused"), (await RowsAsync())[0]);
        await server.DoAsync(write => write.Execute("delete from programmes where name = 'cold-stay-useful'") + write.Execute("update versions set version = version + 1 where name = 'programmes'"));
        rows = await RowsAsync();
        Assert.Equal(("cold", "", "2", "cold-stay-useful", "not_on_the_desk"), rows[0]);
        Assert.Equal("4", (await server.GetAsync($"{Url}/coverage")).Json["uncovered"]!.ToString());
        await new Scenario($"GET {Url}/coverage?line=none", null, 400, ["No agreement is in force"]).CheckAsync(server);
        Assert.NotEqual(warm, rejected);

        async Task<List<(string, string, string, string, string)>> RowsAsync() =>
            [.. (await server.GetAsync($"{Url}/coverage")).Json["rows"]!.AsArray().Select(row => ($"{row!["temperature"]}", $"{row["last_rejection"]}", $"{row["leads"]}", $"{row["programme"]}", $"{row["gap"]}"))];
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_people_made_of_a_shipped_one_stays_when_the_desk_is_opened_again(string kind)
    {
        using var database = new TestDatabase(kind);
        await using (var desk = await Storage.TestDesk.OverAsync(database))
        {
            await desk.Desk.Writer.DoAsync(write => ProgrammeStore.Save(write, "warm-evaluate", Slower, "somebody", desk.Desk.Now) + (ProgrammeStore.SetStanding(write, "wrong-contact", ProgrammeStanding.Retired, "somebody", desk.Desk.Now) ? 1 : 0), TestContext.Current.CancellationToken);
        }
        await using var again = await Storage.TestDesk.OverAsync(database);
        using var session = again.Desk.Database.Read();
        Assert.Equal((2, 5), (again.Desk.Programmes.Kept(session, "warm-evaluate")!.Version, (int)again.Count("select count(*) from programme_versions")));
        Assert.NotNull(again.Desk.Programmes.Open(session, "warm-evaluate"));
        Assert.Equal("wrong-contact", again.Desk.Programmes.Current(session, "wrong-contact")!.Name);
        Assert.Null(again.Desk.Programmes.Open(session, "wrong-contact"));
        Assert.Equal(Ripen.Values.DurationUnit.Day, ((WaitStep)again.Desk.Programmes.Find(session, "warm-evaluate", 1)!.Programme.Steps[1]).For.Unit);
        Assert.Equal(6, ((WaitStep)again.Desk.Programmes.Current(session, "warm-evaluate")!.Programme.Steps[1]).For.Count);
        Assert.Null(again.Desk.Programmes.Find(session, "warm-evaluate", 3));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_a_transaction_saved_that_failed_is_seen_by_nobody(string kind)
    {
        await using var desk = await Storage.TestDesk.OpenAsync(kind);
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Desk.Writer.DoAsync<int>(
            write =>
            {
                ProgrammeStore.Save(write, "warm-evaluate", Slower, "somebody", desk.Desk.Now);
                Assert.Equal(6, ((WaitStep)desk.Desk.Programmes.Current(write, "warm-evaluate")!.Programme.Steps[1]).For.Count);
                throw new InvalidOperationException("no");
            },
            TestContext.Current.CancellationToken));
        await desk.Desk.Writer.DoAsync(write => ProgrammeStore.Save(write, "warm-evaluate", Warm.Replace("5 days", "7 days", StringComparison.Ordinal), "somebody", desk.Desk.Now), TestContext.Current.CancellationToken);
        using var session = desk.Desk.Database.Read();
        Assert.Equal(7, ((WaitStep)desk.Desk.Programmes.Current(session, "warm-evaluate")!.Programme.Steps[1]).For.Count);
    }
}
