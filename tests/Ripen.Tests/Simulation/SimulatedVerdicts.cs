using Ripen.Agreements;
using Ripen.Grading;
using Ripen.Identity;
using Ripen.Imports;
using Ripen.Leads;
using Ripen.Reading;
using Ripen.Simulation;
using Ripen.Tests.House;
using Ripen.Values;
using LeadRows = Ripen.Grading.LeadRows;

namespace Ripen.Tests.Simulation;

/// <summary>A simulated lead, and what the shipped agreement finds of it a while after it came in.</summary>
internal sealed record SimulatedVerdict(SimulatedLead Lead, Outcome Outcome);

/// <summary>Simulated years, judged from their own files by the code that grades files.</summary>
internal static class SimulatedVerdicts
{
    /// <summary>A lead is judged so long after its first touch, when no deal with it has ended yet.</summary>
    public const long Age = 30 * SimulatedYear.SecondsADay;

    public static readonly Instant End = InstantText.TryParse("2026-07-01T08:00:00Z", Zone.Utc, out var end, out _) ? end : default;
    private static readonly Agreement Bant = AgreementReader.Read(File.ReadAllText(Repository.At("agreements/bant.yaml"))).Agreement!;

    public static List<SimulatedLead> Year(long seed, long leads) => [.. new Firm(seed, leads, new(End)).Accounts().SelectMany(some => some)];

    public static List<SimulatedVerdict> Of(long seed, long count)
    {
        using var folder = new TempFolder();
        var leads = Year(seed, count);
        using (var files = new SimulatedFiles(folder.PathOf("year")))
        {
            foreach (var lead in leads) files.Write(lead);
        }
        var plan = Plan.Of(Bant, new TouchKinds());
        var dossiers = Read(folder.PathOf("year"), plan);
        var judge = new Judge(plan);
        var verdicts = new List<SimulatedVerdict>();
        // As a desk finds them: colleagues have addresses of one company.
        foreach (var group in leads.GroupBy(lead => EmailAddress.TryRead(lead.Email)?.BusinessDomain ?? lead.Id))
        {
            var members = group.Select(lead => dossiers[lead.Id]).ToArray();
            Share(members);
            foreach (var lead in group) verdicts.Add(new(lead, judge.Of(dossiers[lead.Id], lead.ArrivedAt.Plus(Age), [.. members.Where(other => other.Id != lead.Id)])));
        }
        return verdicts;
    }

    /// <summary>Of how many pairs of one that would buy and one that would not, the first stands before the second.</summary>
    public static double Auc(IReadOnlyList<SimulatedVerdict> verdicts)
    {
        var (rankSum, place, positives) = (0.0, 0, verdicts.Count(one => one.Lead.WouldBuy));
        foreach (var equal in verdicts.GroupBy(one => (-one.Outcome.Temperature, one.Outcome.Tenths)).OrderBy(group => group.Key))
        {
            var size = equal.Count();
            rankSum += equal.Count(one => one.Lead.WouldBuy) * (place + ((size + 1) / 2.0));
            place += size;
        }
        return (rankSum - (positives * (positives + 1.0) / 2)) / ((double)positives * (verdicts.Count - positives));
    }

    private static Dictionary<string, Dossier> Read(string folder, Plan plan)
    {
        var (reports, dossiers) = (new Reports("simulated"), new Dictionary<string, Dossier>(StringComparer.Ordinal));
        using var touchRows = RowReader.Open(Path.Combine(folder, SimulatedFiles.Touches), reports);
        using var touches = TouchFile.Read(touchRows, plan, reports, _ => { });
        using var rows = RowReader.Open(Path.Combine(folder, SimulatedFiles.Leads), reports);
        var leads = new LeadRows(rows, plan, Mapping.None, End, reports);
        for (var dossier = new Dossier(plan.Facts); leads.Read(dossier); dossier = new(plan.Facts))
        {
            touches.AddTo(dossier);
            dossiers[dossier.Id] = dossier;
        }
        return dossiers;
    }

    private static void Share(Dossier[] members)
    {
        var own = members.Select(member => member.Statements.ToArray()).ToArray();
        for (var to = 0; to < members.Length; to++)
        {
            for (var from = 0; from < members.Length; from++)
            {
                if (from != to) members[to].Share(own[from]);
            }
            members[to].Seal();
        }
    }
}
