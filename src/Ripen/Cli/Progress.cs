using System.Globalization;

namespace Ripen.Cli;

/// <summary>Says on standard error how far a long piece of work is: on a terminal one line that moves, elsewhere a line every few seconds.</summary>
internal sealed class Progress(TimeProvider clock, string unit) : IDisposable
{
    private readonly bool isTerminal = !Console.IsErrorRedirected;
    private readonly long start = clock.GetTimestamp();
    private long last;
    private bool isShown;

    public TimeSpan Elapsed => clock.GetElapsedTime(start);

    public void Report(long count)
    {
        var elapsed = Elapsed;
        var pause = isTerminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(5);
        if (elapsed.Ticks - last < pause.Ticks) return;
        last = elapsed.Ticks;
        var text = string.Create(CultureInfo.InvariantCulture, $"{count:#,##0} {unit}, {count / elapsed.TotalSeconds:#,##0} a second");
        if (isTerminal) Console.Error.Write($"\r\e[2K{text}");
        else Console.Error.WriteLine(text);
        isShown = true;
    }

    public void Dispose()
    {
        if (isShown && isTerminal) Console.Error.Write("\r\e[2K");
        isShown = false;
    }
}
