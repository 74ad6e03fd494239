namespace Ripen.Accounts;

/// <summary>Where to go on after something: a page of this desk and nothing else.</summary>
internal static class LocalPath
{
    private const int Longest = 2_000;

    /// <summary>The path, or another one where it leads elsewhere: browsers take // and /\ for another host.</summary>
    public static string Of(string? path, string otherwise = "/") =>
        path is { Length: > 0 and < Longest } && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl) && Uri.IsWellFormedUriString(path, UriKind.Relative) ? path : otherwise;
}
