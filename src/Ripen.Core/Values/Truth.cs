namespace Ripen.Values;

/// <summary>The three values of Kleene's strong logic. Ordered, so that <c>and</c> is the least and <c>or</c> the greatest.</summary>
public enum Truth : byte { False = 0, Unknown = 1, True = 2 }

/// <summary>Kleene's strong logic of indeterminacy (S. C. Kleene, Introduction to Metamathematics, 1952, §64).</summary>
public static class Kleene
{
    public static Truth And(Truth a, Truth b) => a < b ? a : b;

    public static Truth Or(Truth a, Truth b) => a > b ? a : b;

    public static Truth Not(Truth a) => (Truth)(2 - (int)a);

    public static Truth From(bool holds) => holds ? Truth.True : Truth.False;

    /// <summary>True if <paramref name="wanted"/> or more are true, false if fewer can still become true, else unknown.</summary>
    public static Truth AtLeast(int wanted, int trues, int unknowns) =>
        trues >= wanted ? Truth.True : trues + unknowns < wanted ? Truth.False : Truth.Unknown;

    public static string InWords(this Truth truth) => truth switch
    {
        Truth.True => "true",
        Truth.False => "false",
        _ => "unknown",
    };

    /// <summary>As the verdict says it of <c>fits</c> and <c>qualified</c>.</summary>
    public static string AsYesNo(this Truth truth) => truth switch
    {
        Truth.True => "yes",
        Truth.False => "no",
        _ => "unknown",
    };

    /// <summary>As the verdict says it of a criterion.</summary>
    public static string AsMet(this Truth truth) => truth switch
    {
        Truth.True => "met",
        Truth.False => "not met",
        _ => "unknown",
    };
}
