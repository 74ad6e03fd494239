using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Agreements.Warnings;

/// <summary>What all sketches of one agreement share.</summary>
internal sealed class SketchSetting(Agreement agreement)
{
    private readonly TestPlanner planner = new(agreement, agreement.Catalogue(), new TouchKinds());
    private readonly Dictionary<ValueList<Test>, TruthRows?> rows = [];

    // Steps of all searches in one agreement: some ten milliseconds. Whoever writes more conditions gets fewer warnings.
    private int patience = 1_000_000;

    public Agreement Agreement { get; } = agreement;

    public FactCatalogue Facts { get; } = agreement.Catalogue();

    /// <summary>Conditions of which something has been told: around them they count as anything, so that no parent repeats it.</summary>
    public HashSet<Condition> Told { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Names of which something has been told.</summary>
    public HashSet<string> ToldNames { get; } = new(StringComparer.Ordinal);

    public bool IsPatient(int steps) => (patience -= steps) > 0;

    /// <summary>What tests on one subject can be together; no tests at all may be anything. Null where there is too much of it.</summary>
    public TruthRows? RowsOf(List<Test> tests)
    {
        var key = tests.ToValueList();
        if (!rows.TryGetValue(key, out var known)) rows.Add(key, known = Find(tests));
        return known;
    }

    private TruthRows? Find(List<Test> tests) => tests switch
    {
        [FactTest, ..] => FactRows.Of([.. tests.Cast<FactTest>()], planner),
        [Behaviour, ..] => TouchRows.Of([.. tests.Cast<Behaviour>()], planner),
        [InterestTest, ..] => JudgementRows.OfInterest([.. tests.Cast<InterestTest>()], planner, Agreement.Interest),
        [PassTest, ..] => JudgementRows.OfPass([.. tests.Cast<PassTest>()], planner),
        [WordTest, ..] => JudgementRows.OfWords([.. tests.Cast<WordTest>()], Agreement),
        _ => TruthRows.Free,
    };
}
