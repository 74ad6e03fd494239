using System.Globalization;

namespace Ripen.Cli;

/// <summary>Says on standard error how far a long piece of work is: on a terminal one line that moves, elsewhere a line every few seconds.</summary>
/// <param name="total">Of how many, where that is known.</param>
internal sealed class Progress(TimeProvider clock, string unit, TextWriter errors, bool isTerminal, long total = 0) : IDisposable
{
    private readonly long start = clock.GetTimestamp();
    private long last;
    private bool isShown;

    public Progress(TimeProvider clock, string unit)
        : this(clock, unit, Console.Error, !Console.IsErrorRedirected)
    {
    }

    public TimeSpan Elapsed => clock.GetElapsedTime(start);

    public void Report(long count)
    {
        var elapsed = Elapsed;
        var pause = isTerminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(5);
        if (elapsed.Ticks - last < pause.Ticks) return;
        last = elapsed.Ticks;
        var (done, speed) = (string.Create(CultureInfo.InvariantCulture, $"{count:#,##0}"), count / elapsed.TotalSeconds);
        var text = total > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Bar(count)}{done} of {total:#,##0} {unit} ({100.0 * count / total:0} %), {speed:#,##0} a second, {Left(count, speed)}")
            : string.Create(CultureInfo.InvariantCulture, $"{done} {unit}, {speed:#,##0} a second");
        if (isTerminal) errors.Write($"\r\e[2K{text}");
        else errors.WriteLine(text);
        isShown = true;
    }

    public void Dispose()
    {
        if (isShown && isTerminal) errors.Write("\r\e[2K");
        isShown = false;
    }

    private string Bar(long count)
    {
        const int Width = 20;
        var full = (int)Math.Clamp(Width * count / total, 0, Width);
        return isTerminal ? $"{new string('█', full)}{new string('░', Width - full)} " : "";
    }

    private string Left(long count, double speed)
    {
        var seconds = speed > 0 ? Math.Ceiling((total - count) / speed) : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{(seconds < 60 ? $"{seconds:0} s" : $"{Math.Ceiling(seconds / 60):0} min")} left");
    }
}
