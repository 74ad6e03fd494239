namespace Ripen.Measuring;

/// <summary>Chance that is the same for the same seed, on every machine: SplitMix64 (Steele, Lea, Flood 2014, OOPSLA, 453–472).</summary>
internal struct Draws(ulong seed)
{
    private ulong state = seed;

    /// <summary>From 0 up to, not including, <paramref name="most"/>.</summary>
    public int Below(int most) => (int)(((Next() >> 32) * (ulong)most) >> 32);

    /// <summary>From 0 up to, not including, 1, in steps of 2⁻⁵³.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
