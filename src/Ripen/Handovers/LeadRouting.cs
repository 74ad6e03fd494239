using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;

namespace Ripen.Handovers;

/// <summary>Finds out to whom a lead goes, as <see cref="Routing"/> decides.</summary>
internal sealed class LeadRouting(Desk desk, Session session, DateTimeOffset now)
{
    private const string Turns = "turns";
    private readonly Dictionary<(string, int), SalesForce> forces = [];

    /// <summary>The one of a transaction: leads given out in it one after the other are counted.</summary>
    public static LeadRouting In(Write write, Desk desk) => write.Once(() => new LeadRouting(desk, write, desk.Now));

    /// <summary>To whom it is handed over; null where nobody is in Sales.</summary>
    /// <param name="except">Who has just let it expire.</param>
    public Routed? Of(LeadRecord lead, AgreementInForce agreement, string? except = null)
    {
        var force = ForceUnder(agreement);
        if (force.IsNobody) return null;
        var owner = OrganisationOwner(lead, force);
        return Routing.Choose(owner, force.Find(lead.State.LastOwner), Choices(lead, agreement, force), except is null ? null : force.Find(except)?.Id);
    }

    /// <summary>To whom it goes that has expired too often: whoever leads the last salesperson, or where nobody does, the next one.</summary>
    public Routed? ManagerOf(LeadRecord lead, AgreementInForce agreement)
    {
        var force = ForceUnder(agreement);
        var choice = new Choice("it has expired twice, and goes to", [.. force.ManagersOf(lead.State.Handover?.To)]);
        return Routing.Choose(null, null, [choice, .. Choices(lead, agreement, force)]);
    }

    public SalesForce ForceUnder(AgreementInForce agreement)
    {
        var key = (agreement.Line, agreement.Version);
        if (forces.TryGetValue(key, out var known)) return known;
        // One gives out leads after the other, on all servers: who comes second sees what the first has given.
        if (session is Write write) Versions.Raise(write, Turns);
        var force = forces[key] = new(desk, session, agreement.Policy.Calendar, agreement.Policy.Zone, now);
        return force;
    }

    private List<Choice> Choices(LeadRecord lead, AgreementInForce agreement, SalesForce force)
    {
        var choices = new List<Choice>();
        foreach (var place in new Judging(agreement, desk.Agreements).RoutesThatHold(session, lead, now))
        {
            var route = agreement.Agreement.Handover.Route[place];
            var because = route.When is null or Otherwise ? "the agreement sends everybody else to" : $"the agreement sends {ConditionWriter.Write(route.When)} to";
            choices.Add(new(because, [.. route.To.SelectMany(force.Meant).DistinctBy(seller => seller.Id)]));
        }
        choices.Add(new(choices.Count == 0 ? "the agreement names nobody for it; in Sales it goes to" : "nobody whom the agreement names is there; in Sales it goes to", force.Salespeople));
        choices.Add(new("nobody sells; it goes to", force.Managers));
        return choices;
    }

    // Whoever is named at the organisation; else who is already in touch with a colleague.
    private Seller? OrganisationOwner(LeadRecord lead, SalesForce force)
    {
        if (lead.OrganisationId is not { } organisation) return null;
        if (session.Single("select seller from organisations where organisation_id = @organisation", ("@organisation", organisation)) is string named && force.Find(named) is { } owner) return owner;
        string? colleague = null;
        session.Read(
            "select owner from leads where organisation_id = @organisation and owner is not null and ended is null and stage >= @accepted and person_id <> @person order by stage desc, stage_since, person_id limit 1",
            row => colleague = row.GetString(0),
            ("@organisation", organisation),
            ("@accepted", (int)Stage.Accepted),
            ("@person", lead.Id.Person));
        return force.Find(colleague);
    }
}
