using System.Text.Json.Nodes;
using Ripen.Cli;
using Ripen.Demo;
using Ripen.Tests.Storage;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.Funnel;

/// <summary>A served desk with a year of the demo in it, and what its commands say.</summary>
internal static class ReportDesk
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<ApiServer> FilledAsync(string kind, TempFolder folder, int leads = 150)
    {
        var desk = await TestDesk.OpenAsync(kind);
        await new DemoYear(desk.Desk, TextWriter.Null, isTerminal: false).FillAsync(seed: 3, leads, folder.PathOf("year"), Stop);
        return await ApiServer.OverAsync(desk);
    }

    /// <summary>The command, as it runs in the server that holds the desk.</summary>
    /// <param name="words">As in the report's address.</param>
    public static async Task<JsonNode> SaidAsync(ApiServer server, string words, System.CommandLine.Command command) => JsonNode.Parse(await SaidAsync(server, words, command, "json"))!;

    public static async Task<string> SaidAsync(ApiServer server, string words, System.CommandLine.Command command, string format)
    {
        using var said = new StringWriter();
        var root = new System.CommandLine.RootCommand { command, DeskCommand.Data, DeskCommand.Database, DeskCommand.Server };
        string[] args = [command.Name, "--format", format, .. words.Split('&', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => word.Split('=') is var parts ? new[] { $"--{parts[0].Replace('_', '-')}", parts[1] } : [])];
        Assert.Equal(0, await DeskCommand.RunGivenAsync(root, args, new(server.Desk.Desk, said, TextWriter.Null, ".", IsTerminal: false, Stop)));
        return said.ToString();
    }
}
