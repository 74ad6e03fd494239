using System.Data.Common;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Organisations;

/// <summary>One of those who consider a purchase together.</summary>
/// <param name="Role">In the purchase, an option of <c>buying_role</c>; null: nobody knows.</param>
public sealed record Buyer(LeadId Lead, string Name, string? Role);

/// <summary>Who considers a purchase together, in which roles, and which roles nobody is known to have.</summary>
/// <param name="Buyers">Those whose role is known first, in the order of the roles.</param>
/// <param name="Missing">Without the gatekeeper, whom nobody looks for.</param>
public sealed record BuyingRoles(IReadOnlyList<Buyer> Buyers, IReadOnlyList<string> Missing)
{
    private const string Role = "buying_role";
    private const string Gatekeeper = "gatekeeper";
    private static readonly int Place = FactCatalogue.Standard.PlaceOf(Role);
    private static readonly Fact Fact = FactCatalogue.Standard.All[Place];

    /// <summary>Of these buying groups, as they are known now: one statement for up to a thousand groups.</summary>
    /// <param name="agreement">By which what was said is read; null: roles are not known.</param>
    internal static Dictionary<Guid, BuyingRoles> Of(Session session, AgreementInForce? agreement, IReadOnlyCollection<Guid> groups, DateTimeOffset now)
    {
        var reading = new Reading(agreement?.Plan, Instant.From(now));
        // Of all that was said of them only what speaks of a role is read.
        session.Find(
            $"""
            select l.group_id, l.person_id, l.lead, l.name, l.email, l.external_id, f.at, f.origin, f.facts
            from leads l left join person_facts f on f.person_id = l.person_id and f.facts like '%"{Role}"%'
            where l.group_id = any(@keys) and l.ended is null order by l.group_id, l.person_id, l.lead, f.at, f.seq
            """,
            groups,
            reading.Add);
        return reading.ByGroup();
    }

    internal static BuyingRoles Of(List<Buyer> buyers) => new(
        [.. buyers.OrderBy(buyer => buyer.Role is { } role ? Fact.PlaceOf(Folded.From(role)) : Fact.Options.Count)],
        [.. Fact.Options.Where(role => role != Gatekeeper && buyers.TrueForAll(buyer => buyer.Role != role))]);

    /// <summary>Rows, those of one lead one behind the other.</summary>
    private sealed class Reading(Plan? plan, Instant asOf)
    {
        private readonly KnownFacts? facts = plan is null ? null : new(plan);
        private readonly Dossier? said = plan is null ? null : new(plan.Facts);
        private readonly Dictionary<Guid, List<Buyer>> groups = [];
        private (Guid Group, LeadId Lead, string Name)? open;

        public void Add(DbDataReader row)
        {
            var lead = new LeadId(row.GetId(1), row.GetInt16(2));
            if (open?.Lead != lead)
            {
                Close();
                open = (row.GetId(0), lead, ShownLead.Called(row.GetTextOrNull(3), row.GetTextOrNull(4), row.GetTextOrNull(5)));
            }
            if (said is not null && !row.IsDBNull(8)) facts!.AddTo(said, row.GetUtf8(8), row.GetAt(6), (Origin)row.GetInt16(7));
        }

        public Dictionary<Guid, BuyingRoles> ByGroup()
        {
            Close();
            return groups.ToDictionary(group => group.Key, group => Of(group.Value));
        }

        private void Close()
        {
            if (open is not var (group, lead, name)) return;
            if (!groups.TryGetValue(group, out var all)) groups[group] = all = [];
            all.Add(new(lead, name, RoleNow()));
            said?.Clear();
        }

        private string? RoleNow()
        {
            if (said is null) return null;
            said.Seal();
            return said.Current(Place, asOf) is >= 0 and var index && said.Statements[index] is { Saying: not (Saying.Forgotten or Saying.Unfit) } role ? Fact.Options[role.Value.Code] : null;
        }
    }
}
