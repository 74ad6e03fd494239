using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;
using Ripen.Intake;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Tracking;

/// <summary>One line of a batch: what it said, or what is wrong with it.</summary>
internal sealed class TouchLine(int number)
{
    /// <summary>From 1, as an editor counts.</summary>
    public int Number { get; } = number;

    /// <summary>The sender's id.</summary>
    public string? Id { get; set; }

    public Arrival? Arrival { get; set; }

    public HttpProblem? Problem { get; set; }
}

/// <summary>
/// Reads a batch of touches while it comes in, a line at a time: memory holds what the lines say, not the bytes. All is read
/// before anything is recorded, so that a batch that is too large changes nothing.
/// </summary>
internal sealed class TouchLines(WriteRequest request, Session session)
{
    public const int MostLines = 5_000;
    public const int MostBytes = 5_000_000;
    private const int LongestLine = 100_000;
    private readonly TouchArrivals arrivals = new(request.Desk, session, request.Scope);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<TouchLine> lines = [];
    private int number;
    private byte[] joined = [];

    public IReadOnlyList<TouchLine> Lines => lines;

    /// <summary>SHA-256 of all bytes.</summary>
    public byte[] Hash() => hash.GetCurrentHash();

    /// <summary>Null where it was read to its end.</summary>
    public async Task<HttpProblem?> ReadAsync(PipeReader body, CancellationToken stop)
    {
        long total = 0;
        HttpProblem? tooLarge = null;
        while (true)
        {
            var read = await body.ReadAsync(stop);
            var rest = read.Buffer;
            var before = rest.Length;
            while (TryLine(ref rest, read.IsCompleted, out var line))
            {
                if (!Add(line)) tooLarge ??= HttpProblem.TooLarge(FormattableString.Invariant($"A batch may have at most {MostLines:#,##0} touches. Nothing was recorded; send it in several."));
            }
            total += before - rest.Length;
            if (total + rest.Length > MostBytes) tooLarge ??= RequestBytes.TooLarge(MostBytes);
            body.AdvanceTo(rest.Start, rest.End);
            if (tooLarge is not null || read.IsCompleted) return tooLarge;
        }
    }

    private static bool TryLine(ref ReadOnlySequence<byte> rest, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }
        line = rest;
        if (!isLast || rest.IsEmpty) return false;
        rest = rest.Slice(rest.End);
        return true;
    }

    private bool Add(in ReadOnlySequence<byte> bytes)
    {
        var line = Joined(bytes);
        hash.AppendData(line);
        hash.AppendData("\n"u8);
        number++;
        if (number == 1 && line.StartsWith("\uFEFF"u8)) line = line[3..];
        line = line.Trim(" \t\r"u8);
        if (line.IsEmpty) return true;
        if (lines.Count == MostLines) return false;
        var read = new TouchLine(number);
        lines.Add(read);
        if (line.Length > LongestLine) read.Problem = HttpProblem.Malformed(FormattableString.Invariant($"The line is longer than {LongestLine:#,##0} bytes."));
        else if (!System.Text.Unicode.Utf8.IsValid(line)) read.Problem = HttpProblem.Malformed("The line is no UTF-8.");
        else Parse(line, read);
        return true;
    }

    private ReadOnlySpan<byte> Joined(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment) return bytes.FirstSpan;
        if (joined.Length < bytes.Length) joined = new byte[bytes.Length * 2];
        bytes.CopyTo(joined);
        return joined.AsSpan(0, (int)bytes.Length);
    }

    private void Parse(ReadOnlySpan<byte> line, TouchLine read)
    {
        try
        {
            if (JsonSerializer.Deserialize<GivenTouch>(line, ApiJson.Options) is not { } given)
            {
                read.Problem = HttpProblem.Field("body", "It should be an object, not null.");
                return;
            }
            var errors = new FieldErrors();
            read.Id = given.Id;
            read.Arrival = arrivals.Of(given, request.Key is null ? null : FormattableString.Invariant($"{request.Key}:{read.Number}"), errors);
            if (read.Arrival is null) read.Problem = errors.ToProblem();
        }
        catch (JsonException failure)
        {
            read.Problem = JsonFaults.Of(failure, typeof(GivenTouch));
        }
    }
}
