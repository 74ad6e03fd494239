using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Ripen.Web;

/// <summary>The light colours of the pages for pictures that stand alone, where no style sheet is: as tokens.css has them.</summary>
internal static partial class Palette
{
    private static readonly FrozenDictionary<string, string> Light = Tokens().Matches(FrontEnd.TextOf("tokens.css")).ToFrozenDictionary(token => token.Groups["name"].Value, token => token.Groups["light"].Value, StringComparer.Ordinal);

    /// <param name="token">Its name without the dashes: ripe.</param>
    public static string Of(string token) => Light[token];

    [GeneratedRegex("--(?<name>[a-z0-9-]+): light-dark\\((?<light>#[0-9a-f]{6}),", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Tokens();
}
