using System.Collections.Frozen;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>Whose fact it is. Those of the purchase are shared by the buying group, those of the organisation by everybody there.</summary>
public enum FactOwner : byte { Person, Organisation, Purchase }

/// <summary>One thing that can be known: a standard fact or one the agreement adds.</summary>
public sealed record Fact(string Name, FactOwner Of, FactType Type)
{
    private FrozenDictionary<string, int>? places;

    /// <summary>What may be said, for choices; from low to high where they are ordered.</summary>
    public ValueList<string> Options { get; init; } = [];

    /// <summary>Whether several values may hold at once.</summary>
    public bool Several { get; init; }

    /// <summary>The question to a person, where the agreement words one.</summary>
    public string? Ask { get; init; }

    /// <summary>Whether it ships with Ripen rather than being added by the agreement.</summary>
    public bool IsStandard { get; init; }

    /// <summary>Whether its text names a mail or web domain.</summary>
    public bool IsDomain => Name is "email_domain" or "domain" && IsStandard;

    /// <summary>The place of the option that <paramref name="folded"/> means, from 0, or -1.</summary>
    public int PlaceOf(string folded)
    {
        places ??= Options.Select((option, place) => (Folded.From(option), place)).DistinctBy(pair => pair.Item1)
            .ToFrozenDictionary(pair => pair.Item1, pair => pair.place);
        return places.GetValueOrDefault(folded, -1);
    }

    public bool Equals(Fact? other) => other is not null && Name == other.Name && Of == other.Of && Type == other.Type
        && Options.Equals(other.Options) && Several == other.Several && Ask == other.Ask && IsStandard == other.IsStandard;

    public override int GetHashCode() => HashCode.Combine(Name, Type);
}

/// <summary>The facts an agreement can speak of: the standard ones first, at the same place in every agreement, then its own.</summary>
public sealed class FactCatalogue
{
    private static readonly string[] Seniorities = ["student", "individual", "manager", "director", "vp", "c_level"];
    private static readonly string[] Functions = ["finance", "operations", "it", "engineering", "marketing", "sales", "hr", "legal", "procurement", "other"];
    private static readonly string[] BuyingRoles = ["decision_maker", "economic_buyer", "champion", "influencer", "user", "gatekeeper"];
    private static readonly string[] Relationships = ["prospect", "customer", "partner", "competitor", "supplier", "student", "job_seeker"];

    private static readonly Fact[] StandardFacts =
    [
        Person("email"), Person("email_domain"), Person("name"), Person("phone"), Person("job_title"),
        Person("seniority", FactType.OrderedChoice, Seniorities), Person("function", FactType.Choice, Functions),
        Person("buying_role", FactType.Choice, BuyingRoles), Person("country", FactType.Choice, [.. Countries.Codes]),
        Person("language"), Person("relationship", FactType.Choice, Relationships),
        Organisation("organisation"), Organisation("domain"), Organisation("industry"), Organisation("employees", FactType.Number),
        Organisation("revenue", FactType.Money), Organisation("organisation_country", FactType.Choice, [.. Countries.Codes]),
        Purchase("budget", FactType.Money), Purchase("budget_status", FactType.OrderedChoice, ["none", "may_buy", "can_buy", "will_buy"]),
        Purchase("problem") with { Several = true }, Purchase("purchase_by", FactType.Date),
        Purchase("purchase_timeframe", FactType.OrderedChoice, ["now", "this_quarter", "next_quarter", "this_year", "later"]),
        Purchase("solution_known", FactType.YesNo),
    ];

    private readonly Dictionary<string, int> places;

    private FactCatalogue(Fact[] facts)
    {
        All = facts;
        places = facts.Select((fact, place) => (fact.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place, StringComparer.Ordinal);
    }

    public static FactCatalogue Standard { get; } = new(StandardFacts);

    public IReadOnlyList<Fact> All { get; }

    public static int Email { get; } = Standard.PlaceOf("email");
    public static int EmailDomain { get; } = Standard.PlaceOf("email_domain");
    public static int Name { get; } = Standard.PlaceOf("name");
    public static int JobTitle { get; } = Standard.PlaceOf("job_title");
    public static int Seniority { get; } = Standard.PlaceOf("seniority");
    public static int Function { get; } = Standard.PlaceOf("function");
    public static int Country { get; } = Standard.PlaceOf("country");

    /// <summary>The organisation's country: what <c>country</c> means where the person's is not known.</summary>
    public static int OrganisationCountry { get; } = Standard.PlaceOf("organisation_country");

    /// <summary>The standard facts and <paramref name="custom"/>, whose names must differ from each other and from the standard ones.</summary>
    public static FactCatalogue With(IReadOnlyList<Fact> custom) => custom.Count == 0 ? Standard : new([.. StandardFacts, .. custom]);

    /// <summary>Place of the fact of that exact name, or -1.</summary>
    public int PlaceOf(string name) => places.GetValueOrDefault(name, -1);

    public Fact? Find(string name) => places.TryGetValue(name, out var place) ? All[place] : null;

    private static Fact Person(string name, FactType type = FactType.Text, string[]? options = null) => Standardly(name, FactOwner.Person, type, options);

    private static Fact Organisation(string name, FactType type = FactType.Text, string[]? options = null) => Standardly(name, FactOwner.Organisation, type, options);

    private static Fact Purchase(string name, FactType type = FactType.Text, string[]? options = null) => Standardly(name, FactOwner.Purchase, type, options);

    private static Fact Standardly(string name, FactOwner of, FactType type, string[]? options) =>
        new(name, of, type) { Options = (options ?? []).ToValueList(), IsStandard = true };
}
