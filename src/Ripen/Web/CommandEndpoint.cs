using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Ripen.Cli;
using Ripen.Desks;

namespace Ripen.Web;

/// <summary>Runs command lines that the command line on this machine hands over, and streams what they say, a line of JSON a piece.</summary>
internal static class CommandEndpoint
{
    private const int MostWords = 200;

    public static async Task RunAsync(HttpContext http, Desk desk, RootCommand root, string key)
    {
        if (!IsKey(http.Request.Headers[HandedOver.KeyHeader].ToString(), key) || http.Request.Headers.Origin.Count > 0)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var given = await http.Request.ReadFromJsonAsync(HandedOverJson.Default.GivenCommand, http.RequestAborted);
        if (given is null || given.Words.Length > MostWords)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        http.Response.ContentType = "application/x-ndjson";
        // At once, so that the other side knows that the command runs, however long it says nothing.
        await http.Response.Body.FlushAsync(http.RequestAborted);
        var said = Channel.CreateBounded<GivenWords>(1000);
        var running = Task.Run(() => CommandAsync(desk, root, given, said.Writer, http.RequestAborted), CancellationToken.None);
        try
        {
            await foreach (var words in said.Reader.ReadAllAsync(http.RequestAborted))
            {
                await JsonSerializer.SerializeAsync(http.Response.Body, words, HandedOverJson.Default.GivenWords, http.RequestAborted);
                await http.Response.Body.WriteAsync("\n"u8.ToArray(), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // Nobody listens any more: the command stops where that does no harm, and what it still says is lost.
        }
        finally
        {
            said.Writer.TryComplete();
            await running;
        }
    }

    private static async Task CommandAsync(Desk desk, RootCommand root, GivenCommand given, ChannelWriter<GivenWords> said, CancellationToken stop)
    {
        var code = CommandLine.Unreachable;
        try
        {
            await using var output = new Teller(said, isError: false);
            await using var errors = new Teller(said, isError: true);
            code = await DeskCommand.RunGivenAsync(root, given.Words, new(desk, output, errors, given.Folder, given.IsTerminal, stop));
        }
        finally
        {
            await SayAsync(said, new(null, null, code));
            said.TryComplete();
        }
    }

    private static async Task SayAsync(ChannelWriter<GivenWords> said, GivenWords words)
    {
        try
        {
            await said.WriteAsync(words);
        }
        catch (ChannelClosedException)
        {
            // Nobody listens any more.
        }
    }

    private static bool IsKey(string offered, string key) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(offered), Encoding.UTF8.GetBytes(key));

    /// <summary>Passes on what is written, in pieces of some size or at a flush.</summary>
    private sealed class Teller(ChannelWriter<GivenWords> said, bool isError) : TextWriter
    {
        private const int Enough = 4_000;
        private readonly StringBuilder kept = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            kept.Append(value);
            if (kept.Length >= Enough || isError && value == '\n') Flush();
        }

        public override void Write(string? value)
        {
            kept.Append(value);
            if (kept.Length >= Enough || isError) Flush();
        }

        public override void Flush()
        {
            if (kept.Length == 0) return;
            var words = kept.ToString();
            kept.Clear();
            SayAsync(said, isError ? new(null, words, null) : new(words, null, null)).GetAwaiter().GetResult();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) Flush();
            base.Dispose(disposing);
        }
    }
}
