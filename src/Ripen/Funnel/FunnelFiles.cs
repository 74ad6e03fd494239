using Microsoft.AspNetCore.Http.HttpResults;
using Ripen.Desks;
using Ripen.Exports;
using Ripen.Web;

namespace Ripen.Funnel;

/// <summary>What of the funnel is taken away: its tables and its chart, from the page and from the API alike.</summary>
internal static class FunnelFiles
{
    public const string ChartType = "image/svg+xml";

    public static IResult Export(ListQuery query, Desk desk) => Tables(query, desk, ReportExport.Files);

    public static IResult Tables(ListQuery query, Desk desk) => Tables(query, desk, ReportExport.Formats);

    /// <summary>Of a cohort: what happens in a period is no part of anything.</summary>
    public static IResult Chart(ListQuery query, Desk desk)
    {
        using var session = desk.Database.Read();
        if (AskedFunnel.Read(desk, session, query) is not { } asked) return query.Errors.ToProblem();
        var (which, found) = (asked.Which, ComparedFunnel.Of(desk, session, asked));
        if (found.Funnel.Cohort is not { } cohort) return HttpProblem.Field("by", "The chart follows a cohort. Ask for it by=cohort.");
        var says = $"{(found.Funnel.Unit == "groups" ? "Chances" : "Leads")} that first came from {FunnelWords.Said(which.From)} to {FunnelWords.Said(which.To)}, days of {found.Funnel.Zone}{FunnelWords.Told(which)}";
        return new RazorComponentResult<FunnelPicture>(new { Passes = cohort.First, Again = cohort.Again.Count, Says = XmlText.Of(says) }) { ContentType = $"{ChartType}; charset=utf-8" };
    }

    private static IResult Tables(ListQuery query, Desk desk, string[] formats)
    {
        using var session = desk.Database.Read();
        if (AskedFunnel.Read(desk, session, query) is not { } asked) return query.Errors.ToProblem();
        return ReportExport.Answer(query, "funnel", asked.Which, FunnelTables.Of(ComparedFunnel.Of(desk, session, asked), FunnelWords.SetOf(query, asked.Which)), formats);
    }
}
