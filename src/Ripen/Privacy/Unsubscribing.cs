using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Privacy;

/// <summary>How and from where somebody said something.</summary>
/// <param name="Form">Where: <c>unsubscribe</c>, <c>preferences</c>, the kind of a touch.</param>
/// <param name="Address">The network address.</param>
internal sealed record SaidBy(string Form, string? Language, string? Address, DateTimeOffset At)
{
    public SuppressionReason Because { get; init; } = SuppressionReason.Unsubscribed;

    public int? Import { get; init; }
}

/// <summary>Ends all mail to somebody, at once: by his link, or by a touch that says so.</summary>
internal static class Unsubscribing
{
    public const string Kind = "unsubscribed";
    private const string Complained = "complained";
    private const string Bounced = "mail_bounced";

    /// <summary>Whether recording such a touch has consequences that nobody may bring about for somebody else: it suppresses, or is not of his doing.</summary>
    public static bool IsGrave(string kind) => Folded.From(kind) is var folded && (folded == Folded.From(Kind) || folded == Complained || folded == Folded.From(Bounced) || (StandardKinds.Find(kind)?.IsOurs ?? false));

    /// <summary>No mail at all. What was ended before stays as it was said then.</summary>
    /// <param name="only">One purpose of mail alone; null: all of them.</param>
    /// <returns>Whether anything was not ended yet.</returns>
    public static bool End(Write write, Desk desk, Guid person, SaidBy how, string? only = null)
    {
        if (PersonIdentity.Survivor(write, person) is not { } survivor) return false;
        var isNews = false;
        var addresses = PersonIdentity.Addresses(write, PersonIdentity.AllOf(write, survivor));
        foreach (var held in Consents.Of(write, survivor).Where(held => held.Purpose is { IsMail: true, IsChosen: true } && held.Said is not { IsGiven: false } && (only is null || only == held.Purpose.Name)))
        {
            var wording = how.Language is { } language ? held.Purpose.In(language) : null;
            Consents.Record(write, desk, survivor, new(held.Purpose.Name, IsGiven: false, held.Purpose.Basis, wording?.Version, wording?.Language, how.Form, addresses.FirstOrDefault(), how.Address, how.At) { Because = how.Because, Import = how.Import });
            isNews = true;
        }
        // Also where it was ended before an address of his was known.
        if (Consents.Latest(write, survivor, Purpose.MarketingMail) is { IsGiven: false })
        {
            foreach (var address in addresses) isNews |= Suppressions.Add(write, desk, address, how.Because, by: null, how.Import);
        }
        return isNews;
    }

    /// <summary>The same by the person himself, who came by his link: it is a touch of his besides, by which his leads are judged.</summary>
    public static bool ByHimself(Write write, Desk desk, Guid person, SaidBy how, string? only = null)
    {
        if (!End(write, desk, person, how, only) || PersonIdentity.Survivor(write, person) is not { } survivor) return false;
        if (PersonIdentity.Line(write, survivor) is not { } line || desk.Agreements.InForce(write, line, desk.Now) is null) return true;
        var arrival = new Arrival { Line = line, Person = survivor, MustBeKnown = true, OpensNoLead = true };
        arrival.Touches.Add(new(Kind, how.At));
        new IntakeBatch(desk, write, write.Own(() => new JudgingByLine(desk.Agreements))).Take([arrival]);
        return true;
    }

    /// <summary>What came in about somebody may say that he wants no mail, or that his address takes none.</summary>
    /// <param name="email">Of his lead.</param>
    public static void Hear(Write write, Desk desk, Arrival arrival, Guid person, string? email, int? import)
    {
        foreach (var touch in arrival.Touches.Where(touch => !touch.WasSeen))
        {
            var how = new SaidBy(touch.Kind, null, null, touch.At < desk.Now ? touch.At : desk.Now) { Import = import };
            switch (Folded.From(touch.Kind).Replace(' ', '_'))
            {
                case Kind:
                    End(write, desk, person, how);
                    break;
                case Complained:
                    End(write, desk, person, how with { Because = SuppressionReason.Complained });
                    break;
                case Bounced when (arrival.Email?.Text ?? email) is { } address:
                    Suppressions.Add(write, desk, address, SuppressionReason.Bounced, by: null, import);
                    break;
                default:
                    break;
            }
        }
    }
}
