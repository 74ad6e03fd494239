using CsCheck;
using Ripen.Agreements;
using Ripen.Agreements.Warnings;
using Ripen.Leads;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Agreements;

/// <summary>A warning is a proof: no lead, judged as leads are judged, contradicts it.</summary>
public sealed class WarningsAreProvenTests
{
    private static readonly Instant AsOf = Instant.From(new DateTimeOffset(2026, 3, 31, 6, 30, 0, TimeSpan.Zero));

    private static readonly string[] Tests =
    [
        "employees < 50", "employees >= 50", "employees > 100", "employees between 50 and 100", "employees in [50, 100]", "employees != 50", "employees is known", "employees is unknown",
        "seniority >= vp", "seniority < manager", "seniority is not vp", "seniority in [vp, director]",
        "industry is software", "industry contains soft", "industry contains ware", "industry is not food", "industry contains 'soft drinks'",
        "budget >= 100 EUR", "budget < 100 USD", "budget < 92 EUR", "budget <= 100 JPY", "budget is not known",
        "purchase_by within 1 month", "purchase_by within 28 days", "purchase_by within 31 days", "purchase_by in the last 1 month", "purchase_by < 2026-04-01", "purchase_by = 2026-04-01",
        "solution_known is yes", "solution_known is not yes", "problem in problems", "problem is slow", "problem != slow", "problem is late", "problem is known",
        "touched page_viewed", "touched page_viewed in the last 1 month", "count of page_viewed in the last 30 days < 2", "count of anything >= 1", "count of anything in the last 28 days < 2", "touched mail_sent",
        "country is DE", "country not in [DE, AT]", "organisation_country is not DE", "several is a", "several is not b", "several contains a", "several is b",
    ];

    private static readonly string[] LateTests =
    [
        "interest >= 10", "interest < 20", "interest is high", "interest between 5 and 10", "interest > 9.9 and interest < 10",
        "pass > 1", "pass between 1 and 2", "pass < 2", "stage is inquiry", "stage not in [accepted, inquiry]", "last_rejection is later", "last_rejection is not wrong", "last_rejection is known",
    ];

    // Nothing, values around the constants, ranges, other currencies, what does not fit.
    private static readonly (string Fact, string[] Values)[] Statements =
    [
        ("employees", ["", "49", "50", "75", "100", "101", "50-100", "10-60", "80+", "many"]),
        ("seniority", ["", "student", "manager", "director", "vp", "c_level", "boss"]),
        ("industry", ["", "software", "Soft drinks", "food", "hardware", "soft ware"]),
        ("budget", ["", "99 EUR", "100 EUR", "92 EUR", "91.99 EUR", "100 USD", "99 USD", "100 JPY", "101 JPY", "100 CHF"]),
        ("purchase_by", ["", "2026-03-31", "2026-04-01", "2026-04-27", "2026-04-28", "2026-04-30", "2026-05-01", "2026-03-01", "2026-02-28", "2026-02-27", "2026-03-30"]),
        ("solution_known", ["", "yes", "no"]),
        ("problem", ["", "slow", "late", "slow|late", "slow|hunger", "hunger"]),
        ("several", ["", "a", "b", "a|b", "c", "c a"]),
        ("email", ["", "a@b.example"]),
        ("country", ["", "DE", "AT", "FR"]),
        ("organisation_country", ["", "DE", "AT"]),
    ];

    private const string Several = "facts:\n  several: { of: purchase, type: text, several: yes }";
    private const string Reasons = "  reject_reasons: { later: { says: Not now, then: recycle }, wrong: { says: Not right, then: disqualify } }";

    private static readonly string[] Kinds = ["page_viewed", "demo_requested", "mail_sent", "unsubscribed"];

    private static readonly Gen<string> Condition = Conditions(Tests, 2);

    private static readonly Gen<(int[] Said, (int Kind, int Hours)[] Touches)> Lead = Gen.Select(
        Gen.Int[0, 1000].Array[Statements.Length],
        Gen.Select(Gen.Int[0, Kinds.Length - 1], Gen.OneOf(Gen.Int[0, 24 * 40], Gen.Int[24 * 27, 24 * 32])).Array[0, 4]);

    [Fact]
    public void What_never_holds_holds_for_no_lead_and_what_always_holds_for_all()
    {
        var told = 0;
        Gen.Select(Conditions([.. Tests, .. LateTests], 3), Lead.Array[60]).Sample((condition, leads) =>
        {
            var plan = PlanOf(SmallAgreement.With(Several, $"handover:\n  when: {condition}\n{Reasons}"));
            var holding = NeverOrAlways.HoldingOf(new SketchSetting(plan.Agreement), plan.Agreement.Handover.When, null);
            if (holding != Holding.Sometimes) Interlocked.Increment(ref told);
            var judge = new Judge(plan);
            foreach (var lead in leads)
            {
                judge.Of(DossierOf(plan, lead), AsOf);
                var truth = judge.Truths[plan.Roots.Handover];
                Assert.True(Agrees(holding, truth, IsFullyKnown(lead.Said)), $"{holding}, but {truth}: {condition}");
            }
        }, iter: 1000, threads: 1);
        Assert.True(told > 15, $"Only {told} conditions were told.");
    }

    [Fact]
    public void Nobody_is_what_no_lead_ever_is()
    {
        var told = 0;
        var names = Conditions(["fits", "need", "budget", "need", "budget", "interest is high", "employees >= 50"], 2);
        var later = Conditions(["fits", "need", "budget", "temperature is hot", "temperature is not warm", "temperature in [hot, cold]", "complete", "employees < 50"], 2);
        Gen.Select(Condition, names, names, later, Lead.Array[60]).Sample((condition, hot, warm, qualified, leads) =>
        {
            var text = TextWith(condition, hot, warm, qualified);
            var reading = SmallAgreement.Read(text);
            var plan = Plan.Of(reading.Agreement!, new TouchKinds());
            var nobody = reading.Warnings.Select(warning => warning.Message).Where(message => message.Contains("no lead is ever", StringComparison.OrdinalIgnoreCase)).ToList();
            var neverFits = reading.Warnings.Any(warning => warning.Message.Contains("nobody fits", StringComparison.Ordinal));
            if (nobody.Count > 0) Interlocked.Increment(ref told);
            var judge = new Judge(plan);
            foreach (var lead in leads)
            {
                var outcome = judge.Of(DossierOf(plan, lead), AsOf);
                var word = plan.Agreement.Temperature[outcome.Temperature].Word;
                Assert.False(nobody.Exists(message => message.Contains($"ever {word}", StringComparison.Ordinal)), $"{word}, but {string.Join('\n', nobody)}\n{text}");
                Assert.False(outcome.Qualified == Truth.True && nobody.Exists(message => message.Contains("ever qualified", StringComparison.Ordinal)), text);
                Assert.False(neverFits && outcome.Fits == Truth.True, text);
            }
        }, iter: 400, threads: 1);
        Assert.True(told > 15, $"Only {told} agreements were told.");
    }

    [Fact]
    public void A_window_that_is_within_another_is_so_on_every_day() =>
        Gen.Select(Gen.Int[1, 40], Gen.Enum<DurationUnit>(), Gen.Int[1, 40], Gen.Enum<DurationUnit>(), Gen.Long[0, 4_765_132_799]).Sample((a, unitA, b, unitB, seconds) =>
        {
            var (inner, outer) = (new Duration(a, unitA), new Duration(b, unitB));
            if (inner.IsBusiness || outer.IsBusiness || !WindowOrder.IsWithin(inner, outer)) return;
            Assert.True(Zone.TryFind("Pacific/Apia", out var zone));
            Assert.True(zone.Add(new Instant(seconds), inner) <= zone.Add(new Instant(seconds), outer), $"{inner}, {outer}");
        }, iter: 50_000);

    private static Gen<string> Conditions(string[] tests, int depth)
    {
        var test = Gen.Int[0, tests.Length - 1].Select(i => tests[i]);
        if (depth == 0) return test;
        var part = Conditions(tests, depth - 1);
        return Gen.Frequency(
            (3, test),
            (1, part.Select(of => $"not ({of})")),
            (3, part.Array[2, 3].Select(of => $"({string.Join(" and ", of)})")),
            (3, part.Array[2, 3].Select(of => $"({string.Join(" or ", of)})")),
            (1, Gen.Select(part.Array[2, 3], Gen.Int[1, 2]).Select((of, wanted) => $"at least {wanted} of ({string.Join(", ", of)})")));
    }

    private static string TextWith(string condition, string hot, string warm, string qualified) => SmallAgreement.With(
        Several,
        $"criteria:\n  need:\n    met_when: {condition}\n    good_for: 30 days\n  budget: {{ met_when: budget >= 100 EUR, met_by: anyone }}",
        $"temperature:\n  hot: {hot}\n  warm: {warm}\n  cold: otherwise",
        "buying_stage:",
        "required: [email, employees]",
        $"qualified_when: {qualified}");

    private static Plan PlanOf(string text) => Plan.Of(SmallAgreement.Read(text).Agreement!, new TouchKinds());

    private static bool Agrees(Holding holding, Truth truth, bool isFullyKnown) => holding switch
    {
        Holding.Never => truth != Truth.True,
        Holding.Always => truth == Truth.True,
        Holding.OnceKnown => truth == Truth.True || (truth == Truth.Unknown && !isFullyKnown),
        _ => true,
    };

    // Each fact has a value that fits, no range, and money that can be compared with every other.
    private static bool IsFullyKnown(int[] said) => said[2] % 4 != 3 && !Statements.Zip(said).Any(pair =>
        pair.First.Values[pair.Second % pair.First.Values.Length] is "" or "many" or "boss" or "50-100" or "10-60" or "80+" or "100 JPY" or "101 JPY" or "100 CHF");

    private static Dossier DossierOf(Plan plan, (int[] Said, (int Kind, int Hours)[] Touches) lead)
    {
        var dossier = new Dossier(plan.Facts);
        var reader = new StatementReader(plan);
        foreach (var ((fact, values), said) in Statements.Zip(lead.Said))
        {
            var learned = AsOf.Plus(said > 700 ? -86_400 * 60 : 0);
            foreach (var value in values[said % values.Length].Split('|')) reader.Add(dossier, plan.Facts.PlaceOf(fact), value, learned, Origin.Import, 0);
        }
        (dossier.Pass, dossier.Stage) = (1 + (lead.Said[0] % 3), lead.Said[1] % 5);
        dossier.LastRejection = (lead.Said[2] % 4) switch { 0 => "later", 1 => "wrong", 2 => "of an older version", _ => null };
        foreach (var (kind, hours) in lead.Touches) dossier.Add(new Touch(AsOf.Plus(-3600L * hours), plan.Kinds.IdOf(Kinds[kind])));
        dossier.Seal();
        return dossier;
    }
}
