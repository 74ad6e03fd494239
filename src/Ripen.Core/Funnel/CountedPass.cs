using Ripen.Life;

namespace Ripen.Funnel;

/// <summary>
/// One pass of a lead as reports count it. What has words (sources, owners, reasons …) stands here as the number under
/// which whoever made the row keeps the word; 0 stands for none. A stage that a later one was reached without counts as
/// reached when that was (DESIGN.md §2: inside a pass a stage once reached stays reached).
/// </summary>
public readonly record struct CountedPass
{
    /// <summary>In the place of seconds: that has not happened.</summary>
    public const int Never = int.MaxValue;

    /// <summary>What <see cref="Fit"/> is where the lead fits.</summary>
    public const byte Fitting = 3;

    // Seconds after Began.
    private readonly int qualified;
    private readonly int handedOver;
    private readonly int accepted;
    private readonly int opportunity;
    private readonly int ended;
    private readonly byte end;

    /// <param name="began">When the pass began, in seconds since 1970.</param>
    /// <param name="number">1 for the first pass of a lead.</param>
    /// <param name="reached">When it came to be qualified, handed over, accepted, an opportunity: in seconds since 1970, null where it never was. Within 68 years of <paramref name="began"/>, before it or after it.</param>
    /// <param name="endedAt">In seconds since 1970; null while it runs.</param>
    /// <param name="end">Null while it runs.</param>
    public CountedPass(long began, short number, (long? Qualified, long? HandedOver, long? Accepted, long? Opportunity) reached, long? endedAt, PassEnd? end)
    {
        (Began, Number) = (began, number);
        this.end = end is { } how ? (byte)(how + 1) : (byte)0;
        ended = After(endedAt);
        opportunity = Math.Min(After(reached.Opportunity), end == PassEnd.Won ? ended : Never);
        accepted = Math.Min(After(reached.Accepted), opportunity);
        handedOver = Math.Min(After(reached.HandedOver), accepted);
        qualified = Math.Min(After(reached.Qualified), handedOver);
    }

    /// <summary>In seconds since 1970.</summary>
    public long Began { get; }

    /// <summary>Which pass of its lead it is, from 1 on.</summary>
    public short Number { get; init; }

    /// <summary>How it ended; null while it runs.</summary>
    public PassEnd? End => end == 0 ? null : (PassEnd)(end - 1);

    /// <summary>In seconds after <see cref="Began"/>, or <see cref="Never"/>; negative where it ended before it began, as imported history may have it.</summary>
    public int Ended => ended;

    /// <summary>The buying group; 0: none, it stands for itself.</summary>
    public long Group { get; init; }

    /// <summary>The first touch of the lead, in seconds after <see cref="Began"/>, mostly before it; <see cref="Never"/> where none is known.</summary>
    public int FirstTouch { get; init; }

    public int Source { get; init; }
    public int Campaign { get; init; }
    public int Offer { get; init; }
    public int Owner { get; init; }
    public int Reason { get; init; }
    public short Industry { get; init; }
    public short Size { get; init; }

    /// <summary>The agreement's version at its first judgement.</summary>
    public short Version { get; init; }

    /// <summary>The word of the temperature at its first judgement.</summary>
    public short Temperature { get; init; }

    /// <summary>1 early, 2 middle, 3 late, at its first judgement.</summary>
    public byte BuyingStage { get; init; }

    /// <summary>1 no, 2 unknown, 3 yes, as it was last judged in this pass.</summary>
    public byte Fit { get; init; }

    /// <summary>Something in it was not stated but follows from imported history.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>What it won, in minor units of the currency that all amounts are told in; 0 where none is known.</summary>
    public long Amount { get; init; }

    /// <summary>The currency of money that it won and that is not in <see cref="Amount"/>, because there is no rate for it; 0: there is no such.</summary>
    public short Foreign { get; init; }

    public bool IsRunning => end == 0;

    /// <summary>Seconds after <see cref="Began"/> until it had come to this step, or <see cref="Never"/>; 0 for the first.</summary>
    public int After(FunnelStep step) => step switch
    {
        FunnelStep.Inquiry => 0,
        FunnelStep.Qualified => qualified,
        FunnelStep.HandedOver => handedOver,
        FunnelStep.Accepted => accepted,
        FunnelStep.Opportunity => opportunity,
        _ => End == PassEnd.Won ? ended : Never,
    };

    /// <summary>Whether it is known when it came to a step that it has come to. Of imported history, which says the later step and not the one before, only the later one has a day of its own.</summary>
    public bool IsDated(FunnelStep step) => !IsAssumed || step == FunnelStep.Won || After(step) != After(step + 1);

    /// <summary>The furthest step it has come to.</summary>
    public FunnelStep Furthest
    {
        get
        {
            if (End == PassEnd.Won) return FunnelStep.Won;
            if (opportunity != Never) return FunnelStep.Opportunity;
            if (accepted != Never) return FunnelStep.Accepted;
            if (handedOver != Never) return FunnelStep.HandedOver;
            return qualified != Never ? FunnelStep.Qualified : FunnelStep.Inquiry;
        }
    }

    /// <summary>
    /// What it and a pass of a colleague in the same buying group come to together: one chance, which began with the first
    /// of them and is as far as the furthest; won where either is, on its way where either is, otherwise ended as the later
    /// of them. Its words are those of the one that began first.
    /// </summary>
    public CountedPass With(in CountedPass other)
    {
        var (first, second) = other.Began < Began ? (other, this) : (this, other);
        var last = LastOf(first, second);
        return first with
        {
            Joined = (Earlier(first, second, FunnelStep.Qualified), Earlier(first, second, FunnelStep.HandedOver), Earlier(first, second, FunnelStep.Accepted), Earlier(first, second, FunnelStep.Opportunity)),
            Ends = (last.end, last.ended == Never ? Never : Clamped(last.Began + last.ended - first.Began)),
            Reason = last.Reason,
            Amount = first.Amount + second.Amount,
            Foreign = first.Foreign == 0 ? second.Foreign : first.Foreign,
            IsAssumed = first.IsAssumed || second.IsAssumed,
        };
    }

    private (int Qualified, int HandedOver, int Accepted, int Opportunity) Joined
    {
        init => (qualified, handedOver, accepted, opportunity) = value;
    }

    private (byte How, int At) Ends
    {
        init => (end, ended) = value;
    }

    private int After(long? at) => at is { } there ? Clamped(there - Began) : Never;

    private static CountedPass LastOf(in CountedPass first, in CountedPass second)
    {
        if (first.End == PassEnd.Won || second.End == PassEnd.Won) return first.End == PassEnd.Won ? first : second;
        if (first.IsRunning || second.IsRunning) return first.IsRunning ? first : second;
        return second.Began + second.ended > first.Began + first.ended ? second : first;
    }

    private static int Earlier(in CountedPass first, in CountedPass second, FunnelStep step)
    {
        var (a, b) = (first.After(step), second.After(step));
        return b == Never ? a : Math.Min(a, Clamped(second.Began + b - first.Began));
    }

    private static int Clamped(long seconds) => (int)Math.Clamp(seconds, int.MinValue, Never - 1);
}

/// <summary>The steps of the funnel: the stages, and what they are for.</summary>
public enum FunnelStep : byte { Inquiry, Qualified, HandedOver, Accepted, Opportunity, Won }
