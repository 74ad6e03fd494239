using System.Globalization;
using Ripen.Cli;
using Ripen.Desks;
using Ripen.Identity;
using Ripen.Reading;
using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>What an import would do.</summary>
/// <param name="Known">Rows of persons the desk knows.</param>
/// <param name="Review">Rows that name two different persons.</param>
internal sealed record DryRunDone(long Rows, long New, long Seen, long Known, long Review, RejectedRows Rejected, Reports Remarks);

/// <summary>What an import would do: how each column is read, which rows would be handed back, whom the desk knows already. Changes nothing.</summary>
internal static class DryRun
{
    private const int Piece = 1_000;

    public static int Of(DeskContext context, ImportWish wish)
    {
        var agreement = new Importer(context.Desk, wish, _ => { }).AgreementOf();
        var rows = wish.File.Check().Rows;
        if (wish.Mapping == Mapping.None) Propose(context, wish, agreement.Plan.Facts);
        DryRunDone done;
        using (var progress = new Progress(context.Desk.Clock, "rows", context.Error, context.IsTerminal, rows)) done = Look(context.Desk, wish, rows, progress.Report);
        done.Rejected.Reports.WriteTo(context.Error);
        done.Remarks.WriteTo(context.Error);
        context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Of {done.Rows:#,##0} rows {done.New:#,##0} would be taken, {done.Seen:#,##0} have come before, {done.Rejected.Count:#,##0} would be handed back."));
        if (done.Known > 0) context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {done.Known:#,##0} are of persons the desk knows."));
        if (done.Review > 0) context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {done.Review:#,##0} of them would wait in review: they name two different persons."));
        context.Out.WriteLine("Nothing was changed.");
        return done.Rejected.Count > 0 ? CommandLine.DoneWithFindings : CommandLine.Done;
    }

    /// <summary>Reads all of it as an import would.</summary>
    /// <param name="all">How many rows it has.</param>
    /// <exception cref="InputRefusedException">It cannot be what it should be.</exception>
    public static DryRunDone Look(Desk desk, ImportWish wish, long all, Action<long> progress)
    {
        var importer = new Importer(desk, wish, _ => { });
        var terms = importer.TermsOf(importer.AgreementOf());
        var (remarks, rejected) = (new Reports(wish.File.Name), new RejectedRows(wish.File.Name));
        using var rows = wish.File.Read(remarks);
        using var session = desk.Database.Read();
        var tally = wish.Kind switch
        {
            ImportKind.Leads => Count(new LeadImportReader(rows, terms, remarks, rejected), session, row => (row.Id, row.Email), progress),
            ImportKind.Touches => Count(new TouchImportReader(rows, terms, remarks, rejected), session, row => (row.Lead, row.Email), progress),
            ImportKind.Decisions => Count(new DecisionImportReader(rows, terms, remarks, rejected), session, row => (row.Lead, null), progress),
            ImportKind.Outcomes => Count(new OutcomeImportReader(rows, terms, remarks, rejected), session, row => (row.Lead, null), progress),
            _ => Count(new CostImportReader(rows, terms, remarks, rejected), session, _ => (null, null), progress),
        };
        return new(all, tally.Good - tally.Seen, tally.Seen, tally.Known, tally.Review, rejected, remarks);
    }

    private sealed record Tally(long Good, long Seen, long Known, long Review);

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

    private static Tally Count<T>(ImportReader<T> reader, Session session, Func<T, (string? Id, EmailAddress? Email)> whoIs, Action<long> progress)
        where T : ImportRow
    {
        var tally = new Tally(0, 0, 0, 0);
        var batch = new List<T>(Piece);
        while (reader.Read(out var row))
        {
            batch.Add(row);
            if (batch.Count < Piece) continue;
            tally = Add(tally, batch, session, whoIs);
            progress(tally.Good);
            batch.Clear();
        }
        return Add(tally, batch, session, whoIs);
    }

    private static Tally Add<T>(Tally tally, List<T> batch, Session session, Func<T, (string? Id, EmailAddress? Email)> whoIs)
        where T : ImportRow
    {
        long seen = 0;
        session.Find("select key from import_keys where key = any(@keys)", [.. batch.Select(row => ImportArrivals.KeyOf(row))], _ => seen++);
        var who = batch.ConvertAll(row => whoIs(row));
        var (byId, byEmail) = (Persons(session, ContactKind.Id, who.Select(one => one.Id)), Persons(session, ContactKind.Email, who.Select(one => AddressOf(one.Email))));
        var (known, review) = (tally.Known, tally.Review);
        foreach (var (id, email) in who)
        {
            Guid? first = id is not null && byId.TryGetValue(id, out var one) ? one : null;
            Guid? second = AddressOf(email) is { } address && byEmail.TryGetValue(address, out var other) ? other : null;
            if (first is not null || second is not null) known++;
            if (first is not null && second is not null && first != second) review++;
        }
        return new(tally.Good + batch.Count, tally.Seen + seen, known, review);
    }

    private enum ContactKind { Id = 1, Email = 2 }

    private static Dictionary<string, Guid> Persons(Session session, ContactKind kind, IEnumerable<string?> keys)
    {
        var found = new Dictionary<string, Guid>(StringComparer.Ordinal);
        session.Find("select value, person_id from contact_keys where kind = @kind and value = any(@keys)", [.. keys.OfType<string>().Distinct()], row => found[row.GetString(0)] = row.GetId(1), ("@kind", kind));
        return found;
    }

    // Shared mailboxes are nobody's.
    private static string? AddressOf(EmailAddress? email) => email is { IsShared: false } ? email.Text : null;
}
