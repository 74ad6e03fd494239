using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Reading;
using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>What is to be imported, and how it is read.</summary>
/// <param name="Line">The product line of rows that name none.</param>
/// <param name="By">Who does it.</param>
internal sealed record ImportWish(ImportKind Kind, ImportFile File, Mapping Mapping, string Line, string? Campaign, string By);

/// <summary>What an import did.</summary>
internal sealed record ImportDone(int Import, ImportCounts Counts, Reports Remarks, RejectedRows Rejected);

/// <summary>
/// Imports a file: read row by row, put into the desk a batch at a time, so that whoever else works on the desk never waits
/// long. A row and its key are one transaction: broken off and run again, nothing is lost and nothing there twice.
/// </summary>
internal sealed class Importer(Desk desk, ImportWish wish, Action<long> progress)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestTogether = TimeSpan.FromSeconds(1);
    private const int MostRows = 5_000;
    private const int FewestRows = 400;
    private readonly Reports remarks = new(wish.File.Name);
    private readonly RejectedRows rejected = new(wish.File.Name);
    private ImportCounts counts = new();
    private int pieceSize = 500;
    private IDisposable? held;

    /// <exception cref="InputRefusedException">The file cannot be read; rows that were taken before stay.</exception>
    /// <exception cref="UnreachableException">The database went away.</exception>
    public async Task<ImportDone> RunAsync(CancellationToken stop)
    {
        var agreement = AgreementOf();
        var terms = TermsOf(agreement);
        using var rows = wish.File.Read(remarks);
        try
        {
            var import = await RunAsync(rows, terms, stop);
            counts = counts with { Read = counts.Taken + counts.Seen + counts.Review + rejected.Count, Refused = rejected.Count };
            await desk.Writer.DoAsync(write => ImportStore.End(write, import, counts, $"{rejected.Reports}{remarks}", desk.Now), stop);
            return new(import, counts, remarks, rejected);
        }
        finally
        {
            held?.Dispose();
        }
    }

    /// <summary>How the rows are read: under the agreement in force in the line.</summary>
    public ImportTerms TermsOf(AgreementInForce agreement) =>
        new(agreement.Plan.Facts, agreement.Plan.Zone, agreement.Plan.DefaultCurrency, wish.Mapping, desk.Now) { Campaign = wish.Campaign };

    public AgreementInForce AgreementOf()
    {
        using var session = desk.Database.Read();
        return desk.Agreements.InForce(session, wish.Line, desk.Now)
            ?? throw new InputRefusedException($"No agreement is in force in line {Reports.Harmless(wish.Line)}. Propose and activate one first: ripen agreement propose FILE --line {Reports.Harmless(wish.Line)}");
    }

    private Task<int> RunAsync(RowReader rows, ImportTerms terms, CancellationToken stop) =>
        wish.Kind switch
        {
            ImportKind.Leads => GatheredAsync(new LeadImportReader(rows, terms, remarks, rejected), new LeadRowFormat(terms.Facts), new ArrivalTaker<LeadImportRow>(desk, row => ImportArrivals.Of(row, terms.Facts, wish.Line, terms.Now)), stop),
            ImportKind.Touches => GatheredAsync(new TouchImportReader(rows, terms, remarks, rejected), new TouchRowFormat(), new ArrivalTaker<TouchImportRow>(desk, row => ImportArrivals.Of(row, wish.Line)), stop),
            ImportKind.Decisions => RunAsync(new DecisionImportReader(rows, terms, remarks, rejected).Rows(), new EndTaker<DecisionImportRow>(desk, wish.Line, (row, _) => ImportedEnds.Of(row)), stop),
            ImportKind.Outcomes => RunAsync(new OutcomeImportReader(rows, terms, remarks, rejected).Rows(), new EndTaker<OutcomeImportRow>(desk, wish.Line, ImportedEnds.Of), stop),
            _ => RunAsync(new CostImportReader(rows, terms, remarks, rejected).Rows(), new CostTaker(desk, wish.Line), stop),
        };

    private async Task<int> GatheredAsync<T>(ImportReader<T> reader, RowFormat<T> format, IRowTaker<T> taker, CancellationToken stop)
        where T : ImportRow
    {
        using var gathered = new GatheredRows<T>(format, MostRows);
        foreach (var row in reader.Rows())
        {
            gathered.Add(row);
            if (gathered.Count % MostRows == 0) stop.ThrowIfCancellationRequested();
        }
        return await RunAsync(gathered.InOrder(), taker, stop);
    }

    // A file that cannot be what it should be is refused at its first row, before there is an import. While one batch is
    // written the next is read.
    private async Task<int> RunAsync<T>(IEnumerable<T> source, IRowTaker<T> taker, CancellationToken stop)
        where T : ImportRow
    {
        using var rows = source.GetEnumerator();
        var batch = Next(rows);
        var import = await desk.Writer.DoAsync(write => ImportStore.Begin(write, wish.Kind, Path.GetFileName(wish.File.Name), wish.Line, wish.By, desk.Now), stop);
        held = desk.HeldImports.TryHold(import) ?? throw new InputRefusedException(string.Create(CultureInfo.InvariantCulture, $"Somebody undoes import {import} before it has begun. Run it again."));
        var writing = TakeAsync(taker, [], import, stop);
        for (List<T> before = []; ; before = batch, batch = Next(rows))
        {
            // What became of rows is told here and not where they are written: the reader tells of others meanwhile.
            Report(before, await writing);
            stop.ThrowIfCancellationRequested();
            if (batch.Count == 0) return import;
            writing = TakeAsync(taker, batch, import, stop);
        }
    }

    private static List<T> Next<T>(IEnumerator<T> rows)
        where T : ImportRow
    {
        var batch = new List<T>(MostRows);
        while (batch.Count < MostRows && rows.MoveNext()) batch.Add(rows.Current);
        return batch;
    }

    private async Task<List<RowResult>> TakeAsync<T>(IRowTaker<T> taker, List<T> batch, int import, CancellationToken stop)
        where T : ImportRow
    {
        var results = new List<RowResult>(batch.Count);
        while (results.Count < batch.Count)
        {
            stop.ThrowIfCancellationRequested();
            var some = await desk.Writer.DoManyAsync(write => Pieces(write, taker, batch, results.Count, import), stop);
            counts = Counted(some);
            progress(counts.Read);
            results.AddRange(some);
        }
        return results;
    }

    // Piece by piece in one transaction, because commits are dear; but when others wait, one piece is enough, and who looks
    // on wants to see it move.
    private List<RowResult> Pieces<T>(Write write, IRowTaker<T> taker, List<T> batch, int from, int import)
        where T : ImportRow
    {
        var (results, first) = (new List<RowResult>(batch.Count - from), Stopwatch.GetTimestamp());
        do
        {
            var began = Stopwatch.GetTimestamp();
            var piece = batch.GetRange(from + results.Count, PieceOf(batch, from + results.Count));
            var became = taker.Take(write, piece, import);
            Review(write, piece, became, import);
            results.AddRange(became);
            pieceSize = (int)Math.Clamp(piece.Count * (Longest / Stopwatch.GetElapsedTime(began)), FewestRows, MostRows);
        }
        while (from + results.Count < batch.Count && !desk.Writer.IsWaitedFor && Stopwatch.GetElapsedTime(first) < LongestTogether);
        ImportStore.Count(write, import, Counted(results));
        return results;
    }

    // Not between colleagues, as long as they are not very many.
    private int PieceOf<T>(List<T> batch, int from)
        where T : ImportRow
    {
        var end = Math.Min(from + pieceSize, batch.Count);
        while (end < batch.Count && end - from < MostRows && batch[end].Place >= 0 && batch[end].Place == batch[end - 1].Place) end++;
        return end - from;
    }

    private ImportCounts Counted(List<RowResult> results) => counts with
    {
        Read = counts.Read + results.Count,
        Taken = counts.Taken + results.LongCount(result => result.Became == RowBecame.Taken),
        Seen = counts.Seen + results.LongCount(result => result.Became == RowBecame.Seen),
        Review = counts.Review + results.LongCount(result => result.Became == RowBecame.Review),
        Refused = counts.Refused + results.LongCount(result => result.Became == RowBecame.Refused),
    };

    private void Report<T>(List<T> batch, List<RowResult> results)
        where T : ImportRow
    {
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i].Became == RowBecame.Refused) rejected.Add(batch[i].Row, results[i].Reason ?? "", results[i].Column, []);
            else if (results[i].Became == RowBecame.Review) remarks.Add("the external id is one person's, the e-mail address another's; the row waits in review", batch[i].Row, "", []);
            else if (results[i].Odd is { } odd) remarks.Add(odd, batch[i].Row, "", []);
        }
    }

    private void Review<T>(Write write, List<T> batch, RowResult[] results, int import)
        where T : ImportRow
    {
        var waiting = new List<object?[]>();
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i].Became != RowBecame.Review) continue;
            var cells = batch[i] is LeadImportRow row ? CellsOf(row) : "{}";
            waiting.Add([desk.Ids.Next(desk.Now), import, batch[i].Row, results[i].Reason ?? "", cells, desk.Now, null]);
        }
        write.Insert(Tables.Review, waiting);
    }

    private static string CellsOf(LeadImportRow row) => JsonSerializer.Serialize(
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["id"] = row.Id, ["email"] = row.EmailAsWritten }, ReviewJson.Default.DictionaryStringString);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ReviewJson : System.Text.Json.Serialization.JsonSerializerContext;
