using System.Buffers;
using System.Text.Json;
using Ripen.Desks;
using Ripen.Grading;
using Ripen.Values;
using Ripen.Web;

namespace Ripen.Leads;

/// <summary>The whole verdict on a lead.</summary>
/// <param name="Lead">Whose it is.</param>
/// <param name="Verdict">As <c>ripen grade</c> writes it.</param>
/// <param name="Hot">Whether it is hot, or what would make it so.</param>
/// <param name="Ask">What to ask next; null where no single answer can change anything.</param>
internal sealed record ShownVerdict(Life.LeadId Lead, JsonElement Verdict, ShownHot Hot, ShownQuestion? Ask);

/// <param name="Answers">A smallest set of answers that would make it hot; null where none can.</param>
internal sealed record ShownHot(bool IsHot, IReadOnlyList<HotAnswer>? Answers);

/// <param name="Question">As the agreement words it; null where it does not.</param>
internal sealed record ShownQuestion(string Fact, string? Question);

/// <summary><c>GET /api/v1/leads/{lead}/verdict</c>: judged now, from what is known.</summary>
internal static class LeadVerdict
{
    public static Answer<ShownVerdict> Get(string lead, Desk desk)
    {
        using var session = desk.Database.Read();
        if (LeadsApi.Find(session, lead) is not { } found) return HttpProblem.NotFound("lead");
        var now = desk.Now;
        if (desk.Agreements.InForce(session, found.State.Line ?? Desk.MainLine, now) is not { } agreement) return HttpProblem.Refused("no_agreement", "No agreement is in force in the lead's line.");
        var loader = new DossierLoader(agreement);
        var dossier = loader.Load(session, [found], now)[0];
        var colleagues = agreement.Plan.HasGroupCriteria ? loader.ColleaguesOf(found, dossier) : [];
        var (explainer, asOf) = (new Explainer(agreement.Plan), Instant.From(now));
        var verdict = explainer.Of(dossier, asOf, colleagues);
        var hot = explainer.WhatWouldMakeItHot(dossier, asOf, colleagues);
        var ask = verdict.Ask is { } fact ? new ShownQuestion(fact, agreement.Plan.Facts.Find(fact)?.Ask) : null;
        return new ShownVerdict(found.Id, AsJson(verdict, dossier), new(hot.IsHot, hot.Answers), ask);
    }

    private static JsonElement AsJson(Verdict verdict, Dossier lead)
    {
        var written = new ArrayBufferWriter<byte>(4_000);
        new JsonVerdicts().Write(verdict, lead, written);
        using var parsed = JsonDocument.Parse(written.WrittenMemory);
        return parsed.RootElement.Clone();
    }
}
