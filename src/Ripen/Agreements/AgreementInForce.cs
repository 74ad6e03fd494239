using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Agreements;

/// <summary>A version of a line's agreement as the desk keeps it, ready to judge by. Shared between threads.</summary>
internal sealed class AgreementInForce
{
    private readonly TouchKinds kinds;
    private readonly Lock gate = new();
    private volatile int[] kindOf = [];

    private AgreementInForce(string line, int version, Agreement agreement, string hash, IEnumerable<string> ours)
    {
        (Line, Version, Hash, kinds) = (line, version, hash, new(ours));
        Agreement = agreement with { Version = version };
        Plan = Plan.Of(Agreement, kinds);
        Policy = Policy.Of(Agreement);
    }

    public string Line { get; }

    public int Version { get; }

    /// <summary>SHA-256 of what is signed.</summary>
    public string Hash { get; }

    public Agreement Agreement { get; }

    public Plan Plan { get; }

    /// <param name="ours">Kinds of touches of which the desk says that they are ours, besides those that ship.</param>
    public static AgreementInForce Of(string line, int version, string text, string hash, IEnumerable<string> ours) =>
        new(line, version, AgreementReader.Read(text).Agreement ?? throw new InvalidDataException($"Version {version} of the agreement of line {line} can no longer be read."), hash, ours);

    /// <summary>What the shell decides by: reasons, clocks, wake dates.</summary>
    public Policy Policy { get; }

    /// <summary>The plan's number for a kind's number in the database.</summary>
    public int KindOf(Session session, int kind) => TryKindOf(kind, out var known) ? known : Learn(session, kind);

    /// <summary>The same without asking the database: false where the kind was met lately.</summary>
    public bool TryKindOf(int kind, out int number)
    {
        var known = kindOf;
        number = kind < known.Length ? known[kind] : -1;
        return number >= 0;
    }

    /// <summary>Its first instant: 00:00 of the day it names, in its zone.</summary>
    public Instant InForceFrom => Plan.Zone.StartOf(Agreement.InForceFrom);

    private int Learn(Session session, int wanted)
    {
        var met = new List<(int Kind, string Name)>();
        // A kind that was folded into another counts as that.
        session.Read("select k.kind, coalesce(i.name, k.name) from kinds k left join kinds i on i.kind = k.into_kind", row => met.Add((row.GetInt32(0), row.GetString(1))));
        lock (gate)
        {
            var learned = new int[Math.Max(wanted, met.Count == 0 ? 0 : met.Max(kind => kind.Kind)) + 1];
            Array.Fill(learned, -1);
            foreach (var (kind, name) in met) learned[kind] = kinds.IdOf(name);
            if (learned[wanted] < 0) learned[wanted] = kinds.Other;
            kindOf = learned;
            return learned[wanted];
        }
    }
}
