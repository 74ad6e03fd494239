using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace Ripen.Web;

/// <summary>The document of the API for people, at <c>/docs</c>. Everything it needs comes from this program: it works without any network.</summary>
internal static class DocsPage
{
    // Scalar writes its styles into the page as it goes, and draws pictures from data; nothing else is loosened, and only here.
    private const string Policy = "default-src 'none'; script-src 'self' 'nonce-{0}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapDocsPage(this WebApplication app) => app.MapScalarApiReference("/docs", (options, http) =>
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        http.Response.Headers.ContentSecurityPolicy = Policy.Replace("{0}", nonce, StringComparison.Ordinal);
        options.WithTitle("Ripen API").WithOpenApiRoutePattern("/openapi/{documentName}.json").WithNonce(nonce).DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
        options.HideClientButton = true;
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
    });
}
