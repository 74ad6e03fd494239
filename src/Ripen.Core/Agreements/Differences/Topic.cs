namespace Ripen.Agreements;

/// <summary>What a changed condition decides, as the sentences about it need it.</summary>
/// <param name="Prefix">Before a sentence that does not name it: "Hot: "; empty where it goes without saying.</param>
/// <param name="Name">As the subject of a sentence: "Hot".</param>
/// <param name="Whole">"A lead is now hot when …, was when …", of the new words and the old.</param>
internal sealed record Topic(string Prefix, string Name, Func<string, string, string> Whole)
{
    /// <summary>"Budget is now met when …".</summary>
    public static Topic Criterion(string name)
    {
        var called = FactWords.Capital(FactWords.Called(name));
        return new($"{called}: ", called, (now, was) => $"{called} is now met when {now}, was when {was}");
    }

    public static Topic Temperature(string word) =>
        new($"{FactWords.Capital(word)}: ", FactWords.Capital(word), (now, was) => $"A lead is now {word} when {now}, was when {was}");

    public static Topic BuyingStage(string word) =>
        new($"Buying stage {word}: ", $"Buying stage {word}", (now, was) => $"The buying stage is now {word} when {now}, was when {was}");

    public static Topic Qualified { get; } = new("Qualified: ", "Qualified", (now, was) => $"A lead is now qualified when {now}, was when {was}");

    public static Topic Handover { get; } = new("Handover: ", "Handover", (now, was) => $"A lead is now handed over when {now}, was when {was}");

    public static Topic Company { get; } = new("", "A company", (now, was) => $"A company now fits when {now}, was when {was}");

    public static Topic Person { get; } = new("Ideal person: ", "A person", (now, was) => $"A person now fits when {now}, was when {was}");

    public static Topic Route(string to) => new($"Route to {to}: ", $"The route to {to}", (now, was) => $"A lead now goes to {to} when {now}, was when {was}");

    public static Topic Moment(string id)
    {
        var called = FactWords.Called(id);
        return new($"Moment {called}: ", FactWords.Capital(called), (now, was) => $"Sales is now told of {called} when {now}, was when {was}");
    }

    public static Topic Programme(string name) =>
        new($"Programme {name}: ", $"The programme {name}", (now, was) => $"A lead now gets the programme {name} when {now}, was when {was}");

    /// <summary>A sentence, behind the prefix or with a capital of its own.</summary>
    public string Say(string sentence) => Prefix.Length == 0 ? FactWords.Capital(sentence) : Prefix + sentence;

    /// <summary>A sentence whose subject may be what the topic is called itself: "Budget now needs …" instead of "Budget: budget now needs …".</summary>
    public string Say(string subject, string rest) =>
        IsNamed(subject) ? $"{Name} {rest}" : Say($"{subject} {rest}");

    public bool IsNamed(string subject) => subject.Equals(Name, StringComparison.OrdinalIgnoreCase);
}
