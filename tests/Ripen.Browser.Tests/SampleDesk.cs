using Ripen.Grading;
using Ripen.Imports;
using Ripen.Tests.House;

namespace Ripen.Tests;

/// <summary>The sample's leads and touches as of the sample's day, and leads whose every field is hostile.</summary>
public sealed class SampleDesk() : ServedDesk(Sample.AsOf.ToDateTimeOffset())
{
    private protected override async Task FillAsync()
    {
        await ImportAsync(ImportKind.Leads, File.ReadAllBytes(Repository.At("src/Ripen/Grading/Sample/leads.csv")));
        await ImportAsync(ImportKind.Touches, File.ReadAllBytes(Repository.At("src/Ripen/Grading/Sample/touches.csv")));
        await ImportAsync(ImportKind.Leads, System.Text.Encoding.UTF8.GetBytes(Hostile.Rows()));
    }
}
