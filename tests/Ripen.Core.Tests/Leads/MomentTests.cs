using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Leads;

public sealed class MomentTests
{
    private static readonly Instant AsOf = Instant.From(new DateTimeOffset(2026, 7, 15, 9, 0, 0, TimeSpan.Zero));

    private static readonly Plan Judged = Plan.Of(AgreementReader.Read("""
        agreement: Moments
        in_force_from: 2026-01-01
        criteria: { need: problem is known }
        interest: { points: { pricing_viewed: 1 } }
        temperature: { hot: need, warm: touched anything, cold: otherwise }
        qualified_when: need
        handover:
          when: qualified
          route:
            - { when: "country in [DE, AT]", to: [lena, markus] }
            - { to: team inside_sales }
        moments:
          back_on_pricing:
            when: count of pricing_viewed in the last 24 hours >= 3
            says: "{name} looked at pricing {count} times in a day, about {problem} {unknown}"
        """).Agreement!, new TouchKinds());

    [Theory]
    [InlineData(2, "")]
    [InlineData(3, "Anna Weber looked at pricing 3 times in a day, about slow picking …")]
    [InlineData(5, "Anna Weber looked at pricing 5 times in a day, about slow picking …")]
    public void A_moment_is_told_with_its_gaps_filled(int views, string says)
    {
        var verdict = new Explainer(Judged).Of(Lead("DE", views), AsOf);
        Assert.Equal(says, verdict.Moments.Count == 0 ? "" : verdict.Moments[0].Says);
    }

    [Theory]
    [InlineData("AT", "lena, markus")]
    [InlineData("FR", "team inside_sales")]
    [InlineData("", "team inside_sales")]
    public void A_handover_goes_to_the_first_line_of_the_route_that_holds(string country, string to) =>
        Assert.Equal(to, string.Join(", ", new Explainer(Judged).Of(Lead(country, 0), AsOf).Route));

    private static Dossier Lead(string country, int views)
    {
        var (reader, lead) = (new StatementReader(Judged), new Dossier(Judged.Facts) { Id = "L1" });
        var order = 0;
        foreach (var (fact, text) in new[] { ("name", "Anna Weber"), ("country", country), ("problem", "slow picking") })
        {
            reader.Add(lead, Judged.Facts.PlaceOf(fact), text, AsOf, Origin.Person, order++);
        }
        for (var i = 0; i < views; i++) lead.Add(new Touch(AsOf.Plus(-3600 * i), Judged.Kinds.IdOf("pricing_viewed")));
        lead.Seal();
        return lead;
    }
}
