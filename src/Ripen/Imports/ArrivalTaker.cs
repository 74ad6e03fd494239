using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>Takes rows that tell of persons, leads and touches alike, by way of the intake.</summary>
internal sealed class ArrivalTaker<T>(Desk desk, Func<T, Arrival> arrivalOf) : IRowTaker<T>
    where T : ImportRow
{
    public const string NoAgreement = "no agreement is in force in its line";

    public RowResult[] Take(Write write, IReadOnlyList<T> rows, int import)
    {
        var results = new RowResult[rows.Count];
        var arrivals = new List<(int Row, Arrival Arrival)>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var arrival = arrivalOf(rows[i]);
            if (desk.Agreements.InForce(write, arrival.Line, desk.Now) is null) results[i] = new(RowBecame.Refused, NoAgreement, "line");
            else arrivals.Add((i, arrival));
        }
        new IntakeBatch(desk, write, write.Own(() => new JudgingByLine(desk.Agreements)), import).Take([.. arrivals.Select(pair => pair.Arrival)]);
        foreach (var (row, arrival) in arrivals) results[row] = ResultOf(arrival);
        return results;
    }

    private static RowResult ResultOf(Arrival arrival) => arrival.Became switch
    {
        Became.Taken => new(RowBecame.Taken),
        Became.Seen => new(RowBecame.Seen),
        Became.Review => new(RowBecame.Review, arrival.Reason),
        _ => new(RowBecame.Refused, "there is no lead of this id", "lead"),
    };
}

/// <summary>What a row tells, as something that came in.</summary>
internal static class ImportArrivals
{
    /// <summary>Under which the ids of imported touches are kept apart from others'.</summary>
    public const string TouchScope = "import";

    public static Arrival Of(LeadImportRow row, FactCatalogue facts, string line, DateTimeOffset now)
    {
        var arrival = new Arrival
        {
            Line = row.Line ?? line,
            How = OpenedBy.Import,
            ExternalId = row.Id,
            Email = row.Email,
            Group = row.Group,
            OrganisationKey = row.OrganisationKey,
            Source = row.Source,
            Campaign = row.Campaign,
            CreatedAt = row.CreatedAt,
            Key = KeyOf(row),
        };
        foreach (var fact in row.Facts)
        {
            var definition = facts.All[fact.Fact];
            arrival.Facts.Add(new(definition.Name, definition.Of, fact.Text, fact.LearnedAt ?? now, Origin.Import) { IsAssumed = fact.Assumed, KnownAt = row.KnownAt });
        }
        foreach (var touch in row.Touches)
        {
            arrival.Touches.Add(new(touch.Kind, touch.At, touch.KnownAt)
            {
                Source = row.Source,
                Campaign = row.Campaign,
                Offer = row.Offer,
                Page = row.Page,
                IsAssumed = touch.Assumed,
                IsForNewLeads = touch.OfTheImport,
            });
        }
        return arrival;
    }

    public static Arrival Of(TouchImportRow row, string line)
    {
        var arrival = new Arrival
        {
            Line = line,
            How = OpenedBy.Import,
            ExternalId = row.Lead,
            Email = row.Email,
            CreatedAt = row.At,
            Key = KeyOf(row),
            MustBeKnown = row.Email is null,
        };
        arrival.Touches.Add(new(row.Kind, row.At, row.KnownAt)
        {
            Source = row.Source,
            Campaign = row.Campaign,
            Offer = row.Offer,
            Page = row.Page,
            IsAssumed = row.Assumed,
            ClientId = row.Id,
            Scope = TouchScope,
        });
        foreach (var touch in row.Further)
        {
            arrival.Touches.Add(new(touch.Kind, touch.At, touch.KnownAt)
            {
                Source = row.Source,
                Campaign = row.Campaign,
                Offer = row.Offer,
                Page = row.Page,
                IsAssumed = touch.Assumed,
                ClientId = row.Id is null ? null : $"{row.Id} {touch.Kind}",
                Scope = TouchScope,
            });
        }
        return arrival;
    }

    public static Guid KeyOf(ImportRow row)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, row.Key);
        return new(bytes, bigEndian: true);
    }
}
