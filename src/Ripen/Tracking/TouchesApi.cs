using System.Buffers;
using System.Text.Json;
using Ripen.Desks;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Tracking;

/// <summary>What became of a touch; the same however often it is sent.</summary>
internal sealed record ShownTouch(string? Id, LeadId? Lead, Guid? Person);

/// <summary><c>POST /api/v1/touches</c>: one touch as JSON, or up to 5,000 as NDJSON, each answered in its line.</summary>
internal static class TouchesApi
{
    private const string Lines = "application/x-ndjson";

    /// <summary>So many are one transaction: small enough that nobody else waits long.</summary>
    private const int Together = 500;

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/touches", PostAsync).WithTags("Touches").WithName("RecordTouches").WithSummary("Record what happened: one touch, or up to 5,000")
            .WithDescription($$$"""
                One touch as `application/json` is answered with its lead, judged. A batch as `{{{Lines}}}` (a touch a line, at most 5,000 lines or 5 MB) is answered with a line for each, in order:
                `{"line":1,"status":"taken","id":"…","lead":"…","person":"…"}`, or `{"line":2,"status":"refused","problem":{…}}` where that line is wrong; the others are taken all the same. A line is answered once it is durable.
                A touch with an id that came before within 90 days is answered as before, and nothing is recorded; with an Idempotency-Key the same holds for a repeated batch whose lines have none.
                Somebody nobody knows yet becomes a new lead, unless lead or person name him.
                """)
            .Accepts<GivenTouch>(ApiJson.MediaType, Lines).Produces<ShownTouch>(StatusCodes.Status200OK, ApiJson.MediaType, Lines).Fails(404, 409)
            .WithExample("""{"id":"f-4711","kind":"form_sent","at":"2026-07-15T09:00:00Z","email":"ann@orbis-freight.com","source":"Website","page":"/pricing","facts":{"job_title":"CFO"}}""");

    private static async Task<IResult> PostAsync(HttpContext http, WriteRequest request)
    {
        if (RequestBytes.IsOf(http.Request, Lines)) return await BatchAsync(http, request);
        if (!RequestBytes.IsOf(http.Request, ApiJson.MediaType)) return HttpProblem.WrongMediaType($"{ApiJson.MediaType} or {Lines}");
        var body = await Body<GivenTouch>.BindAsync(http, null!);
        return body.Problem is not null ? body.Problem : await OneAsync(request, body.Value!);
    }

    private static async Task<Answer<ShownTouch>> OneAsync(WriteRequest request, GivenTouch given)
    {
        var errors = new FieldErrors();
        if (ArrivalOf(request, given, errors) is not { } arrival) return errors.ToProblem();
        return await request.TakeAsync<ShownTouch>((_, intake) =>
        {
            intake.Take([arrival]);
            return LeadsApi.ProblemOf(arrival) is { } problem ? problem : new ShownTouch(given.Id, arrival.Lead, arrival.About);
        });
    }

    private static Arrival? ArrivalOf(WriteRequest request, GivenTouch given, FieldErrors errors)
    {
        using var session = request.Desk.Database.Read();
        return new TouchArrivals(request.Desk, session, request.Scope).Of(given, usualId: null, errors);
    }

    private static async Task<IResult> BatchAsync(HttpContext http, WriteRequest request)
    {
        if (WriteRequest.WrongKey(request.Key) is { } wrong) return wrong;
        if (http.Request.ContentLength > TouchLines.MostBytes) return RequestBytes.TooLarge(TouchLines.MostBytes);
        using var session = request.Desk.Database.Read();
        var read = new TouchLines(request, session);
        if (await read.ReadAsync(http.Request.BodyReader, http.RequestAborted) is { } problem) return problem;
        if (request.Key is { } key && !await IsSameAsync(request, key, Convert.ToHexStringLower(read.Hash()))) return HttpProblem.KeyReused;
        return new TouchAnswers(request.Desk, read.Lines);
    }

    // Every line of a repeated batch answers as before by its own id; here it is only told from another batch.
    private static Task<bool> IsSameAsync(WriteRequest request, string key, string hash) => request.Desk.Writer.DoAsync(write =>
    {
        if (RequestKeys.Find(write, request.Scope, key, request.Desk.Now) is { } before) return before.Hash == hash;
        RequestKeys.Keep(write, request.Scope, key, new(hash, StatusCodes.Status200OK, [], null, null), request.Desk.Now);
        return true;
    });

    /// <summary>Records the lines of a batch, some at a time, and answers each once it is durable.</summary>
    private sealed class TouchAnswers(Desk desk, IReadOnlyList<TouchLine> lines) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var answers = new ArrayBufferWriter<byte>(64 * 1024);
            for (var from = 0; from < lines.Count; from += Together)
            {
                var some = lines.Skip(from).Take(Together).ToList();
                if (!await TryRecordAsync(some, isFirst: from == 0)) Fail(lines.Skip(from));
                if (!httpContext.Response.HasStarted) httpContext.Response.ContentType = Lines;
                WriteTo(answers, some);
                await httpContext.Response.Body.WriteAsync(answers.WrittenMemory, httpContext.RequestAborted);
                answers.ResetWrittenCount();
            }
            if (lines.Count == 0) httpContext.Response.ContentType = Lines;
        }

        // What fails at the start is answered as a whole; later, what was recorded has been acknowledged already.
        private async Task<bool> TryRecordAsync(List<TouchLine> some, bool isFirst)
        {
            var arrivals = some.Where(line => line.Problem is null).Select(line => line.Arrival!).ToList();
            if (arrivals.Count == 0) return true;
            try
            {
                await desk.Writer.DoManyAsync(write => new IntakeBatch(desk, write, write.Own(() => new JudgingByLine(desk.Agreements))).Take(arrivals));
                return true;
            }
            catch (UnreachableException) when (!isFirst)
            {
                return false;
            }
        }

        private static void Fail(IEnumerable<TouchLine> rest)
        {
            foreach (var line in rest) line.Problem ??= HttpProblem.Unavailable;
        }

        private static void WriteTo(ArrayBufferWriter<byte> to, List<TouchLine> some)
        {
            using var json = new Utf8JsonWriter(to, Cli.Json.Written);
            var first = new Dictionary<string, Arrival>(StringComparer.Ordinal);
            foreach (var line in some)
            {
                json.Reset(to);
                Write(json, line, first);
                json.Flush();
                to.Write("\n"u8);
            }
        }

        private static void Write(Utf8JsonWriter json, TouchLine line, Dictionary<string, Arrival> first)
        {
            var arrival = line.Arrival;
            // A line that repeats another of the same batch is answered as that one.
            if (line.Id is { } id && arrival is not null && !first.TryAdd(id, arrival) && arrival is { Became: Became.Seen, Lead: null }) arrival = first[id];
            var problem = line.Problem ?? LeadsApi.ProblemOf(arrival!);
            json.WriteStartObject();
            json.WriteNumber("line"u8, line.Number);
            json.WriteString("status"u8, problem is null ? "taken"u8 : "refused"u8);
            if (line.Id is not null) json.WriteString("id"u8, line.Id);
            if (problem is null)
            {
                json.WriteString("lead"u8, arrival!.Lead?.ToString());
                json.WriteString("person"u8, arrival.About?.ToString());
            }
            else
            {
                json.WritePropertyName("problem"u8);
                json.WriteRawValue(problem.ToJson(), skipInputValidation: true);
            }
            json.WriteEndObject();
        }
    }
}
