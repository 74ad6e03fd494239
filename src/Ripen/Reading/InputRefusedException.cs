namespace Ripen.Reading;

/// <summary>
/// A file that cannot be read at all, or not beyond a place. The message is a sentence for the person who gave the
/// file: what it is, where, and what to do. The command line prints it and nothing else.
/// </summary>
public sealed class InputRefusedException(string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    /// <summary>2 for bad input, 3 where something we need was out of reach (a full disk).</summary>
    public int ExitCode { get; init; } = 2;
}
