using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Ripen.Tests.House;

namespace Ripen.Tests.Webhooks;

/// <summary>What the receiver got.</summary>
/// <param name="Verified">Of each of its secrets, whether the signature holds by it.</param>
internal sealed record Received(string Id, string Type, bool[] Verified, JsonNode Body);

/// <summary>The receiver in <c>receiver/</c>, a process of its own on a free port of this machine.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly Process process;
    private readonly string secrets;
    private readonly Channel<Received> received = Channel.CreateUnbounded<Received>();

    private Receiver(Process process, string secrets, string address)
    {
        (this.process, this.secrets, Address) = (process, secrets, address);
        _ = Task.Run(ListenAsync);
    }

    public string Address { get; }

    /// <param name="folder">Where its secrets lie.</param>
    public static async Task<Receiver> StartAsync(string folder)
    {
        var here = Repository.At("tests/Ripen.Tests/Webhooks/receiver");
        if (!Directory.Exists(Path.Combine(here, "node_modules"))) throw new InvalidOperationException("The receiver of the tests is not installed. In tests/Ripen.Tests/Webhooks/receiver: npm ci");
        var file = Path.Combine(folder, "secrets.json");
        await File.WriteAllTextAsync(file, "[]");
        var started = Process.Start(new ProcessStartInfo("node", ["receiver.mjs", file]) { WorkingDirectory = here, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        if (await started.StandardOutput.ReadLineAsync() is { } address) return new(started, file, address);
        throw new InvalidOperationException($"The receiver of the tests did not start: {await started.StandardError.ReadToEndAsync()}");
    }

    /// <summary>From now on it verifies by these.</summary>
    public Task HoldAsync(params string[] all) => File.WriteAllTextAsync(secrets, JsonSerializer.Serialize(all));

    public async Task<Received> NextAsync(CancellationToken stop) => await received.Reader.ReadAsync(stop).AsTask().WaitAsync(TimeSpan.FromSeconds(30), stop);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task ListenAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var json = JsonNode.Parse(line)!;
            received.Writer.TryWrite(new($"{json["id"]}", $"{json["type"]}", [.. json["verified"]!.AsArray().Select(one => (bool)one!)], JsonNode.Parse($"{json["body"]}")!));
        }
    }
}
