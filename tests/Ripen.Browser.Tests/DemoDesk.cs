using Ripen.Demo;
using Ripen.Imports;

namespace Ripen.Tests;

/// <summary>What <c>ripen demo</c> shows, smaller, and leads whose every field is hostile.</summary>
public sealed class DemoDesk() : ServedDesk(new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero))
{
    private const int Leads = 400;

    private protected override bool IsDemo => true;

    private protected override async Task FillAsync()
    {
        await new DemoYear(Desk, TextWriter.Null, isTerminal: false).FillAsync(seed: 7, Leads, Path.Combine(Folder, "year"), CancellationToken.None);
        await ImportAsync(ImportKind.Leads, System.Text.Encoding.UTF8.GetBytes(Hostile.Rows()));
    }
}
