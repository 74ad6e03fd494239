using System.Globalization;
using Ripen.Identity;
using Ripen.Leads;
using Ripen.Web;

namespace Ripen.Organisations;

/// <summary>The words <c>q</c> and <c>domain</c> of a list of organisations, as conditions on their rows.</summary>
internal static class OrganisationSearch
{
    private const int ByDomain = 1;
    private const int ByName = 2;

    public static void Add(ListQuery query, List<string> conditions, List<(string, object?)> values)
    {
        if (query.Text("domain") is { } domain)
        {
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"organisation_id in (select organisation_id from organisation_keys where kind = {ByDomain} and value = @domain)"));
            values.Add(("@domain", WebDomain.TryRead(domain) ?? domain));
        }
        if (query.Text("q") is not { } words) return;
        var key = OrganisationName.Key(words);
        if (key.Length == 0) query.Errors.Add("q", "There is no letter in it.");
        conditions.Add(string.Create(CultureInfo.InvariantCulture, $"organisation_id in (select organisation_id from organisation_keys where kind = {ByName} and value >= @name and value < @name_end)"));
        values.AddRange([("@name", key), ("@name_end", key + LeadFilter.LastOfAll)]);
    }
}
