using System.Net;
using Ripen.Web;

namespace Ripen.Accounts.Oidc;

/// <summary>
/// The way of the desk's own requests to the provider: to the addresses that somebody who keeps the desk has named, encrypted or
/// on this machine, and nowhere else, whatever the provider says of itself or redirects to.
/// </summary>
/// <param name="hosts">Further ones, where a provider keeps its keys or tokens elsewhere.</param>
internal sealed class AuthorityOnly(Uri authority, IReadOnlyList<string> hosts) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
{
    /// <summary>Whether it may be named at all.</summary>
    public static bool IsGood(Uri url) => (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && Fence.IsLoopback(url.Host))) && url is { UserInfo: "", Query: "", Fragment: "" };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!;
        var isNamed = string.Equals(url.Authority, authority.Authority, StringComparison.OrdinalIgnoreCase) || (hosts.Contains(url.Authority, StringComparer.OrdinalIgnoreCase) && url.Scheme == Uri.UriSchemeHttps);
        if (url.Scheme != authority.Scheme || !isNamed)
            throw new HttpRequestException(HttpRequestError.InvalidResponse, $"The provider names {url.GetLeftPart(UriPartial.Authority)}, and the desk asks {authority.GetLeftPart(UriPartial.Authority)} alone. If that is right, name it in the setting oidc_hosts.", null, HttpStatusCode.BadGateway);
        return base.SendAsync(request, cancellationToken);
    }
}
