using Ripen.Leads;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>Reads a file of touches, in any order, into an index by lead.</summary>
internal sealed class TouchFile : IDisposable
{
    public const string UnreadableAt = "time cannot be read, so the touch is dropped (write 2026-07-15 or 2026-07-15T09:00:00Z)";
    private static readonly string[] Wanted = ["lead", "kind", "at"];
    private readonly TouchIndex index = new();
    private TouchRecord[] found = new TouchRecord[64];

    /// <summary>How many touches were found for the leads asked for.</summary>
    public long Matched { get; private set; }

    public long Count => index.Count;

    /// <exception cref="InputRefusedException">It cannot be read, or lacks a column.</exception>
    public static TouchFile Read(RowReader rows, Plan plan, Reports reports, Action<long> progress)
    {
        var file = new TouchFile();
        try
        {
            file.Take(rows, plan, reports, progress);
            file.index.Freeze();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Adds the lead's touches.</summary>
    public void AddTo(Dossier lead)
    {
        var count = index.Find(lead.Id, ref found);
        for (var i = 0; i < count; i++) lead.Add(new Touch(found[i].At, found[i].Kind));
        Matched += count;
    }

    public void Dispose() => index.Dispose();

    private void Take(RowReader rows, Plan plan, Reports reports, Action<long> progress)
    {
        var uses = new List<string>();
        for (long taken = 0; rows.Read(); taken++)
        {
            Learn(rows, uses, reports);
            if (taken == 0 && rows is CsvRows) Demand(rows, uses);
            ReadOnlySpan<char> lead = [], kind = [], at = [];
            for (var i = 0; i < rows.Count; i++)
            {
                switch (uses[rows.Column(i)])
                {
                    case "lead": lead = rows.Text(i).Trim(); break;
                    case "kind": kind = rows.Text(i).Trim(); break;
                    case "at": at = rows.Text(i).Trim(); break;
                }
            }
            if (lead.IsEmpty || kind.IsEmpty) reports.Add("touch without lead or kind is dropped", rows.Row, "", "");
            else if (!InstantText.TryParse(at, plan.Zone, out var instant, out _)) reports.Add(UnreadableAt, rows.Row, "at", at);
            else index.Add(lead, instant, (ushort)plan.Kinds.IdOf(kind));
            if ((taken & 0xFFFF) == 0) progress(taken);
        }
        if (plan.Kinds.CountedAsOther > 0) reports.Add($"touches of a kind beyond {TouchKinds.Most} kinds are counted as one kind", 0, "kind", "");
    }

    private static void Learn(RowReader rows, List<string> uses, Reports reports)
    {
        while (uses.Count < rows.Columns.Count)
        {
            var column = rows.Columns[uses.Count];
            var use = Folded.From(column) switch { "lead" or "id" => "lead", "kind" => "kind", "at" => "at", _ => "" };
            if (use.Length > 0 && uses.Contains(use)) use = "";
            if (use.Length == 0 && column.Length > 0 && Folded.From(column) is not ("source" or "campaign" or "offer" or "known at" or "email")) reports.Add("column is unknown and is ignored", 0, column, "");
            uses.Add(use);
        }
    }

    private static void Demand(RowReader rows, List<string> uses)
    {
        string[] missing = [.. Wanted.Where(wanted => !uses.Contains(wanted))];
        if (missing.Length > 0) throw new InputRefusedException($"{rows.Name} lacks the column {string.Join(" and ", missing)}. A file of touches has lead, kind and at, and may have source, campaign and offer.");
    }
}
