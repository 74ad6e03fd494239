using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Organisations;

/// <summary>Who is responsible for an organisation in Sales: what becomes ripe there goes to him first.</summary>
/// <param name="Name">What he is called; null: nobody is named.</param>
/// <param name="IsGone">He is not in Sales any more, and gets nothing.</param>
/// <param name="People">Who could be.</param>
public sealed record OrganisationSeller(string? Email, string? Name, bool IsGone, IReadOnlyList<Option> People)
{
    internal static OrganisationSeller Of(Desk desk, Session session, string? seller)
    {
        var user = seller is null ? null : desk.Users.Named(session, seller);
        return new(seller, user?.Name ?? seller, seller is not null && user is not { IsInSales: true }, [.. desk.Users.All(session).Where(one => one.IsInSales).Select(one => new Option(one.Email, one.Name))]);
    }

    /// <summary>Names somebody in Sales, or nobody; kept is his address.</summary>
    /// <param name="name">An address, or a name he is known by; null takes away whoever is named.</param>
    /// <returns>What is wrong with the name; null where nothing is.</returns>
    internal static HttpProblem? Set(Desk desk, Write write, Caller caller, ShownOrganisation organisation, string? name)
    {
        var user = name is null ? null : desk.Users.Named(write, name);
        if (name is not null && user is not { IsInSales: true }) return HttpProblem.Field("seller", $"Nobody in Sales goes by '{HttpProblem.Shown(name)}'.");
        if (user?.Email == organisation.Seller) return null;
        write.Execute("update organisations set seller = @seller where organisation_id = @id", ("@seller", user?.Email), ("@id", organisation.Id));
        Audit.Note(write, desk, caller, Actions.OrganisationSellerChanged, OrganisationRow.Called(organisation.Name, organisation.Domain), $"{user?.Email ?? "nobody"} instead of {organisation.Seller ?? "nobody"}");
        write.Changed(Changes.Leads);
        return null;
    }
}
