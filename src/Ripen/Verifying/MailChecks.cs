using Ripen.Desks;
using Ripen.Privacy;
using Ripen.Storage;

namespace Ripen.Verifying;

/// <summary>Nobody is mailed against his will: what programmes wrote, held against what people said and which addresses are suppressed.</summary>
internal static class MailChecks
{
    private const int Piece = 1_000;

    private sealed record Mail(Guid Person, string Programme, string Step, string Address, DateTimeOffset? SentAt);

    public static void Run(Session session, Desk desk, FaultList faults)
    {
        var hasKey = Suppressions.HasKey(session, desk);
        if (!hasKey) faults.Add(Checks.SuppressionsAreRecognised, "suppressions", Suppressions.WrongKey(desk));
        var (last, mails) = (new Mail(Guid.Empty, "", "", "", null), new List<Mail>());
        do
        {
            mails.Clear();
            session.Read(
                "select person_id, programme, step, address, sent_at from mails where (person_id, programme, step) > (@person, @programme, @step) and withheld_at is null order by person_id, programme, step limit @most",
                row => mails.Add(new(row.GetId(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetAtOrNull(4))),
                ("@person", last.Person), ("@programme", last.Programme), ("@step", last.Step), ("@most", Piece));
            Against(session, desk, mails, hasKey, faults);
            if (mails.Count > 0) last = mails[^1];
        }
        while (mails.Count == Piece);
    }

    // One that waits would be sent now.
    private static void Against(Session session, Desk desk, List<Mail> mails, bool hasKey, FaultList faults)
    {
        var suppressed = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        if (hasKey) session.Find("select hash, at from suppressions where hash = any(@keys)", [.. mails.Select(mail => Suppressions.HashOf(desk, mail.Address)).Distinct(StringComparer.Ordinal)], row => suppressed[row.GetString(0)] = row.GetAt(1));
        var said = new List<(Guid Person, DateTimeOffset KnownAt, DateTimeOffset At, long Seq, ConsentWord Word)>();
        session.Find("select person_id, known_at, at, seq, said from consents where person_id = any(@keys) and purpose = @purpose", [.. mails.Select(mail => mail.Person).Distinct()],
            row => said.Add((row.GetId(0), row.GetAt(1), row.GetAt(2), row.GetInt64(3), (ConsentWord)row.GetInt16(4))), ("@purpose", Purpose.MarketingMail));
        var words = said.ToLookup(one => one.Person);
        foreach (var mail in mails)
        {
            var (sent, where) = (mail.SentAt ?? DateTimeOffset.MaxValue, $"mail {mail.Programme} {mail.Step} to person {mail.Person:N}");
            if (hasKey && suppressed.TryGetValue(Suppressions.HashOf(desk, mail.Address), out var since) && since < sent) faults.Add(Checks.NobodyIsMailedAgainstHisWill, where, $"Its address is suppressed since {since:u}, and {Told(mail)}.");
            else if (words[mail.Person].Where(one => one.KnownAt < sent).OrderBy(one => one.At).ThenBy(one => one.Seq).LastOrDefault() is { Word: ConsentWord.Withdrawn or ConsentWord.Objected } no) faults.Add(Checks.NobodyIsMailedAgainstHisWill, where, $"The person said no at {no.At:u}, and {Told(mail)}.");
        }
    }

    private static string Told(Mail mail) => mail.SentAt is { } at ? $"it was sent at {at:u}" : "it is not withheld";
}
