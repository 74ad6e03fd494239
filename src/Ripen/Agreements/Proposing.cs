using System.Globalization;
using System.Text.RegularExpressions;
using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Agreements;

/// <summary>Versions are proposed and put in force in one way, by API and command line.</summary>
internal static partial class Proposing
{
    /// <summary>Names of lines stand in addresses and on command lines.</summary>
    public static bool IsLine(string line) => LineName().IsMatch(line);

    /// <summary>Keeps a text that was read without errors.</summary>
    /// <returns>The version, and whether it is new: the same text again is the version that is there.</returns>
    public static (KeptAgreement Kept, bool IsNew) Propose(Desk desk, Write write, string line, AgreementReading reading, string text, Caller by)
    {
        var before = write.Count("select count(*) from agreements where line = @line", ("@line", line));
        var kept = AgreementStore.Propose(write, line, reading, text, by.By, desk.Now);
        if (kept.Version > before) Audit.Note(write, desk, by, Actions.AgreementProposed, NameOf(kept), kept.Hash);
        return (kept, kept.Version > before);
    }

    /// <summary>Puts a version in force, and writes down who did.</summary>
    /// <returns>From when it holds; null where it has been put in force before.</returns>
    public static DateTimeOffset? Activate(Desk desk, Write write, KeptAgreement kept, Caller by)
    {
        var from = AgreementStore.Activate(write, kept.Line, kept.Version, by.By, desk.Now);
        if (from is null) return null;
        var unsigned = Signatures.MissingOf(write, kept);
        Audit.Note(write, desk, by, Actions.AgreementInForce, NameOf(kept), $"from {from:u}{(unsigned.Count == 0 ? "" : $", not signed by {string.Join(" and ", unsigned)}")}");
        return from;
    }

    /// <summary>As the audit names it.</summary>
    public static string NameOf(KeptAgreement kept) => string.Create(CultureInfo.InvariantCulture, $"agreement {kept.Line} {kept.Version}");

    /// <summary>A version with how it stands now; null where there is none.</summary>
    public static ShownAgreement? Shown(Session session, string line, int version, DateTimeOffset now) =>
        ShownAgreement.Of(AgreementStore.All(session), now).FirstOrDefault(one => one.Line == line && one.Version == version);

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,49}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LineName();
}
