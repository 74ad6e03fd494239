using Ripen.Storage;

namespace Ripen.Privacy;

/// <summary>Mails that a programme has written, or that are about a form somebody sent, and that may not be sent any more.</summary>
internal static class WithheldMails
{
    /// <summary>Withholds what was written to an address and not sent.</summary>
    /// <param name="because">In words: “they unsubscribed”.</param>
    public static void Withhold(Write write, string email, string because, DateTimeOffset now)
    {
        var values = new (string, object?)[] { ("@now", now), ("@because", because), ("@address", Identity.EmailAddress.TryRead(email)?.Text ?? email) };
        write.Execute("update mails set withheld_at = @now, withheld_because = @because where address = @address and sent_at is null and withheld_at is null", values);
        write.Execute("update user_mails set due_at = null, failed_at = @now, error = @because where address = @address and form is not null and due_at is not null", values);
    }

    /// <summary>The same of persons, whatever their address is.</summary>
    public static void Withhold(Write write, IReadOnlyCollection<Guid> persons, string because, DateTimeOffset now) => write.Find(
        "update mails set withheld_at = @now, withheld_because = @because where person_id = any(@keys) and sent_at is null and withheld_at is null returning person_id",
        persons, _ => { }, ("@now", now), ("@because", because));

    /// <summary>The same of everybody who never said yes to mail.</summary>
    public static void WithholdWithoutConsent(Write write, DateTimeOffset now) => write.Execute(
        """
        update mails set withheld_at = @now, withheld_because = 'there is no consent to mail from them' where sent_at is null and withheld_at is null
          and not exists (select 1 from consents c where c.person_id = mails.person_id and c.purpose = @purpose and c.said = @given)
        """,
        ("@now", now), ("@purpose", Purpose.MarketingMail), ("@given", ConsentWord.Given));
}
