using System.Globalization;
using System.Text.Json.Nodes;
using Ripen.Simulation;
using Ripen.Tests.Web;
using Xunit;

namespace Ripen.Tests.SalesDesk;

/// <summary>
/// Somebody in Sales of the simulated firm, with his own way of treating what he is handed, who works on the desk by the API
/// alone. What he does rests on chance that is the same in each run: on the seed, the lead, and the day.
/// </summary>
/// <param name="habits">Null: who leads Sales, and sees to everything.</param>
internal sealed class YearSeller(ApiServer server, string email, string token, Salesperson? habits, YearOfRows rows, long seed)
{
    private const string NoReply = "no_reply";
    private const int TriesADay = 3;
    private int turn;

    /// <summary>What he did, counted.</summary>
    public Dictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    /// <summary>What stands on his desk: who waits and what is to be decided; in the morning also what he has accepted, and his tasks.</summary>
    public async Task HalfDayAsync(bool isMorning)
    {
        turn++;
        if (new Dice(seed, Key(email), turn).Chance(Absent)) return;
        foreach (var handover in await ListAsync($"/api/v1/handovers?to={email}"))
        {
            if (handover["respond_by"] is not null && handover["answered_at"] is null && Roll(handover["lead"], "answer").Chance(700)) await ActAsync("answered", $"/api/v1/leads/{handover["lead"]}/work", """{"kind":"mail","note":"Thank you for asking."}""");
            await DecideAsync(handover);
        }
        if (!isMorning) return;
        foreach (var lead in await ListAsync($"/api/v1/leads?owner={email}&open=true"))
        {
            if ((string?)lead["stage"] == "accepted") await WorkAsync(lead);
            else if ((string?)lead["stage"] == "opportunity") await DealAsync(lead);
        }
        foreach (var task in await ListAsync($"/api/v1/tasks?for={email}")) await DoAsync(task);
    }

    // Of a thousand half-days: who is slow to decide is often elsewhere.
    private int Absent => habits is null ? 0 : Math.Min(700, 80 + (habits.SlowestMinutes / 10));

    private async Task DecideAsync(JsonNode handover)
    {
        var (id, lead) = ((string)handover["id"]!, (string)handover["lead"]!);
        // Of some nobody takes notice, until they come to whoever leads.
        if (habits is not null && Once(lead, "overlooked").Chance(150)) return;
        var dice = Roll(lead, "decide");
        if (habits is not null && dice.Chance(habits.Unread))
        {
            await ActAsync("accepted", $"/api/v1/handovers/{id}/acceptance");
            return;
        }
        var reason = ReasonOf(lead);
        if (habits is not null && dice.Chance(habits.Lazy)) reason = habits.Excuse;
        else if (habits is not null && !dice.Chance(habits.Eye)) reason = reason is null ? "not_now" : null;
        if (reason == NoReply && await HasBeenReachedAsync(lead)) reason = "not_now";
        if (reason == NoReply && handover["answered_at"] is null) return;
        await (reason is null ? ActAsync("accepted", $"/api/v1/handovers/{id}/acceptance") : ActAsync($"rejected {reason}", $"/api/v1/handovers/{id}/rejection", Return(lead, reason, dice).ToJsonString()));
    }

    // Tried a few times; sometimes somebody answers after all.
    private async Task<bool> HasBeenReachedAsync(string lead)
    {
        for (var i = 0; i < TriesADay; i++)
        {
            var isReached = Roll(lead, $"try {i}").Chance(40);
            await ActAsync("called", $"/api/v1/leads/{lead}/work", isReached ? """{"kind":"call"}""" : """{"kind":"call","reached":false}""");
            if (isReached) return true;
        }
        return false;
    }

    private async Task WorkAsync(JsonNode lead)
    {
        var id = (string)lead["id"]!;
        // Accepted and forgotten.
        if (Once(id, $"forgotten {lead["pass"]}").Chance(habits is { Unread: > 500 } ? 400 : 90)) return;
        var dice = Roll(id, "work");
        switch (dice.Weighted(45, 20, 10, 10, 15))
        {
            case 1:
                await ActAsync("called", $"/api/v1/leads/{id}/work", dice.Chance(500) ? """{"kind":"call","note":"Wants to see it."}""" : """{"kind":"call","reached":false}""");
                break;
            case 2:
                await ActAsync("task set", $"/api/v1/leads/{id}/tasks", new JsonObject { ["says"] = "Call again", ["due"] = At(dice.Between(1, 12)) }.ToJsonString());
                break;
            case 3:
                await LearnAsync(id, dice);
                break;
            case 4 when rows.Of(id) is { Lead.WhyNot: "not_our_kind" or "competitor" or "supplier" }:
                await ActAsync("disqualified", $"/api/v1/leads/{id}/disqualification", """{"reason":"not whom we serve"}""");
                break;
            case 4:
                await ActAsync("opened", $"/api/v1/leads/{id}/opportunity", new JsonObject { ["amount"] = dice.Between(12, 60) * 1_000, ["currency"] = "EUR", ["expected_on"] = Day(dice.Between(15, 90)) }.ToJsonString());
                break;
        }
    }

    private async Task DealAsync(JsonNode lead)
    {
        var id = (string)lead["id"]!;
        var deal = await GetAsync($"/api/v1/leads/{id}/opportunity");
        var dice = Roll(id, "deal");
        var isTime = string.CompareOrdinal((string?)deal["expected_on"], Day(0)) < 0;
        if (!isTime && !dice.Chance(15))
        {
            if (dice.Chance(40)) await ActAsync("deal moved", $"/api/v1/leads/{id}/opportunity", new JsonObject { ["expected_on"] = Day(dice.Between(10, 40)) }.ToJsonString(), "PATCH");
            else if (dice.Chance(150)) await ActAsync("called", $"/api/v1/leads/{id}/work", """{"kind":"meeting"}""");
        }
        else if (rows.Of(id) is not { Lead.WouldBuy: false }) await ActAsync("won", $"/api/v1/leads/{id}/opportunity/win", new JsonObject { ["amount"] = dice.Between(10, 60) * 1_000, ["currency"] = "EUR" }.ToJsonString());
        else await ActAsync("lost", $"/api/v1/leads/{id}/opportunity/loss", Return(id, ReasonOf(id) is { } reason and not NoReply ? reason : "not_now", dice).ToJsonString());
    }

    private async Task DoAsync(JsonNode task)
    {
        var (id, lead) = ((string)task["id"]!, (string)task["lead"]!);
        if (DateTimeOffset.Parse((string)task["due"]!, CultureInfo.InvariantCulture) > server.Desk.Desk.Now.AddHours(8)) return;
        var dice = Roll(lead, $"task {id.Split('-')[^1]}");
        switch (dice.Weighted(60, 25, 15))
        {
            case 0:
                // Whoever is asked again says how it stands now.
                if ((string?)task["why"] == "on_waking") await LearnAsync(lead, dice);
                await ActAsync("task done", $"/api/v1/tasks/{id}/completion", """{"outcome":"Talked about it."}""");
                break;
            case 1:
                await ActAsync("task moved", $"/api/v1/tasks/{id}", new JsonObject { ["due"] = At(dice.Between(1, 5)) }.ToJsonString(), "PATCH");
                break;
        }
    }

    // A project that is there is spoken of when somebody asks.
    private async Task LearnAsync(string lead, Dice dice)
    {
        var shown = await AsAsync("GET", $"/api/v1/leads/{lead}");
        if ((bool?)shown.Json["open"] != true || rows.Of(lead) is not { Lead.Purchase: { } purchase }) return;
        var facts = new JsonObject { ["purchase_by"] = Day(dice.Between(30, 170)), ["budget_status"] = purchase is { HasProject: true, IsFunded: true } ? "will_buy" : "may_buy", ["problem"] = purchase.Problem, ["buying_role"] = "decision_maker" };
        Count("facts learned", await AsAsync("PATCH", $"/api/v1/leads/{lead}", new JsonObject { ["facts"] = facts }.ToJsonString(), ("If-Match", shown.Headers.ETag!.ToString())));
    }

    // Null: a project with which the firm can help.
    private string? ReasonOf(string lead) => rows.Of(lead) is not { Lead: { } one } ? null : one.WhyNot switch
    {
        null => one.Person.Rank <= Rank.Manager && Once(lead, "answer").Chance(400) ? "wrong_person" : null,
        "student" or "competitor" or "supplier" or "job_seeker" or "not_our_kind" => "not_ideal",
        "other_need" => Once(lead, "answer").Chance(500) ? "bad_data" : "not_ideal",
        "no_budget" => "no_budget",
        "no_backing" => Once(lead, "answer").Chance(700) ? "wrong_person" : null,
        "chose_rival" => Once(lead, "answer").Chance(500) ? NoReply : null,
        "postponed" => Once(lead, "answer").Chance(400) ? "no_budget" : "not_now",
        _ => Once(lead, "answer").Chance(400) ? NoReply : "not_now",
    };

    // What each reason demands, and nothing else.
    private JsonObject Return(string lead, string reason, Dice dice)
    {
        var given = new JsonObject { ["reason"] = reason };
        if (reason == "not_now") given["wake"] = Day(dice.Between(20, 120));
        if (reason == "wrong_person") given["referral"] = new JsonObject { ["name"] = "Kim Berger", ["email"] = string.Create(CultureInfo.InvariantCulture, $"kim.berger{rows.Of(lead)?.Number}.{turn}@{rows.Of(lead)?.Lead.Purchase.Organisation.Domain ?? "example.com"}") };
        if (reason == NoReply && habits?.Excuse == NoReply) given["sure"] = true;
        return given;
    }

    private string Day(int days) => server.Desk.Desk.Now.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string At(int days) => $"{Day(days)}T10:00:00Z";

    private Dice Roll(JsonNode? lead, string what) => Roll((string)lead!, what);

    private Dice Roll(string lead, string what) => new(seed, Number(lead), Key(what), Key(email), turn);

    private Dice Once(string lead, string what) => new(seed, Number(lead), Key(what));

    private int Number(string lead) => rows.Of(lead)?.Number ?? -1;

    private static long Key(string text) => text.Aggregate(17L, (sum, letter) => unchecked((sum * 31) + letter));

    private async Task<List<JsonNode>> ListAsync(string path)
    {
        var answer = await GetAsync($"{path}&limit=500");
        Assert.Null(answer["next"]);
        return [.. answer["items"]!.AsArray().Select(item => item!)];
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        var answer = await AsAsync("GET", path);
        Assert.True(answer.Status == 200, $"{path}: {answer.Body}");
        return answer.Json;
    }

    private async Task ActAsync(string what, string path, string? body = null, string method = "POST") => Count(what, await AsAsync(method, path, body));

    // What he read may be over by now: then he is told so. Nothing else may be wrong with what he says.
    private void Count(string what, Reply answer)
    {
        Assert.True(answer.Status is 200 or 201 or 409, $"{what}: {answer.Body}");
        var done = answer.Status == 409 ? $"refused: {answer.Text("code")}" : what;
        Done[done] = Done.GetValueOrDefault(done) + 1;
    }

    private Task<Reply> AsAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers) => server.SendAsync(method, path, body, [("Authorization", $"Bearer {token}"), .. headers]);
}
