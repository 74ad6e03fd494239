using System.Diagnostics;
using System.Text.Json;
using Ripen.Tests.House;

namespace Ripen.Tests;

/// <summary>What the provider says of somebody.</summary>
internal sealed record ProvidedPerson(string Email, string[] Groups, bool IsVerified = true, string? Name = null);

/// <summary>The provider of OpenID Connect in <c>oidc/</c>, a process of its own on a free port of this machine.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    public const string Client = "ripen";
    public const string Secret = "a secret of the tests";

    private readonly Process process;
    private readonly string people;

    private OidcProvider(Process process, string people, Uri address) => (this.process, this.people, Address) = (process, people, address);

    public Uri Address { get; }

    /// <param name="desk">Where people come back to.</param>
    /// <param name="folder">Where it finds what it says of people.</param>
    public static async Task<OidcProvider> StartAsync(Uri desk, string folder)
    {
        var here = Repository.At("tests/Ripen.Browser.Tests/oidc");
        if (!Directory.Exists(Path.Combine(here, "node_modules"))) throw new InvalidOperationException("The provider of the tests is not installed. In tests/Ripen.Browser.Tests/oidc: npm ci");
        var file = Path.Combine(folder, $"people-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, "{}");
        var started = Process.Start(new ProcessStartInfo("node", ["server.mjs", file, desk.GetLeftPart(UriPartial.Authority)]) { WorkingDirectory = here, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = new List<string>();
        started.ErrorDataReceived += (_, line) =>
        {
            lock (said) said.Add(line.Data ?? "");
        };
        started.BeginErrorReadLine();
        // Its address, once it listens; what it warns of, as being for development alone, goes to the other stream.
        if (await started.StandardOutput.ReadLineAsync() is { } address) return new(started, file, new(address));
        lock (said) throw new InvalidOperationException($"The provider of the tests did not start: {string.Join('\n', said)}");
    }

    /// <summary>From now on it says this, by login.</summary>
    public Task SayAsync(params (string Login, ProvidedPerson Person)[] all) => File.WriteAllTextAsync(people, JsonSerializer.Serialize(all.ToDictionary(one => one.Login, one => new { email = one.Person.Email, email_verified = one.Person.IsVerified, name = one.Person.Name, groups = one.Person.Groups })));

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
