using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ripen.Cli;
using Ripen.Reading;

namespace Ripen.Agreements;

/// <summary><c>ripen --server URL agreement list|show|propose</c>.</summary>
internal static class RemoteAgreements
{
    private const string Path = "/api/v1/agreements";

    public static async Task<int> ListAsync(RemoteServer server, string format, CancellationToken stop)
    {
        Tell(await server.AllAsync(Path, stop), format);
        return CommandLine.Done;
    }

    /// <param name="version">0: the one in force.</param>
    public static async Task<int> ShowAsync(RemoteServer server, string line, int version, bool inWords, CancellationToken stop)
    {
        if (version == 0)
        {
            var inForce = (await server.AllAsync(Path, stop)).Find(one => $"{one["line"]}" == line && $"{one["standing"]}" == "in_force");
            version = inForce is null ? throw new InputRefusedException($"No agreement is in force in line {Reports.Harmless(line)}. See: ripen agreement list") : (int)inForce["version"]!;
        }
        var at = string.Create(CultureInfo.InvariantCulture, $"{Path}/{Uri.EscapeDataString(line)}/{version}");
        if (!inWords)
        {
            await Console.Out.WriteAsync(await server.TextAsync($"{at}/text", stop));
            return CommandLine.Done;
        }
        foreach (var section in (await server.GetAsync($"{at}/words", stop))["sections"]!.AsArray())
        {
            await Console.Out.WriteLineAsync($"{section!["title"]}");
            foreach (var sentence in section["sentences"]!.AsArray()) await Console.Out.WriteLineAsync($"  {sentence!["text"]}");
            await Console.Out.WriteLineAsync();
        }
        return CommandLine.Done;
    }

    public static async Task<int> ProposeAsync(RemoteServer server, string path, string line, string format, CancellationToken stop)
    {
        var text = AgreementFile.TextOf(path);
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Tell([await server.PostAsync($"{Path}?line={Uri.EscapeDataString(line)}", body, "application/yaml", stop)], format);
        await Console.Error.WriteLineAsync("Once both sides have signed it at /agreement, it is in force.");
        return CommandLine.Done;
    }

    private static void Tell(IReadOnlyList<JsonNode> versions, string format)
    {
        var table = AgreementCommands.NewTable();
        foreach (var one in versions) table.Add($"{one["line"]}", (int)one["version"]!, $"{one["standing"]}", (DateTimeOffset?)one["in_force_at"], (DateTimeOffset?)one["proposed_at"], $"{one["proposed_by"]}", one["activated_by"]?.ToString(), $"{one["name"]}");
        table.WriteTo(Console.Out, format);
    }
}
