using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Work;

namespace Ripen.Intake;

/// <summary>What is said of an organisation by itself, not through one of its people: recorded now, its leads judged by and by.</summary>
internal static class SaidOfOrganisation
{
    /// <param name="facts">All of one time and origin.</param>
    public static void Record(Desk desk, Write write, Guid organisation, IReadOnlyList<ArrivedFact> facts)
    {
        var now = desk.Now;
        var said = facts.Select(fact => new SaidFact(fact.Fact, fact.Value)).ToArray();
        write.Insert(Tables.OrganisationFacts, [[organisation, facts[0].LearnedAt, desk.Recorded.Next(now), now, (int)facts[0].Origin, null, false, null, null, FactsJson.Write(said)]]);
        if (said.LastOrDefault(fact => fact.Fact == "organisation").Value?.Trim() is { Length: > 0 } name) write.Execute("update organisations set name = @name where organisation_id = @id", ("@name", name), ("@id", organisation));
        DeskWork.Ask(write, DeskWorkKind.JudgeOrganisation, [organisation], now);
    }
}
