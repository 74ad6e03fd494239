using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Identity;
using Ripen.Storage;

namespace Ripen.Privacy;

/// <summary>What became of a list of addresses.</summary>
/// <param name="Unread">Lines that are no address, the first of them.</param>
public sealed record SuppressedList(int Added, int There, int Refused, IReadOnlyList<string> Unread);

/// <summary>Suppresses addresses of a list, one a line.</summary>
internal static class SuppressionList
{
    /// <summary>So many at a time, by a page or the API.</summary>
    public const int Most = 10_000;
    private const int Piece = 500;
    private const int MostTold = 20;
    private const int LongestTold = 80;

    /// <summary>In pieces, so that nobody waits; what a line holds behind a comma or a semicolon is passed over.</summary>
    /// <exception cref="UnreachableException">The addresses that are there were hashed with another key.</exception>
    public static async Task<SuppressedList> AddAsync(Desk desk, Caller by, IEnumerable<string> lines, CancellationToken stop)
    {
        using (var session = desk.Database.Read())
        {
            if (!Suppressions.HasKey(session, desk)) throw new UnreachableException(Suppressions.WrongKey(desk));
        }
        var (added, there, refused, unread) = (0, 0, 0, new List<string>());
        foreach (var some in lines.Select(line => line.Split(',', ';', '\t')[0].Trim().Trim('"')).Where(line => line.Length > 0).Chunk(Piece))
        {
            var read = some.Select(line => (Line: line, Email: EmailAddress.TryRead(line))).ToList();
            var good = read.Where(one => one.Email is not null).Select(one => one.Email!.Text).ToList();
            foreach (var one in read.Where(one => one.Email is null))
            {
                refused++;
                if (unread.Count < MostTold) unread.Add(Reading.Reports.Harmless(one.Line, LongestTold));
            }
            var news = await desk.Writer.DoAsync(write => good.Count(email => Suppressions.Add(write, desk, email, SuppressionReason.ByHand, by.By)), stop);
            (added, there) = (added + news, there + good.Count - news);
        }
        await desk.Writer.DoAsync(write => Audit.Note(write, desk, by, Actions.SuppressionAdded, Web.Components.Spoken.Counted(added, "address", "addresses"), $"{there} were suppressed before, {refused} could not be read"), stop);
        return new(added, there, refused, unread);
    }

    /// <summary>Lets mail go to an address again, on record with the reason.</summary>
    /// <returns>False where it was not suppressed.</returns>
    public static bool Remove(Write write, Desk desk, Caller by, EmailAddress email, string reason)
    {
        if (!Suppressions.Remove(write, desk, email.Text)) return false;
        Audit.Note(write, desk, by, Actions.SuppressionRemoved, MaskedAddress.Of(email.Text), reason);
        return true;
    }
}
