using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;

namespace Ripen.Privacy;

/// <summary>What persons said to purposes. It is only added to; of two statements the later one counts.</summary>
internal static class Consents
{
    /// <summary>
    /// Records what a person said. Where that ends mail about our offers, his addresses are suppressed and what is written
    /// and not sent is withheld, in the same transaction. Of somebody who is not there nothing is recorded.
    /// </summary>
    public static void Record(Write write, Desk desk, Guid person, ConsentStatement statement)
    {
        if (PersonIdentity.Survivor(write, person) is not { } survivor) return;
        // Whoever writes a mail holds the lead too: it was written before and is withheld, or it is not written.
        var all = PersonIdentity.AllOf(write, survivor);
        LeadStore.Hold(write, all);
        var now = desk.Now;
        var at = statement.At < now ? statement.At : now;
        write.Execute(
            """
            insert into consents (person_id, at, seq, known_at, purpose, said, basis, wording, language, form, email, address, by, note, import)
            values (@person, @at, @seq, @now, @purpose, @said, @basis, @wording, @language, @form, @email, @address, @by, @note, @import)
            """,
            ("@person", survivor), ("@at", at), ("@seq", desk.Recorded.Next(now)), ("@now", now), ("@purpose", statement.Purpose), ("@said", statement.Word), ("@basis", statement.Basis), ("@wording", statement.WordingVersion),
            ("@language", statement.Language), ("@form", statement.Form), ("@email", statement.Email), ("@address", statement.Address), ("@by", statement.By), ("@note", statement.Note), ("@import", statement.Import));
        if (statement.Purpose == Purpose.MarketingMail) Follow(write, desk, all, statement);
    }

    /// <summary>What holds for a person, purpose by purpose.</summary>
    public static IReadOnlyList<HeldConsent> Of(Session session, Guid person)
    {
        var latest = new Dictionary<string, KeptConsent>(StringComparer.Ordinal);
        foreach (var said in History(session, person)) latest.TryAdd(said.Purpose, said);
        return [.. Purposes.Read(session).Where(purpose => purpose.RetiredAt is null).Select(purpose => Held(purpose, latest.GetValueOrDefault(purpose.Name)))];
    }

    /// <summary>All that a person said, the latest first.</summary>
    public static List<KeptConsent> History(Session session, Guid person)
    {
        var all = new List<(KeptConsent Said, long Seq)>();
        if (PersonIdentity.Survivor(session, person) is not { } survivor) return [];
        session.Find("select at, known_at, purpose, said, basis, wording, language, form, email, address, by, note, seq from consents where person_id = any(@keys)", PersonIdentity.AllOf(session, survivor), row => all.Add((new(
            row.GetAt(0), row.GetAt(1), row.GetString(2), (ConsentWord)row.GetInt16(3), (LawfulBasis)row.GetInt16(4), row.GetIntOrNull(5), row.GetTextOrNull(6), row.GetTextOrNull(7), row.GetTextOrNull(8), row.GetTextOrNull(9), row.GetTextOrNull(10), row.GetTextOrNull(11)), row.GetInt64(12))));
        return [.. all.OrderByDescending(one => one.Said.At).ThenByDescending(one => one.Seq).Select(one => one.Said)];
    }

    /// <summary>What a person said to a purpose last; null where nothing.</summary>
    public static KeptConsent? Latest(Session session, Guid person, string purpose) => History(session, person).FirstOrDefault(said => said.Purpose == purpose);

    // What is no matter of choice holds whatever was said under another basis.
    private static HeldConsent Held(Purpose purpose, KeptConsent? said) => new(purpose, !purpose.IsChosen || (said?.IsGiven ?? purpose.HoldsUnasked), said);

    private static void Follow(Write write, Desk desk, List<Guid> persons, ConsentStatement statement)
    {
        // Something later that he said counts, not this.
        if (Latest(write, persons[0], Purpose.MarketingMail) is not { } last || last.IsGiven != statement.IsGiven) return;
        var addresses = PersonIdentity.Addresses(write, persons);
        if (statement.IsGiven)
        {
            if (statement.IsConfirmed) addresses.ForEach(address => Lift(write, desk, address));
            return;
        }
        var reason = statement.Because ?? (statement.Word == ConsentWord.Withdrawn ? SuppressionReason.Unsubscribed : SuppressionReason.Objected);
        foreach (var address in addresses) Suppressions.Add(write, desk, address, reason, statement.By, statement.Import);
        WithheldMails.Withhold(write, persons, Suppressions.WordsOf(reason), desk.Now);
    }

    // An address that takes no mail does not take any because he wants it.
    private static void Lift(Write write, Desk desk, string address)
    {
        if (Suppressions.HasKey(write, desk) && Suppressions.Find(write, desk, address) is { Reason: not SuppressionReason.Bounced }) Suppressions.Remove(write, desk, address);
    }
}
