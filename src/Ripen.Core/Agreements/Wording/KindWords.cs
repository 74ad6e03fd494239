using System.Collections.Frozen;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>How a kind of touch is said: "requested a demo", "request a demo", "a demo requested".</summary>
/// <param name="Past">Behind "they".</param>
/// <param name="Bare">Behind "they did not"; null where the verb is were, and "not" follows it.</param>
/// <param name="Noun">As a thing that is counted.</param>
/// <param name="Perfect">Behind "must have", where that differs from <paramref name="Past"/>.</param>
internal sealed record KindWords(string Past, string? Bare, string Noun, string? Perfect = null)
{
    private static readonly FrozenDictionary<string, KindWords> Common = new Dictionary<string, KindWords>(StringComparer.Ordinal)
    {
        ["demo requested"] = new("requested a demo", "request a demo", "a demo requested"),
        ["trial requested"] = new("requested a trial", "request a trial", "a trial requested"),
        ["trial started"] = new("started a trial", "start a trial", "a trial started"),
        ["quote requested"] = new("requested a quote", "request a quote", "a quote requested"),
        ["information requested"] = new("asked for information", "ask for information", "information requested"),
        ["info requested"] = new("asked for information", "ask for information", "information requested"),
        ["contact requested"] = new("asked to be contacted", "ask to be contacted", "a contact requested"),
        ["callback requested"] = new("asked to be called back", "ask to be called back", "a callback requested"),
        ["pricing viewed"] = new("looked at pricing", "look at pricing", "pricing viewed"),
        ["product viewed"] = new("looked at a product", "look at a product", "a product viewed"),
        ["demo viewed"] = new("watched a demo", "watch a demo", "a demo watched"),
        ["page viewed"] = new("viewed a page", "view a page", "a page viewed"),
        ["video watched"] = new("watched a video", "watch a video", "a video watched"),
        ["webinar attended"] = new("attended a webinar", "attend a webinar", "a webinar attended"),
        ["webinar registered"] = new("registered for a webinar", "register for a webinar", "a webinar registration"),
        ["question asked"] = new("asked a question", "ask a question", "a question asked"),
        ["event visited"] = new("visited an event", "visit an event", "an event visited"),
        ["event attended"] = new("attended an event", "attend an event", "an event attended"),
        ["fair visited"] = new("visited us at a fair", "visit us at a fair", "a fair visited"),
        ["booth visited"] = new("visited our booth", "visit our booth", "our booth visited"),
        ["meeting held"] = new("had a meeting with us", "have a meeting with us", "a meeting held"),
        ["meeting booked"] = new("booked a meeting", "book a meeting", "a meeting booked"),
        ["form sent"] = new("sent in a form", "send in a form", "a form sent"),
        ["story downloaded"] = new("downloaded a success story", "download a success story", "a story downloaded"),
        ["document downloaded"] = new("downloaded a document", "download a document", "a document downloaded"),
        ["content downloaded"] = new("downloaded something", "download anything", "content downloaded"),
        ["whitepaper downloaded"] = new("downloaded a white paper", "download a white paper", "a white paper downloaded"),
        ["mail clicked"] = new("clicked in a mail", "click in a mail", "a mail clicked"),
        ["mail opened"] = new("opened a mail", "open a mail", "a mail opened"),
        ["mail answered"] = new("answered a mail", "answer a mail", "a mail answered"),
        ["mail replied"] = new("answered a mail", "answer a mail", "a mail answered"),
        ["call answered"] = new("took a call", "take a call", "a call answered", "taken a call"),
        ["chat started"] = new("started a chat", "start a chat", "a chat started"),
        ["referral made"] = new("referred somebody to us", "refer anybody to us", "a referral made"),
        ["card dropped"] = new("dropped a business card", "drop a business card", "a business card dropped"),
        ["prize draw entered"] = new("entered a prize draw", "enter a prize draw", "a prize draw entered"),
        ["newsletter subscribed"] = new("subscribed to the newsletter", "subscribe to the newsletter", "a newsletter subscription"),
        ["unsubscribed"] = new("unsubscribed", "unsubscribe", "an unsubscription"),
        ["mail sent"] = new("got a mail from us", "get a mail from us", "a mail sent"),
        ["mail bounced"] = new("had a mail of ours come back", "have a mail of ours come back", "a mail bounced"),
        ["letter sent"] = new("got a letter from us", "get a letter from us", "a letter sent"),
        ["message sent"] = new("got a message from us", "get a message from us", "a message sent"),
        ["call tried"] = new("were called by us", null, "a call tried", "been called by us"),
        ["list imported"] = new("were on an imported list", null, "a list imported", "been on an imported list"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public string HavePast => Perfect ?? Past;

    /// <summary>The words of a common kind, folded; null for one that somebody made up.</summary>
    public static KindWords? Find(string kind) => Common.GetValueOrDefault(kind);

    /// <summary>"a demo requested", "a 'foo bar' touch".</summary>
    public static string NounOf(string kind) => Find(kind)?.Noun ?? $"a '{kind}' touch";

    /// <summary>Behind "they", with what <paramref name="test"/> asks of number and time.</summary>
    public static string Predicate(Behaviour test, bool holds)
    {
        var (did, often) = Frequency(test, holds);
        if (test.Kind is null) return Anything(test, did, often);
        var window = Window(test);
        if (Find(test.Kind) is not { } words)
        {
            return often is null ? $"had {(did ? "a" : "no")} '{test.Kind}' touch{window}"
                : $"{(did ? "had" : "did not have")} {often} '{test.Kind}' {(test.Count == 1 ? "touch" : "touches")}{window}";
        }
        var verb = did ? words.Past : words.Bare is { } bare ? $"did not {bare}" : words.Past.Replace("were ", "were not ", StringComparison.Ordinal);
        return $"{verb}{Times(test, often)}{window}";
    }

    /// <summary>Behind "they must".</summary>
    public static string Infinitive(Behaviour test, bool holds)
    {
        var (did, often) = Frequency(test, holds);
        if (test.Kind is not null && Find(test.Kind) is { } words) return $"{(did ? "" : "not ")}have {words.HavePast}{Times(test, often)}{Window(test)}";
        var predicate = Predicate(test, holds);
        var isNot = predicate.StartsWith("did not ", StringComparison.Ordinal);
        var (verb, rest) = (isNot ? "not have" : "have", predicate[(predicate.IndexOf(' ', isNot ? 8 : 0) + 1)..]);
        return test.Kind is null ? $"{verb} done {rest}" : $"{verb} had {rest}";
    }

    private static string Anything(Behaviour test, bool did, string? often) => often is null
        ? $"did {(did ? "something" : "nothing")}{Window(test)}"
        : $"{(did ? "did" : "did not do")} {often} {(test.Count == 1 ? "thing" : "things")}{Window(test)}";

    // Whether it is said that they did, and how often; no number where once is meant.
    private static (bool Did, string? Often) Frequency(Behaviour test, bool holds)
    {
        if (test.IsTouched) return (holds, null);
        if (test is { Op: TestOp.Less, Count: 1 } or { Op: TestOp.AtMost or TestOp.Equal, Count: 0 }) return (!holds, null);
        return test.Op switch
        {
            TestOp.Equal or TestOp.NotEqual => (test.Op == TestOp.Equal == holds, $"exactly {test.Count}"),
            _ => (true, Comparison.Of(test.Op, [Numbers.ForPeople(test.Count)], Order.Heads, holds, true)),
        };
    }

    private static string Times(Behaviour test, string? often) => often is null ? "" : $" {often} {(test.Count == 1 ? "time" : "times")}";

    private static string Window(Behaviour test) => test.Window is { } window ? $" {Comparison.InTheLast(window)}" : "";
}
