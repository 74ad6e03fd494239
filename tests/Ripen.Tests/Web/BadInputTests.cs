using Ripen.Tests.Databases;
using Xunit;

namespace Ripen.Tests.Web;

/// <summary>Bad input gets an error that says where and what to do, and changes nothing.</summary>
public sealed class BadInputTests
{
    private const string Leads = "POST /api/v1/leads";
    private const string Touches = "POST /api/v1/touches";
    private const string NoLead = "0198f3c2a1b47c3d8e9f0a1b2c3d4e5f-1";
    private const string Nobody = "0198f3c2-a1b4-7c3d-8e9f-0a1b2c3d4e5f";

    private static Scenario[] Bodies() =>
    [
        new(Leads, "", 400, ["/problems/malformed"]),
        new(Leads, "null", 400, ["\"body\"", "should be an object"]),
        new(Leads, "[]", 400, ["\"body\"", "should be an object"]),
        new(Leads, "\"ann\"", 400, ["\"body\""]),
        new(Leads, "{\"external_id\":\"a\"", 400, ["/problems/malformed", "line 1, byte 19"]),
        new(Leads, "{\n  \"external_id\": \"a\",\n  oops\n}", 400, ["/problems/malformed", "line 3, byte 3"]),
        new(Leads, "{\"external_id\":\"a\",}", 400, ["/problems/malformed", "byte 20"]),
        new(Leads, "{\"external_id\":\"a\"} // hello", 400, ["/problems/malformed"]),
        new(Leads, "{\"external_id\":\"a\"}{}", 400, ["/problems/malformed"]),
        new(Leads, "{}", 400, ["\"external_id\"", "Say who it is"]),
        new(Leads, "{\"external_id\":\"\"}", 400, ["\"external_id\"", "1 to 200"]),
        new(Leads, "{\"external_id\":\"  \"}", 400, ["\"external_id\""]),
        new(Leads, "{\"external_id\":7}", 400, ["\"external_id\"", "should be a text", "line 1, byte 17"]),
        new(Leads, "{\"external_id\":true}", 400, ["\"external_id\"", "should be a text"]),
        new(Leads, "{\"external_id\":[\"a\"]}", 400, ["\"external_id\"", "should be a text"]),
        new(Leads, "{\"external_id\":\"a\",\"external_id\":\"b\"}", 400, ["\"external_id\"", "twice"]),
        new(Leads, "{\"external_id\":\"a\\u0000b\"}", 400, ["\"external_id\"", "control character"]),
        new(Leads, "{\"external_id\":\"a\\ud800\"}", 400, ["/problems/"]),
        new(Leads, $"{{\"external_id\":\"{new string('a', 10_000)}\"}}", 400, ["\"external_id\"", "1 to 200"]),
        new(Leads, "{\"External_Id\":\"a\"}", 400, ["\"External_Id\"", "no such field"]),
        new(Leads, "{\"external_id\":\"a\",\"stage\":\"won\"}", 400, ["\"stage\"", "no such field"]),
        new(Leads, "{\"email\":\"ann\"}", 400, ["\"email\"", "no e-mail address"]),
        new(Leads, $"{{\"email\":\"{new string('a', 10_000)}@example.com\"}}", 400, ["\"email\""]),
        new(Leads, "{\"external_id\":\"a\",\"line\":\"nowhere\"}", 400, ["\"line\"", "No agreement is in force"]),
        new(Leads, "{\"external_id\":\"a\",\"at\":\"yesterday\"}", 400, ["\"at\"", "2026-07-15T09:00:00Z"]),
        new(Leads, "{\"external_id\":\"a\",\"at\":\"2026-07-15T09:00:00\"}", 400, ["\"at\"", "with its offset"]),
        new(Leads, "{\"external_id\":\"a\",\"at\":1789000000}", 400, ["\"at\""]),
        new(Leads, "{\"external_id\":\"a\",\"at\":\"2027-01-01T00:00:00Z\"}", 400, ["\"at\"", "to come"]),
        new(Leads, "{\"external_id\":\"a\",\"at\":\"1492-10-12T00:00:00Z\"}", 400, ["\"at\"", "1970"]),
        new(Leads, "{\"external_id\":\"a\",\"by\":\"chief\"}", 400, ["\"by\"", "sales, person, import, enrichment"]),
        new(Leads, "{\"external_id\":\"a\",\"by\":3}", 400, ["\"by\"", "sales, person"]),
        new(Leads, "{\"external_id\":\"a\",\"facts\":[]}", 400, ["\"facts\"", "should be an object"]),
        new(Leads, "{\"external_id\":\"a\",\"facts\":{\"shoe_size\":44}}", 400, ["\"facts.shoe_size\"", "no such fact"]),
        new(Leads, "{\"external_id\":\"a\",\"facts\":{\"employees\":\"many\"}}", 400, ["\"facts.employees\"", "a number"]),
        new(Leads, "{\"external_id\":\"a\",\"facts\":{\"employees\":1e400}}", 400, ["\"facts.employees\""]),
        new(Leads, "{\"external_id\":\"a\",\"facts\":{\"budget\":\"lots\"}}", 400, ["\"facts.budget\"", "25000 EUR"]),
        new(Leads, "{\"external_id\":\"a\",\"facts\":{\"purchase_by\":\"soon\"}}", 400, ["\"facts.purchase_by\"", "a date"]),
        new(Leads, "{\"external_id\":\"a\",\"facts\":{\"buying_role\":\"king\"}}", 400, ["\"facts.buying_role\"", "champion"]),
        new(Leads, "{\"external_id\":\"a\",\"facts\":{\"job_title\":[\"a\",\"b\"]}}", 400, ["\"facts.job_title\"", "one value"]),
        new(Leads, "{\"external_id\":\"a\",\"facts\":{\"job_title\":{}}}", 400, ["\"facts.job_title\""]),
        new(Leads, "{\"external_id\":\"a\",\"facts\":{\"job_title\":\"\"}}", 400, ["\"facts.job_title\"", "null forgets"]),
        new(Leads, "{\"external_id\":\"a\",\"facts\":{\"job_title\":\"a\\u0000\"}}", 400, ["\"facts.job_title\"", "NUL"]),
        new(Leads, $"{{\"external_id\":\"a\",\"facts\":{{\"name\":\"{new string('a', 10_000)}\"}}}}", 400, ["\"facts.name\"", "4,000"]),
        new(Leads, "{\"external_id\":\"a\",\"facts\":{\"name\":" + new string('[', 40) + new string(']', 40) + "}}", 400, ["deeper than 16"]),
        new(Leads, $"{{\"external_id\":\"{new string('a', 1_100_000)}\"}}", 413, ["/problems/too-large", "1,000,000 bytes"]),
        new(Leads, "{\"external_id\":\"a\"}", 415, ["/problems/media-type", "application/json"]) { ContentType = "text/plain" },
        new(Leads, "{\"external_id\":\"a\"}", 415, ["/problems/media-type"]) { ContentType = "" },
        new(Leads, "{\"external_id\":\"a\"}", 415, ["/problems/media-type"]) { ContentType = "application/json; charset=utf-16" },
        new("POST /api/v1/leads/batch", "{}", 400, ["\"leads\"", "missing"]),
        new("POST /api/v1/leads/batch", "{\"leads\":null}", 400, ["\"leads\"", "not be null"]),
        new("POST /api/v1/leads/batch", "{\"leads\":{}}", 400, ["\"leads\"", "should be an array"]),
        new("POST /api/v1/leads/batch", "{\"leads\":[{\"external_id\":1}]}", 400, ["leads[0].external_id", "should be a text"]),
        new("POST /api/v1/leads/batch", $"{{\"leads\":[{string.Join(',', Enumerable.Range(0, 501).Select(i => $"{{\"external_id\":\"{i}\"}}"))}]}}", 413, ["at most 500"]),
        new(Touches, "{}", 400, ["\"kind\"", "missing"]),
        new(Touches, "{\"kind\":\"call\"}", 400, ["\"lead\"", "Say whose it is"]),
        new(Touches, "{\"kind\":\"\",\"email\":\"ann@example.com\"}", 400, ["\"kind\""]),
        new(Touches, "{\"kind\":\"call\",\"lead\":\"17\"}", 400, ["\"lead\"", "id of a lead"]),
        new(Touches, $"{{\"kind\":\"call\",\"lead\":\"{NoLead}\"}}", 400, ["\"lead\"", "no such lead"]),
        new(Touches, $"{{\"kind\":\"call\",\"lead\":\"{NoLead}\",\"email\":\"ann@example.com\"}}", 400, ["Say whose it is"]),
        new(Touches, "{\"kind\":\"call\",\"person\":\"ann\"}", 400, ["\"person\"", "should be an id"]),
        new(Touches, $"{{\"kind\":\"call\",\"person\":\"{Nobody}\"}}", 404, ["/problems/not-found"]),
        new(Touches, "{\"kind\":\"call\",\"email\":\"ann@example.com\",\"at\":\"2026-07-15T09:10:00Z\"}", 400, ["\"at\"", "to come"]),
        new(Touches, $"{{\"kind\":\"call\",\"email\":\"ann@example.com\",\"id\":\"{new string('1', 300)}\"}}", 400, ["\"id\""]),
        new(Touches, "a,b", 415, ["/problems/media-type", "application/json or application/x-ndjson"]) { ContentType = "text/csv" },
        new("POST /api/v1/agreements", "agreement: [", 400, ["\"remarks\"", "\"line\":"]) { ContentType = "application/yaml" },
        new("POST /api/v1/agreements?line=UPPER", "agreement: x", 400, ["\"line\""]) { ContentType = "application/yaml" },
        new("POST /api/v1/agreements", "{}", 415, ["application/yaml"]),
        new("POST /api/v1/imports?what=leads", "id,email\n1,ann@example.com\n\"2,cut", 400, ["row 3", "quotation mark"]) { ContentType = "text/csv" },
        new("POST /api/v1/imports", "id\n1\n", 400, ["\"what\""]) { ContentType = "text/csv" },
        new("POST /api/v1/imports?what=leads", "", 400, ["/problems/malformed"]) { ContentType = "text/csv" },
    ];

    private static Scenario[] Addresses() =>
    [
        new("GET /nowhere", null, 404, ["/problems/no-such-route"]),
        new("GET /api/v1", null, 404, ["/problems/no-such-route"]),
        new("GET /api/v2/leads", null, 404, ["/problems/no-such-route"]),
        new("GET /%01", null, 404, ["/problems/no-such-route"]),
        new("GET /api/v1/leads/%7F%C2%80", null, 404, ["/problems/not-found"]),
        new("DELETE /api/v1/leads", null, 405, ["/problems/method"]),
        new("PUT /api/v1/touches", "{}", 405, ["/problems/method"]),
        new("GET /api/v1/leads/17", null, 404, ["/problems/not-found"]),
        new($"GET /api/v1/leads/{NoLead}", null, 404, ["/problems/not-found"]),
        new($"GET /api/v1/leads/{NoLead}9999999999", null, 404, ["/problems/not-found"]),
        new($"GET /api/v1/leads/{NoLead[..^1]}99999", null, 404, ["/problems/not-found"]),
        new($"GET /api/v1/leads/{NoLead}/verdict", null, 404, ["/problems/not-found"]),
        new($"GET /api/v1/leads/{NoLead}/history", null, 404, ["/problems/not-found"]),
        new($"GET /api/v1/leads/{NoLead}/passes", null, 404, ["/problems/not-found"]),
        new($"POST /api/v1/leads/{NoLead}/purchase/facts", "{\"facts\":{\"budget\":1}}", 404, ["/problems/not-found"]),
        new($"PATCH /api/v1/leads/{NoLead}", "{\"facts\":{}}", 428, ["/problems/if-match-wanted"]),
        new($"PATCH /api/v1/leads/{NoLead}", "{\"facts\":{\"name\":\"a\"}}", 404, ["/problems/not-found"]) { Headers = [("If-Match", "\"1\"")] },
        new("GET /api/v1/persons/ann", null, 404, ["/problems/not-found"]),
        new($"GET /api/v1/persons/{Nobody}/facts", null, 404, ["/problems/not-found"]),
        new($"POST /api/v1/persons/{Nobody}/facts", "{\"facts\":{\"name\":\"a\"}}", 404, ["/problems/not-found"]),
        new("GET /api/v1/organisations/x", null, 404, ["/problems/not-found"]),
        new($"GET /api/v1/organisations/{Nobody}/leads", null, 404, ["/problems/not-found"]),
        new($"POST /api/v1/organisations/{Nobody}/facts", "{\"facts\":{\"industry\":\"a\"}}", 404, ["/problems/not-found"]),
        new("GET /api/v1/agreements/main/99", null, 404, ["/problems/not-found"]),
        new("GET /api/v1/agreements/main/99999999999", null, 404, ["/problems/not-found"]),
        new("POST /api/v1/agreements/main/99/activation", null, 404, ["/problems/not-found"]),
        new("GET /api/v1/imports/7", null, 404, ["/problems/not-found"]),
        new("GET /api/v1/leads?temprature=hot", null, 400, ["\"temprature\"", "no such word", "temperature"]),
        new("GET /api/v1/leads?temperature=tepid", null, 400, ["\"temperature\"", "hot, warm, cold"]),
        new("GET /api/v1/leads?temperature=hot&temperature=cold", null, 400, ["\"temperature\"", "twice"]),
        new("GET /api/v1/leads?stage=3", null, 400, ["\"stage\"", "handed_over"]),
        new("GET /api/v1/leads?limit=0", null, 400, ["\"limit\"", "1 to 500"]),
        new("GET /api/v1/leads?limit=501", null, 400, ["\"limit\""]),
        new("GET /api/v1/leads?limit=99999999999999999999", null, 400, ["\"limit\""]),
        new("GET /api/v1/leads?limit=ten", null, 400, ["\"limit\""]),
        new("GET /api/v1/leads?cursor=abc", null, 400, ["\"cursor\"", "Begin again"]),
        new("GET /api/v1/leads?cursor=AAAAAAAAAAAAAAAA", null, 400, ["\"cursor\""]),
        new($"GET /api/v1/leads?cursor={new string('A', 4000)}", null, 400, ["\"cursor\""]),
        new("GET /api/v1/leads?organisation=orbis", null, 400, ["\"organisation\"", "an id"]),
        new("GET /api/v1/leads?changed_since=lately", null, 400, ["\"changed_since\""]),
        new("GET /api/v1/leads?q=%00", null, 400, ["\"q\"", "control"]),
        new($"GET /api/v1/leads?q={new string('a', 1000)}", null, 400, ["\"q\"", "200"]),
        new("GET /api/v1/persons", null, 400, ["\"email\"", "external_id"]),
        new("GET /api/v1/persons?email=x", null, 400, ["\"email\""]),
        new("GET /api/v1/agreements?x=1", null, 400, ["\"x\"", "takes no query"]),
        new("GET /api/v1/agreements/main/1/differences", null, 400, ["\"from\"", "first version"]),
        new("GET /api/v1/agreements/main/1/differences?from=7", null, 400, ["\"from\"", "no such version"]),
        new("GET /api/v1/leads", null, 421, ["/problems/host"]) { Headers = [("Host", "evil.example")] },
        new("GET /api/v1/leads", null, 421, ["/problems/host"]) { Headers = [("Host", "127.0.0.1.evil.example:5080")] },
        new("GET /health/live", null, 421, ["/problems/host"]) { Headers = [("Host", "192.168.0.7:5080")] },
        new("GET /docs", null, 421, ["/problems/host"]) { Headers = [("Host", "evil.example")] },
        new("GET /api/v1/leads", null, 403, ["/problems/origin"]) { Headers = [("Origin", "http://evil.example")] },
        new(Leads, "{\"external_id\":\"a\"}", 403, ["/problems/origin"]) { Headers = [("Origin", "null")] },
        new(Leads, "{\"external_id\":\"a\"}", 403, ["/problems/origin"]) { Headers = [("Origin", "http://127.0.0.1:1")] },
        new(Leads, "{\"external_id\":\"a\"}", 400, ["\"Idempotency-Key\""]) { Headers = [("Idempotency-Key", new string('k', 300))] },
        new(Leads, "{\"external_id\":\"a\"}", 400, ["\"Idempotency-Key\""]) { Headers = [("Idempotency-Key", "two words")] },
    ];

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_bad_body_is_refused_with_its_place_and_changes_nothing(string kind) => await CheckAsync(kind, Bodies());

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_bad_address_query_or_header_is_refused_and_changes_nothing(string kind) => await CheckAsync(kind, Addresses());

    private static async Task CheckAsync(string kind, Scenario[] scenarios)
    {
        await using var server = await ApiServer.StartAsync(kind);
        foreach (var scenario in scenarios) await scenario.CheckAsync(server);
        foreach (var table in (string[])["persons", "leads", "touches", "person_facts", "events", "contact_keys", "touch_keys", "request_keys", "review"]) Assert.True(server.Desk.Count($"select count(*) from {table}") == 0, table);
        Assert.Equal(1, server.Desk.Count("select count(*) from agreements"));
        Assert.Empty(server.Log);
    }
}
