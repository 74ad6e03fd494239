using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Identity;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Web;

namespace Ripen.Handovers;

/// <summary>The person whom a prospect named instead: comes in as anybody does, with who named him.</summary>
internal static class Referrals
{
    public const string Source = "Referral";
    private const int LongestName = 200;

    /// <summary>Null where something is wrong, which is then among the errors.</summary>
    public static Arrival? Of(LeadRecord by, GivenReferral given, DateTimeOffset now, FieldErrors errors)
    {
        var name = Given.Text(given.Name?.Trim(), "referral.name", LongestName, errors);
        if (string.IsNullOrEmpty(name) && !errors.Any) errors.Add("referral.name", "Who is the right person? Say the name.");
        var email = given.Email is null ? null : EmailAddress.TryRead(given.Email);
        if (email is null) errors.Add("referral.email", "An e-mail address is wanted, so that this person can be known again.");
        else if (by.Email is { } own && EmailAddress.TryRead(own)?.Text == email.Text) errors.Add("referral.email", "It is the address of the very person who named somebody else.");
        if (errors.Any) return null;
        var arrival = new Arrival { Line = by.State.Line ?? Desk.MainLine, How = OpenedBy.Referral, Email = email, Source = Source, ReferredBy = by.Id.Person };
        arrival.Facts.Add(new("name", FactOwner.Person, name, now, Origin.Sales));
        if (by.Organisation is { } organisation) arrival.Facts.Add(new("organisation", FactOwner.Organisation, organisation, now, Origin.Sales));
        return arrival;
    }

    /// <summary>What whoever gave the lead back does next about the other.</summary>
    public static string Hello(LeadRecord by) => $"Say hello: {by.Name ?? by.Email ?? "somebody"} named this person as the right one";
}
