namespace Ripen.Simulation;

/// <summary>
/// Chance that comes out the same on every machine: xoshiro256** (Blackman and Vigna 2018), begun by splitmix64, whole
/// numbers only. What System.Random gives for a seed may change from one runtime to the next, and floating-point
/// functions differ between platforms.
/// </summary>
internal sealed class Dice
{
    private ulong a, b, c, d;

    /// <summary>The same parts give the same chance; each part matters.</summary>
    public Dice(params ReadOnlySpan<long> parts)
    {
        var state = 0x9E3779B97F4A7C15UL;
        foreach (var part in parts) state = Mixed(state ^ Mixed((ulong)part));
        a = Mixed(state += 0x9E3779B97F4A7C15UL);
        b = Mixed(state += 0x9E3779B97F4A7C15UL);
        c = Mixed(state += 0x9E3779B97F4A7C15UL);
        d = Mixed(state + 0x9E3779B97F4A7C15UL);
    }

    /// <summary>From 0 up to, not including, <paramref name="most"/>.</summary>
    public int Below(int most) => (int)(((Next() >> 32) * (ulong)most) >> 32);

    /// <summary>Both ends included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>Both ends included, the middle likelier: the mean of three.</summary>
    public int Around(int low, int high) => (Between(low, high) + Between(low, high) + Between(low, high)) / 3;

    /// <summary>Yes in so many cases of a thousand.</summary>
    public bool Chance(int perMille) => Below(1000) < perMille;

    public T Of<T>(IReadOnlyList<T> all) => all[Below(all.Count)];

    /// <summary>The place of one of these weights, likelier the heavier it is.</summary>
    public int Weighted(params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        foreach (var weight in weights) sum += weight;
        var left = Below(sum);
        for (var place = 0; ; place++)
        {
            left -= weights[place];
            if (left < 0) return place;
        }
    }

    private ulong Next()
    {
        var next = ulong.RotateLeft(b * 5, 7) * 9;
        var shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = ulong.RotateLeft(d, 45);
        return next;
    }

    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
