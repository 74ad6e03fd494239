using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Ripen.Desks;
using Ripen.Settings;
using Ripen.Web;
using Ripen.Web.Public;

namespace Ripen.Tracking;

/// <summary>What stands on other sites: the tracker at <c>/t.js</c>, the beacon it sends to at <c>/t</c>, and the pixel for pages without script at <c>/t.gif</c>.</summary>
internal static class TrackerEndpoints
{
    public const int MostOfAddress = 300;
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private const string AnHour = "public, max-age=3600";
    private const int RetryAfterSeconds = 2;
    private const string KeptByBrowsers = "86400";
    private const int LongestOrigin = 300;

    // One transparent point.
    private static readonly byte[] Point = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    private static readonly TrackerScript Script = TrackerScript.Of(FrontEnd.TextOf("t.js"));
    private static readonly TrackerScript ScriptObeyingDnt = TrackerScript.Of(FrontEnd.TextOf("t.js").Replace("const obeysDnt = false;", "const obeysDnt = true;", StringComparison.Ordinal));

    public static void Map(WebApplication app)
    {
        app.MapGet("/t.js", GetScript).ExcludeFromDescription();
        app.MapPost("/t", PostAsync).ExcludeFromDescription();
        app.MapMethods("/t", [HttpMethods.Options], Ask).ExcludeFromDescription();
        app.MapGet("/t.gif", GetPixel).ExcludeFromDescription();
    }

    private static FileContentHttpResult GetScript(HttpContext http, Desk desk)
    {
        using var session = desk.Database.Read();
        var script = desk.Settings.Of(session, KnownSettings.ObeyDnt) == "yes" ? ScriptObeyingDnt : Script;
        http.Response.Headers.CacheControl = AnHour;
        return TypedResults.Bytes(script.Bytes, "text/javascript; charset=utf-8", entityTag: script.Tag);
    }

    private static async Task<IResult> PostAsync(HttpContext http, Desk desk, Reach reach, VisitDoor door, VisitTally tally, AddressLimit limit)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (!limit.MayAsk(http.Connection.RemoteIpAddress, desk.Now)) return Later(http, origin, (int)limit.Length.TotalSeconds);
        var (message, problem) = await BeaconReading.ReadAsync(http);
        if (problem is not null) return problem;
        var isOurs = reach.IsOurs(origin, http.Request);
        if (message!.E == BeaconReading.Gone) return await WithdrawAsync(http, desk, origin, isOurs, message.V);
        if (KeptOut(http.Request) is { } sort)
        {
            tally.Count(sort);
            return Done(http, origin);
        }
        var linked = VisitorLinks.PersonOf(desk, message.L);
        switch (await door.PutAsync(message, origin, isOurs, HasDnt(http.Request), linked))
        {
            case AtTheDoor.Full:
                return Later(http, origin, RetryAfterSeconds);
            case AtTheDoor.Stranger:
                return HttpProblem.WrongSite;
            case AtTheDoor.Nothing:
                return HttpProblem.Malformed("The beacon says nothing that can be kept: e is view, left, file or touch, with what belongs to it, as /t.js sends it.");
            case AtTheDoor.NotWanted:
                tally.Count(VisitSort.DoNotTrack);
                return Done(http, origin);
            default:
                if (message.E == BeaconReading.View) tally.Count(VisitSort.Viewed);
                return Done(http, origin);
        }
    }

    private static async Task<IResult> WithdrawAsync(HttpContext http, Desk desk, string origin, bool isOurs, Guid visitor)
    {
        var isHere = await desk.Writer.DoAsync(write =>
        {
            if (!isOurs && !Sites.Of(desk, write).Contains(origin, StringComparer.OrdinalIgnoreCase)) return false;
            Visitors.Withdraw(write, desk, visitor);
            return true;
        }, http.RequestAborted);
        return isHere ? Done(http, origin) : HttpProblem.WrongSite;
    }

    // A browser asks before it sends what is no simple request (Fetch, CORS preflight).
    private static IResult Ask(HttpContext http, Desk desk, Reach reach)
    {
        using var session = desk.Database.Read();
        var origin = http.Request.Headers.Origin.ToString();
        if (!Sites.May(desk, session, reach, http.Request, origin)) return HttpProblem.WrongSite;
        var headers = http.Response.Headers;
        headers.AccessControlAllowMethods = HttpMethods.Post;
        headers.AccessControlAllowHeaders = HeaderNames.ContentType;
        headers.AccessControlMaxAge = KeptByBrowsers;
        return Done(http, origin);
    }

    // It has no id and is counted at most once; whoever is not known by it is not known by anything.
    private static FileContentHttpResult GetPixel(HttpContext http, Desk desk, Reach reach, VisitTally tally, AddressLimit limit)
    {
        if (limit.MayAsk(http.Connection.RemoteIpAddress, desk.Now) && OriginOf(http.Request.Headers.Referer) is { } origin)
        {
            using var session = desk.Database.Read();
            var isDntObeyed = HasDnt(http.Request) && desk.Settings.Of(session, KnownSettings.ObeyDnt) == "yes";
            if (Sites.May(desk, session, reach, http.Request, origin)) tally.Count(KeptOut(http.Request) ?? (isDntObeyed ? VisitSort.DoNotTrack : VisitSort.ByPixel));
        }
        return TypedResults.Bytes(Point, "image/gif");
    }

    // Global Privacy Control (W3C draft) is always obeyed.
    private static VisitSort? KeptOut(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers["Sec-GPC"] == "1") return VisitSort.PrivacyControl;
        var purpose = $"{headers["Sec-Purpose"]} {headers["Purpose"]} {headers["X-Moz"]}";
        return Machines.ByRequest(headers.UserAgent, purpose, request.Method) is { } sign ? VisitTally.SortOf(sign) : null;
    }

    private static bool HasDnt(HttpRequest request) => request.Headers["DNT"] == "1";

    private static string? OriginOf(string? referrer) => Uri.TryCreate(referrer, UriKind.Absolute, out var page) && page.Scheme is "https" or "http" ? page!.GetLeftPart(UriPartial.Authority) : null;

    // Answers hold nothing, so that whoever may read them learns nothing.
    private static NoContent Done(HttpContext http, string origin)
    {
        Allow(http, origin);
        return TypedResults.NoContent();
    }

    private static HttpProblem Later(HttpContext http, string origin, int seconds)
    {
        Allow(http, origin);
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return HttpProblem.Busy;
    }

    private static void Allow(HttpContext http, string origin)
    {
        if (origin.Length is 0 or > LongestOrigin || !Ascii.IsValid(origin)) return;
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = HeaderNames.RetryAfter;
        headers.Vary = HeaderNames.Origin;
    }

    private sealed record TrackerScript(byte[] Bytes, EntityTagHeaderValue Tag)
    {
        public static TrackerScript Of(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            return new(bytes, new($"\"{Convert.ToHexStringLower(XxHash3.Hash(bytes))}\""));
        }
    }
}
