using System.Text.Json.Nodes;
using Ripen.Simulation;
using Ripen.Tests.Web;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.SalesDesk;

/// <summary>
/// The rows of a simulated year, sent to a desk by the API as they become known: who was written down, and what people did
/// and said. What the firm's Sales made of it is left out: in this year that is done on the desk.
/// </summary>
internal sealed class YearOfRows
{
    private const string OfSales = "sales";
    private readonly ApiServer server;
    private readonly List<(Instant Known, SimulatedLead Lead, Said? Said, SimulatedTouch? Touch)> rows;
    private readonly Dictionary<string, (int Number, SimulatedLead Lead)> truth = new(StringComparer.Ordinal);
    private int next;

    public YearOfRows(ApiServer server, SimulatedYear year, long seed, long leads)
    {
        this.server = server;
        var told = new Firm(seed, leads, year).Accounts().SelectMany(some => some).ToList();
        rows = [.. told.SelectMany(RowsOf).OrderBy(row => row.Known)];
    }

    public bool IsOver => next == rows.Count;

    /// <summary>What is true of a lead of the desk; null of one whom only the desk knows, because somebody named him.</summary>
    public (int Number, SimulatedLead Lead)? Of(string lead) => truth.TryGetValue(lead, out var known) ? known : null;

    /// <summary>Sends what has become known by the desk's clock.</summary>
    public async Task SendAsync()
    {
        var now = Instant.From(server.Desk.Desk.Now);
        var touches = new List<(SimulatedLead Lead, SimulatedTouch Touch)>();
        for (; next < rows.Count && rows[next].Known <= now; next++)
        {
            var (_, lead, said, touch) = rows[next];
            if (said is not null) await SendAsync(lead, said);
            else touches.Add((lead, touch!));
        }
        if (touches.Count > 0) await SendAsync(touches);
    }

    private static IEnumerable<(Instant Known, SimulatedLead Lead, Said? Said, SimulatedTouch? Touch)> RowsOf(SimulatedLead lead) =>
    [
        .. lead.Said.Select(said => (said.At > lead.KnownFrom ? said.At : lead.KnownFrom, lead, (Said?)said, (SimulatedTouch?)null)),
        .. lead.Touches.Where(touch => touch.Source != OfSales).Select(touch => (touch.KnownAt > lead.KnownFrom ? touch.KnownAt : lead.KnownFrom, lead, (Said?)null, (SimulatedTouch?)touch)),
    ];

    // As somebody would who types a form again: what the desk cannot read is left out, and of two names the address goes.
    private async Task SendAsync(SimulatedLead lead, Said said)
    {
        var body = BodyOf(lead, said);
        var answer = await server.PostAsync("/api/v1/leads", body.ToJsonString());
        if (answer.Status == 400)
        {
            foreach (var (field, _) in answer.Json["errors"]!.AsObject())
            {
                if (field.StartsWith("facts.", StringComparison.Ordinal)) body["facts"]!.AsObject().Remove(field.Split('.', '[')[1]);
                else body.Remove(field);
            }
            answer = await server.PostAsync("/api/v1/leads", body.ToJsonString());
        }
        if (answer.Status == 409)
        {
            body.Remove("email");
            answer = await server.PostAsync("/api/v1/leads", body.ToJsonString());
        }
        Assert.True(answer.Status is 200 or 201, $"{body.ToJsonString()}: {answer.Body}");
        Remember(lead, answer.Text("id"));
    }

    private static JsonObject BodyOf(SimulatedLead lead, Said said)
    {
        var facts = new JsonObject();
        foreach (var (fact, value) in said.Facts) facts[fact] = value.Contains('|', StringComparison.Ordinal) ? new JsonArray([.. value.Split('|').Select(one => (JsonNode)one)]) : value;
        var body = new JsonObject { ["external_id"] = lead.Id, ["at"] = said.At.ToString(), ["facts"] = facts };
        if (lead.Email is not null) body["email"] = lead.Email;
        if (!ReferenceEquals(said, lead.Said[0])) return body;
        body["source"] = lead.Campaign.Source;
        if (lead.Campaign.Name is { } campaign) body["campaign"] = campaign;
        return body;
    }

    private async Task SendAsync(List<(SimulatedLead Lead, SimulatedTouch Touch)> touches)
    {
        var answer = await server.PostLinesAsync(string.Join('\n', touches.Select(row => LineOf(row.Lead, row.Touch))));
        Assert.Equal(touches.Count, answer.Lines.Count);
        foreach (var ((lead, _), line) in touches.Zip(answer.Lines))
        {
            Assert.True((string?)line["status"] == "taken", line.ToJsonString());
            if ((string?)line["lead"] is { } id) Remember(lead, id);
        }
    }

    private static string LineOf(SimulatedLead lead, SimulatedTouch touch)
    {
        var line = new JsonObject { ["external_id"] = lead.Id, ["kind"] = touch.Kind, ["at"] = touch.At.ToString(), ["source"] = touch.Source };
        if (touch.Campaign is not null) line["campaign"] = touch.Campaign;
        if (touch.Offer is not null) line["offer"] = touch.Offer;
        if (touch.Page is not null) line["page"] = touch.Page;
        return line.ToJsonString();
    }

    private void Remember(SimulatedLead lead, string id) => truth.TryAdd(id, (truth.Count, lead));
}
