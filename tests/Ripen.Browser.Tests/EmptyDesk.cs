namespace Ripen.Tests;

/// <summary>A desk to which nobody has come yet.</summary>
public sealed class EmptyDesk() : ServedDesk(new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero))
{
    private protected override Task FillAsync() => Task.CompletedTask;
}
