namespace Ripen.Agreements;

/// <summary>One test as a part of a sentence: "the budget" + "is at least 20,000 EUR", and behind "must": "be at least 20,000 EUR".</summary>
internal readonly record struct Clause(string Subject, string Predicate, string Infinitive)
{
    public static Clause Is(string subject, string rest) => new(subject, $"is {rest}", Be(rest));

    public static Clause Are(string rest) => new("they", $"are {rest}", Be(rest));

    public static Clause Was(string subject, string rest) => new(subject, $"was {rest}", $"have been {rest}");

    /// <summary>"has", "want to", "know": the verb as it stands behind the subject and behind "must".</summary>
    public static Clause Does(string subject, string finite, string bare, string rest, bool holds, string not = "do not") =>
        holds ? new(subject, $"{finite} {rest}", $"{bare} {rest}") : new(subject, $"{not} {bare} {rest}", $"not {bare} {rest}");

    /// <summary>Its subject at the head of a sentence of its own: "Budget", "A company", "They".</summary>
    public string SubjectAlone => Subject switch
    {
        "the company" or "the lead" => $"a{Subject[3..]}",
        _ => Subject.StartsWith("the ", StringComparison.Ordinal) && !Subject.StartsWith("the company's ", StringComparison.Ordinal) ? Subject[4..] : Subject,
    };

    public override string ToString() => $"{Subject} {Predicate}";

    private static string Be(string rest) => rest.StartsWith("not ", StringComparison.Ordinal) ? $"not be {rest[4..]}" : $"be {rest}";
}
