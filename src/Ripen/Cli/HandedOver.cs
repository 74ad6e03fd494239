using System.Text.Json;
using System.Text.Json.Serialization;
using Ripen.Desks;
using Ripen.Reading;

namespace Ripen.Cli;

/// <summary>A command line for the server, and where it was typed.</summary>
internal sealed record GivenCommand(string[] Words, string Folder, bool IsTerminal);

/// <summary>A piece of what the command says: of one stream, or its end with the exit code.</summary>
internal sealed record GivenWords(string? Out, string? Error, int? ExitCode);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GivenCommand))]
[JsonSerializable(typeof(GivenWords))]
internal sealed partial class HandedOverJson : JsonSerializerContext;

/// <summary>Hands a command to the server that holds the desk, and passes on what it says.</summary>
internal static class HandedOver
{
    public const string Path = "/internal/command";
    public const string KeyHeader = "Ripen-Key";

    public static async Task<int> RunAsync(string folder, string[] words, CancellationToken stop)
    {
        if (DeskLock.ServerOf(folder) is not { } server) throw DeskLock.Taken(folder);
        if (words.Contains("-")) throw new InputRefusedException("A server holds the desk and does the work, and it has another standard input. Write the input to a file and name that.");
        using var client = new HttpClient { BaseAddress = new(server.Url), Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = JsonContent.Create(new GivenCommand(words, Directory.GetCurrentDirectory(), !Console.IsErrorRedirected), HandedOverJson.Default.GivenCommand),
        };
        request.Headers.Add(KeyHeader, server.Key);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (!response.IsSuccessStatusCode) throw DeskLock.Taken(folder);
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
            while (await lines.ReadLineAsync(stop) is { } line)
            {
                var said = JsonSerializer.Deserialize(line, HandedOverJson.Default.GivenWords)!;
                if (said.Out is not null) await Console.Out.WriteAsync(said.Out);
                if (said.Error is not null) await Console.Error.WriteAsync(said.Error);
                if (said.ExitCode is { } code) return code;
            }
        }
        catch (HttpRequestException)
        {
            throw DeskLock.Taken(folder);
        }
        catch (IOException)
        {
            // In the middle of its words: it was killed, or the connection to it was.
        }
        await Console.Error.WriteLineAsync("The server stopped before the command was done. Start it and run the same command again: what is done already is not done twice.");
        return CommandLine.Unreachable;
    }
}
