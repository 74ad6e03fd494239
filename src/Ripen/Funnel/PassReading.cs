using System.Buffers.Binary;
using System.Data.Common;
using Ripen.Desks;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Funnel;

/// <summary>Reads passes off the database as reports count them.</summary>
internal sealed class PassReading(Desk desk)
{
    private const string Columns = """
        person_id, lead, pass, began_at, source, campaign, agreement_version, temperature, qualified_at, handed_over_at, accepted_at, opportunity_at, ended_at, ended, end_reason,
        owner, amount, currency, is_assumed, buying_stage, fits, group_id, first_touch_at, offer, industry, employees
        """;

    // So many single persons are found by one statement.
    private const int MostAtOnce = 500;

    private readonly Dictionary<int, (short[] Temperatures, byte[] BuyingStages)> wordsOfVersions = [];

    public PassWords Words { get; } = new();

    public KnownPasses All(Session session, MoneyTerms terms)
    {
        MeetVersions(session);
        // Sorted by the primary key: not simply the line, for which the database might take an index and sort.
        return KnownPasses.Of(add => session.Read($"select {Columns} from passes where line || '' = @line order by person_id, lead, pass", row => add(Of(row, terms)), ("@line", Desk.MainLine)));
    }

    /// <summary>Those of these persons, by person, lead and number.</summary>
    /// <param name="ranges">In order.</param>
    public List<KnownPass> Of(Session session, MoneyTerms terms, List<PersonRange> ranges)
    {
        MeetVersions(session);
        var (found, single) = (new List<KnownPass>(), new List<Guid>());
        foreach (var range in ranges)
        {
            if (range.First == range.Last)
            {
                single.Add(range.First);
                if (single.Count == MostAtOnce) Find();
                continue;
            }
            Find();
            session.Read(
                $"select {Columns} from passes where person_id between @first and @last and line || '' = @line order by person_id, lead, pass",
                row => found.Add(Of(row, terms)),
                ("@first", range.First),
                ("@last", range.Last),
                ("@line", Desk.MainLine));
        }
        Find();
        return found;

        void Find()
        {
            session.Find($"select {Columns} from passes where person_id = any(@keys) and line || '' = @line order by person_id, lead, pass", single, row => found.Add(Of(row, terms)), ("@line", Desk.MainLine));
            single.Clear();
        }
    }

    // Words of temperatures and buying stages are the agreement's; what it has beyond the usual is called by its place.
    private void MeetVersions(Session session)
    {
        var versions = new List<int>();
        session.Read("select version from agreements where line = @line", row => versions.Add(row.GetInt32(0)), ("@line", Desk.MainLine));
        foreach (var version in versions.Where(version => !wordsOfVersions.ContainsKey(version)))
        {
            var agreement = desk.Agreements.Compiled(session, Desk.MainLine, version).Agreement;
            wordsOfVersions[version] = (
                [.. agreement.Temperature.Select(level => (short)Words.Temperatures.Of(level.Word))],
                [.. agreement.BuyingStage.Select(level => (byte)(Array.IndexOf(PassWords.BuyingStages, level.Word) + 1))]);
        }
    }

    private KnownPass Of(DbDataReader row, MoneyTerms terms)
    {
        var began = row.GetInstant(3).Seconds;
        var end = (PassEnd?)row.GetIntOrNull(13);
        var (amount, foreign) = MoneyOf(row, terms);
        var words = row.GetIntOrNull(6) is { } version ? wordsOfVersions.GetValueOrDefault(version) : default;
        return new(new(row.GetId(0), row.GetInt16(1)), new(began, row.GetInt16(2), (Seconds(row, 8), Seconds(row, 9), Seconds(row, 10), Seconds(row, 11)), Seconds(row, 12), end)
        {
            Source = row.GetIntOrNull(4) ?? 0,
            Campaign = row.GetIntOrNull(5) ?? 0,
            Version = (short)(row.GetIntOrNull(6) ?? 0),
            Temperature = row.GetIntOrNull(7) is { } place ? words.Temperatures?.ElementAtOrDefault(place) ?? 0 : (short)0,
            Reason = Words.Reasons.Of(row.GetTextOrNull(14)),
            Owner = Words.Owners.Of(row.GetTextOrNull(15)),
            Amount = amount,
            Foreign = foreign,
            IsAssumed = row.GetYes(18),
            BuyingStage = row.GetIntOrNull(19) is { } stage ? words.BuyingStages?.ElementAtOrDefault(stage) ?? 0 : (byte)0,
            Fit = (byte)(row.GetIntOrNull(20) is { } fit ? fit + 1 : 0),
            Group = row.GetIdOrNull(21) is { } group ? Mixed(group) : 0,
            FirstTouch = row.IsDBNull(22) ? CountedPass.Never : (int)Math.Clamp(row.GetInstant(22).Seconds - began, int.MinValue, CountedPass.Never - 1),
            Offer = row.GetIntOrNull(23) ?? 0,
            Industry = (short)Math.Min(Words.Industries.Of(row.GetTextOrNull(24)), short.MaxValue),
            Size = PassWords.SizeOf(row.GetLongOrNull(25)),
        });
    }

    private (long Amount, short Foreign) MoneyOf(DbDataReader row, MoneyTerms terms)
    {
        if (row.IsDBNull(16)) return (0, 0);
        var currency = row.GetString(17);
        return terms.Told(row.GetInt64(16), currency) is { } told ? (told, (short)0) : (0, (short)Words.Currencies.Of(currency));
    }

    private static long? Seconds(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInstant(column).Seconds;

    // The half of a UUID of version 7 that is chance: of a million groups two are alike once in a hundred thousand desks.
    private static long Mixed(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }
}
