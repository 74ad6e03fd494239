using System.Buffers;
using System.Text.Json;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Grading;
using Ripen.Storage;
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
        if (JudgedLead.Of(desk, session, found) is not { } judged) return HttpProblem.Refused("no_agreement", "No agreement is in force in the lead's line.");
        var ask = judged.Verdict.Ask is { } fact ? new ShownQuestion(fact, judged.Agreement.Plan.Facts.Find(fact)?.Ask) : null;
        return new ShownVerdict(found.Id, AsJson(judged.Verdict, judged.Dossier), new(judged.Hot.IsHot, judged.Hot.Answers), ask);
    }

    private static JsonElement AsJson(Verdict verdict, Dossier lead)
    {
        var written = new ArrayBufferWriter<byte>(4_000);
        new JsonVerdicts().Write(verdict, lead, written);
        using var parsed = JsonDocument.Parse(written.WrittenMemory);
        return parsed.RootElement.Clone();
    }
}

/// <summary>A lead with its verdict as of now and all that it rests on.</summary>
internal sealed record JudgedLead(AgreementInForce Agreement, Dossier Dossier, IReadOnlyList<Dossier> Colleagues, Verdict Verdict, HotAnswers Hot)
{
    /// <summary>Null where no agreement is in force in its line.</summary>
    public static JudgedLead? Of(Desk desk, Session session, LeadRecord found)
    {
        var now = desk.Now;
        if (desk.Agreements.InForce(session, found.State.Line ?? Desk.MainLine, now) is not { } agreement) return null;
        var loader = new DossierLoader(agreement);
        var dossier = loader.Load(session, [found], now)[0];
        var colleagues = agreement.Plan.HasGroupCriteria ? loader.ColleaguesOf(found, dossier) : [];
        var (explainer, asOf) = (new Explainer(agreement.Plan), Instant.From(now));
        var verdict = explainer.Of(dossier, asOf, colleagues);
        return new(agreement, dossier, colleagues, verdict, explainer.WhatWouldMakeItHot(dossier, asOf, colleagues));
    }
}
