using System.Globalization;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Tests.Generated;

/// <summary>Draws leads that stand at the edges of what an agreement says: its values, windows and validities.</summary>
internal sealed class LeadGenerator
{
    // Leap days, ends of months and years, changes of the clock in the north and the south.
    private static readonly DateOnly[] Days =
    [
        new(2028, 2, 29), new(2028, 2, 28), new(2028, 3, 1), new(2027, 2, 28), new(2026, 3, 1), new(2026, 1, 31), new(2026, 3, 31), new(2026, 4, 30), new(2026, 12, 31), new(2027, 1, 1),
        new(2026, 3, 29), new(2026, 3, 28), new(2026, 10, 25), new(2026, 3, 8), new(2026, 11, 1), new(2026, 4, 5), new(2026, 10, 4), new(2026, 7, 15), new(2026, 9, 27),
    ];

    private static readonly Origin[] Origins = [Origin.Enrichment, Origin.Import, Origin.Import, Origin.Person, Origin.Sales];
    private readonly Draw draw;
    private readonly Agreement agreement;
    private readonly FactCatalogue facts;
    private readonly Zone zone;
    private readonly List<Test> tests;
    private readonly List<Duration> spans;
    private readonly string[] kinds;
    private int order;

    public LeadGenerator(Draw draw, Agreement agreement)
    {
        (this.draw, this.agreement) = (draw, agreement);
        facts = agreement.Catalogue();
        zone = Zone.TryFind(agreement.TimeZone, out var found) ? found : throw new InvalidOperationException(agreement.TimeZone);
        tests = [.. Parts.TestsOf(agreement)];
        spans = [.. Parts.SpansOf(agreement)];
        kinds = [.. tests.OfType<Behaviour>().Select(test => test.Kind ?? "page_viewed").Concat(agreement.Interest?.Points.Select(points => points.Kind) ?? []), "mail_sent"];
        AsOf = zone.At(draw.Of(Days), draw.Of(0, 0, 1, 86_399, 7_199, 7_200, 9_000, 10_800, 32_400, draw.Int(0, 86_399)));
    }

    public Instant AsOf { get; }

    public LeadSource Make(string id)
    {
        var read = tests.OfType<FactTest>().Select(test => test.Fact.Name).Concat(agreement.Required).ToHashSet(StringComparer.Ordinal);
        if (read.Contains("country")) read.Add("organisation_country");
        if (read.Contains("email_domain")) read.Add("email");
        if (read.Contains("seniority") || read.Contains("function")) read.Add("job_title");
        var said = new List<Said>();
        foreach (var name in read.Where(_ => draw.Chance(70))) said.AddRange(draw.Many(1, draw.Of(1, 1, 2, 3), () => Statement(facts.PlaceOf(name))));
        said.AddRange(draw.Many(0, 2, () => Statement(draw.Int(0, facts.All.Count - 1))));
        // Two things said in the same second: who said it decides, then what was recorded last.
        if (said.Count > 0 && draw.Chance(30)) said.AddRange(draw.Some(said, 1, 3).Select(one => Statement(one.Fact) with { At = one.At }));
        return new(id, said, draw.Many(0, draw.Of(0, 4, 12), Touch), draw.Chance(60) ? 1 : draw.Int(1, 4), draw.Chance(60) ? 0 : draw.Int(0, 4),
            agreement.Handover.RejectReasons.Count > 0 && draw.Chance(50) ? draw.Of(agreement.Handover.RejectReasons).Id : null);
    }

    private Said Statement(int fact)
    {
        var saying = draw.Int(0, 99) switch { < 3 => Saying.Unfit, < 6 => Saying.Forgotten, _ => Saying.Value };
        return new(fact, saying, Value(facts.All[fact]), Moment(), draw.Of(Origins), ++order);
    }

    private Happened Touch() => new(Moment(), draw.Of(kinds));

    private Instant Moment()
    {
        var which = draw.Int(0, 99);
        if (which < 45 && spans.Count > 0) return Edge(draw.Of(spans));
        if (which < 55) return AsOf.Plus(draw.Int(-1, 1));
        if (which < 70) return AsOf.Plus(draw.Int(-400, 0) * 86_400L + draw.Int(-3_600, 0));
        if (which < 80) return AsOf.Plus(-draw.Int(0, 200_000));
        if (which < 88) return zone.StartOf(zone.DateOf(AsOf).AddDays(draw.Int(-40, 40))).Plus(draw.Int(-1, 1));
        return AsOf.Plus(draw.Of(draw.Int(1, 100), draw.Int(1, 200_000), draw.Int(1, 30_000_000)));
    }

    // About where a span from there ends at as-of, or just before or after.
    private Instant Edge(Duration span)
    {
        var start = span.FixedSeconds is { } seconds
            ? AsOf.Plus(-seconds)
            : zone.At(zone.DateOf(AsOf).AddMonths(-span.Count * (span.Unit == DurationUnit.Year ? 12 : 1)), zone.SecondOfDay(AsOf));
        return start.Plus(draw.Of(-1, 0, 0, 1, 2, 60, -3_600, 3_600, -86_400, 86_400, 7 * 86_400, 3 * 86_400));
    }

    private string Value(Fact fact)
    {
        if (draw.Chance(4)) return draw.Of("", "???", "20,000", "51-", "31.12.2026", "maybe", "20000 XXX");
        if (draw.Chance(55) && Wanted(fact) is { } wanted) return Varied(wanted);
        return fact.Type switch
        {
            FactType.Text => fact.Name switch
            {
                "email" => draw.Of("ann@gmail.com", "bob@acme.de", "eve@mail.yahoo.com", "nonsense", "x@", "a@b@ACME.de"),
                "email_domain" or "domain" => draw.Of("gmail.com", "acme.de", "mail.yahoo.com", "GMAIL.COM"),
                "job_title" => draw.Of("CFO", "Head of IT", "VP Sales", "Astronaut", "Student", "Einkaufsleiterin", "Finance Manager"),
                "problem" => agreement.Problems.Count > 0 && draw.Chance(60) ? draw.Of(agreement.Problems).Id : draw.Of("something_else", "audit_trail"),
                _ => draw.Of(draw.Chance(20) ? Texts.HardValues : Texts.Plain),
            },
            FactType.Number => draw.Of("0", "51-200", "11 – 50", "1000+", "50", "51", "100", "-5", "0.5", "201-1000", "40-60", "50-50"),
            FactType.Money => draw.Of("20000", "20000 EUR", "19999.99 USD", "1000 GBP", "2000000 JPY", "0", "50000 CHF"),
            FactType.Date => DateValue(),
            FactType.YesNo => draw.Of("yes", "no", "Yes", "true", "false"),
            _ => draw.Of(fact.Options),
        };
    }

    // Something that a test names, which is where truths change.
    private string? Wanted(Fact fact)
    {
        var operands = tests.OfType<FactTest>().Where(test => test.Fact.Name == fact.Name && test.Values.Count > 0).SelectMany(test => test.Values).ToList();
        if (operands.Count == 0) return null;
        var value = draw.Of(operands);
        return fact.Type switch
        {
            FactType.Text => value.Written,
            FactType.Number => Numbers.Write(value.Value.Low + draw.Of(0m, 0, 1, -1, 0.01m)),
            FactType.Money => $"{Numbers.Write(value.Value.Low + draw.Of(0m, 0, 0.01m, -0.01m))} {(draw.Chance(70) ? value.Value.Currency.Code : draw.Of("EUR", "USD", "JPY"))}",
            FactType.Date => Iso(value.Value.Date.AddDays(draw.Int(-1, 1))),
            FactType.YesNo => value.Value.Code == 1 ? "yes" : "no",
            _ => fact.Options[value.Value.Code],
        };
    }

    private string Varied(string text) => draw.Int(0, 5) switch
    {
        0 => text.ToUpperInvariant(),
        1 => text.Replace('_', ' '),
        2 => $" {text} ",
        _ => text,
    };

    private string DateValue()
    {
        var today = zone.DateOf(AsOf);
        var days = spans.Where(span => span.IsWholeDays).ToList();
        var date = today.AddDays(draw.Int(-500, 500));
        if (days.Count > 0 && draw.Chance(70))
        {
            var span = draw.Of(days);
            var (count, isForward) = (draw.Chance(60) ? span.Count : -span.Count, draw.Int(-1, 2));
            date = (span.Unit switch
            {
                DurationUnit.Day => today.AddDays(count),
                DurationUnit.Week => today.AddDays(7 * count),
                DurationUnit.Month => today.AddMonths(count),
                _ => today.AddYears(count),
            }).AddDays(isForward);
        }
        return Iso(date) + (draw.Chance(85) ? "" : draw.Of("T23:30:00Z", " 00:15", "T12:00:00+05:30"));
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
