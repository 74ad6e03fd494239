using Ripen.Identity;
using Ripen.Simulation;
using Ripen.Tests.House;
using Xunit;

namespace Ripen.Tests.Simulation;

/// <summary>The hidden truth is of one piece, and was not made by looking at an agreement.</summary>
public sealed class TruthTests
{
    private static readonly List<SimulatedLead> Year = SimulatedVerdicts.Year(11, 6_000);

    [Fact]
    public void A_duplicate_is_the_same_person_with_the_same_truth_and_came_later()
    {
        var byId = Year.ToDictionary(lead => lead.Id, StringComparer.Ordinal);
        var duplicates = Year.Where(lead => lead.DuplicateOf is not null).ToList();
        Assert.InRange(duplicates.Count, 120, 400);
        Assert.All(duplicates, lead =>
        {
            var first = byId[lead.DuplicateOf!];
            Assert.Equal((first.Person.Id, first.WhyNot), (lead.Person.Id, lead.WhyNot));
            Assert.Null(first.DuplicateOf);
            Assert.True(lead.ArrivedAt > first.ArrivedAt);
        });
        Assert.Equal(Year.Count - duplicates.Count, Year.Select(lead => lead.Person.Id).Distinct(StringComparer.Ordinal).Count());
    }

    // What a slip makes of an address is never somebody else's: an import would take two for one.
    [Fact]
    public void Two_persons_have_one_address_only_where_it_is_a_shared_mailbox() =>
        Assert.All(
            Year.Select(lead => (lead.Person.Id, Email: EmailAddress.TryRead(lead.Email))).Where(one => one.Email is { IsShared: false }).GroupBy(one => one.Email!.Text),
            same => Assert.Single(same.Select(one => one.Id).Distinct(StringComparer.Ordinal)));

    [Fact]
    public void Every_organisation_has_a_domain_of_its_own()
    {
        var organisations = Year.Select(lead => lead.Purchase.Organisation).Distinct().ToList();
        Assert.Equal(organisations.Count, organisations.Select(one => one.Domain).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Everything_has_its_place_in_time()
    {
        Assert.All(Year, lead =>
        {
            Assert.NotEmpty(lead.Said);
            Assert.NotEmpty(lead.Touches);
            Assert.True(lead.Touches.TrueForAll(touch => touch.At >= lead.ArrivedAt || touch.Kind == "call_tried"), lead.Id);
            Assert.True(lead.Touches.TrueForAll(touch => touch.KnownAt >= touch.At), lead.Id);
            Assert.Equal(lead.Decisions.OrderBy(decision => decision.At), lead.Decisions);
            Assert.True(lead.Outcome is null || lead.Decisions is [.., { IsAccepted: true } accepted] && accepted.At < lead.Outcome.At, lead.Id);
        });
    }

    [Fact]
    public void There_is_something_of_everything()
    {
        Assert.Equal(Enum.GetValues<PersonKind>(), Year.Select(lead => lead.Person.Kind).Distinct().Order());
        Assert.Equal(Enum.GetValues<Rank>(), Year.Select(lead => lead.Person.Rank).Distinct().Order());
        Assert.Equal(
            ["chose_rival", "competitor", "job_seeker", "no_backing", "no_budget", "no_project", "not_our_kind", "other_need", "postponed", "student", "supplier"],
            Year.Select(lead => lead.WhyNot).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["bad_data", "no_budget", "no_reply", "not_ideal", "not_now", "wrong_person"],
            Year.SelectMany(lead => lead.Decisions).Select(decision => decision.Reason).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(Salesperson.Team, one => Assert.InRange(Year.SelectMany(lead => lead.Decisions).Count(decision => decision.By == one.Name), 20, Year.Count));
        Assert.InRange(Year.Count(lead => lead.Outcome is { IsWon: true }), 20, 200);
        Assert.InRange(Year.GroupBy(lead => lead.Purchase).Count(group => group.Count() > 1), 500, 2_000);
    }

    [Fact]
    public void The_simulation_knows_nothing_of_agreements() => Assert.All(
        Repository.Files.Where(file => file.StartsWith("src/Ripen/Simulation/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)),
        file =>
        {
            var text = File.ReadAllText(Repository.At(file));
            Assert.All((string[])["Agreements", "Ripen.Leads", "Ripen.Grading", "Ripen.Life", "Judge", "Verdict", ".yaml"], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        });
}
