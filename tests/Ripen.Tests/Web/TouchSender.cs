using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Ripen.Tests.Web;

/// <summary>A batch of touches as it is sent, again and again until every line of it is acknowledged.</summary>
/// <param name="Key">The Idempotency-Key, which stands for the ids of its lines.</param>
internal sealed record TouchBatch(string[] Lines, string? Key)
{
    private readonly string?[] leads = new string?[Lines.Length];

    public bool IsAcknowledged => Array.TrueForAll(leads, lead => lead is not null);

    /// <summary>Notes an answer; what was acknowledged before must be answered as it was then.</summary>
    public void Note(JsonNode answer)
    {
        var line = answer["line"]!.GetValue<int>() - 1;
        if (answer["status"]!.ToString() != "taken") throw new InvalidOperationException($"{Lines[line]} was answered {answer}");
        var lead = answer["lead"]!.ToString();
        if ((leads[line] ??= lead) != lead) throw new InvalidOperationException($"{Lines[line]} was {leads[line]}'s and is now answered {answer}");
    }
}

/// <summary>
/// Sends batches to a server, one after the other, and notes what was acknowledged. Every piece sent and every answer
/// read is a step, of which whoever disturbs it is told.
/// </summary>
internal sealed class TouchSender(TouchBatch[] batches, Random random)
{
    private const int LinesAPiece = 7;
    private int next;

    /// <summary>Sends what is not acknowledged yet, and sometimes what is, until all is or the server is gone.</summary>
    public async Task SendAsync(HttpClient client, Action step)
    {
        // Who is not sure of an answer repeats more than he must.
        if (next > 0 && random.Next(2) == 0) next--;
        try
        {
            for (; next < batches.Length; next++)
            {
                await SendAsync(client, batches[next], step);
                if (!batches[next].IsAcknowledged) throw new InvalidOperationException("A batch was answered in part.");
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            // What of this batch was acknowledged is noted; the rest is sent to the next server.
        }
    }

    private static async Task SendAsync(HttpClient client, TouchBatch batch, Action step)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/touches") { Content = new Pieces(batch.Lines, step) };
        if (batch.Key is not null) request.Headers.Add("Idempotency-Key", batch.Key);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        using var answers = new StreamReader(await response.Content.ReadAsStreamAsync());
        while (await answers.ReadLineAsync() is { } answer)
        {
            batch.Note(JsonNode.Parse(answer)!);
            step();
        }
    }

    private sealed class Pieces : HttpContent
    {
        private readonly string[] lines;
        private readonly Action step;

        public Pieces(string[] lines, Action step)
        {
            (this.lines, this.step) = (lines, step);
            Headers.ContentType = new("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var piece in lines.Chunk(LinesAPiece))
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(piece.Select(line => $"{line}\n"))));
                await stream.FlushAsync();
                step();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
