using System.Globalization;
using Ripen.Cli;
using Ripen.Identity;
using Ripen.Reading;
using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>What an import would do: how each column is read, which rows would be handed back, whom the desk knows already. Changes nothing.</summary>
internal static class DryRun
{
    private const int Piece = 1_000;

    public static int Of(DeskContext context, ImportWish wish)
    {
        var importer = new Importer(context.Desk, wish, _ => { });
        var agreement = importer.AgreementOf();
        var checkedRows = wish.File.Check();
        var terms = importer.TermsOf(agreement);
        if (wish.Mapping == Mapping.None) Propose(context, wish, agreement.Plan.Facts);
        var (remarks, rejected) = (new Reports(wish.File.Name), new RejectedRows(wish.File.Name));
        using var rows = wish.File.Read(remarks);
        using var session = context.Desk.Database.Read();
        using var progress = new Progress(context.Desk.Clock, "rows", context.Error, context.IsTerminal, checkedRows.Rows);
        var tally = wish.Kind switch
        {
            ImportKind.Leads => Count(new LeadImportReader(rows, terms, remarks, rejected), session, row => (row.Id, row.Email), progress),
            ImportKind.Touches => Count(new TouchImportReader(rows, terms, remarks, rejected), session, row => (row.Lead, row.Email), progress),
            ImportKind.Decisions => Count(new DecisionImportReader(rows, terms, remarks, rejected), session, row => (row.Lead, null), progress),
            ImportKind.Outcomes => Count(new OutcomeImportReader(rows, terms, remarks, rejected), session, row => (row.Lead, null), progress),
            _ => Count(new CostImportReader(rows, terms, remarks, rejected), session, _ => (null, null), progress),
        };
        progress.Dispose();
        rejected.Reports.WriteTo(context.Error);
        remarks.WriteTo(context.Error);
        context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Of {checkedRows.Rows:#,##0} rows {tally.Good - tally.Seen:#,##0} would be taken, {tally.Seen:#,##0} have come before, {rejected.Count:#,##0} would be handed back."));
        if (tally.Known > 0) context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {tally.Known:#,##0} are of persons the desk knows."));
        context.Out.WriteLine("Nothing was changed.");
        return rejected.Count > 0 ? CommandLine.DoneWithFindings : CommandLine.Done;
    }

    private sealed record Tally(long Good, long Seen, long Known);

    private static void Propose(DeskContext context, ImportWish wish, Agreements.FactCatalogue facts)
    {
        using var rows = wish.File.Read(new Reports(wish.File.Name));
        var proposal = MappingProposal.Of(rows, facts, wish.Kind);
        proposal.WriteTo(context.Error);
        context.Error.WriteLine();
        if (proposal.Columns.All(column => column.Target is null || Folded(column.Target) == Folded(column.Column))) return;
        context.Error.WriteLine("As a mapping file, to be edited and given to --map:");
        context.Error.WriteLine(proposal.AsYaml());
    }

    private static string Folded(string name) => ImportFields.Key(name);

    private static Tally Count<T>(ImportReader<T> reader, Session session, Func<T, (string? Id, EmailAddress? Email)> whoIs, Progress progress)
        where T : ImportRow
    {
        var tally = new Tally(0, 0, 0);
        var batch = new List<T>(Piece);
        while (reader.Read(out var row))
        {
            batch.Add(row);
            if (batch.Count < Piece) continue;
            tally = Add(tally, batch, session, whoIs);
            progress.Report(tally.Good);
            batch.Clear();
        }
        return Add(tally, batch, session, whoIs);
    }

    private static Tally Add<T>(Tally tally, List<T> batch, Session session, Func<T, (string? Id, EmailAddress? Email)> whoIs)
        where T : ImportRow
    {
        long seen = 0;
        session.Find("select key from import_keys where key = any(@keys)", [.. batch.Select(row => ImportArrivals.KeyOf(row))], _ => seen++);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var who = batch.ConvertAll(row => whoIs(row));
        session.Find("select value from contact_keys where kind = 1 and value = any(@keys)", [.. who.Select(one => one.Id).OfType<string>().Distinct()], row => known.Add($"1{row.GetString(0)}"));
        session.Find("select value from contact_keys where kind = 2 and value = any(@keys)", [.. who.Select(one => one.Email?.Text).OfType<string>().Distinct()], row => known.Add($"2{row.GetString(0)}"));
        var knownRows = who.Count(one => (one.Id is { } id && known.Contains($"1{id}")) || (one.Email is { IsShared: false } email && known.Contains($"2{email.Text}")));
        return new(tally.Good + batch.Count, tally.Seen + seen, tally.Known + knownRows);
    }
}
