using System.Text.RegularExpressions;
using Xunit;

namespace Ripen.Tests.House;

/// <summary>The habits of the source tree that a reviewer would otherwise have to look for.</summary>
public partial class TreeTests
{
    private const int LongestFile = 400;

    private static readonly HashSet<string> Root = new(StringComparer.Ordinal)
    {
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "test",
        "Ripen.slnx", "global.json", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
        ".editorconfig", ".gitattributes", ".gitignore",
        ".ci", "src", "tests", "bench", "docs", "agreements", "programmes",
    };

    private static readonly HashSet<string> EmptyNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "Services", "Helpers", "Managers", "Common", "Utils", "Dto",
    };

    // In two pieces each, so that this file does not match itself.
    private static readonly string[] Registries =
    [
        "nuget" + ".org", "npmjs" + ".org", "npmjs" + ".com", "yarnpkg" + ".com", "pypi" + ".org", "pythonhosted" + ".org",
        "crates" + ".io", "rubygems" + ".org", "proxy.golang" + ".org", "maven" + ".org", "pkgs.dev" + ".azure.com",
    ];

    [Fact]
    public void The_root_stays_clean() =>
        Nothing(Repository.Files.Select(f => f.Split('/')[0]).Distinct().Where(entry => !Root.Contains(entry)),
            "not wanted in the root");

    [Fact]
    public void No_file_or_folder_has_a_name_that_says_nothing() =>
        Nothing(Repository.Files.Where(f => f.Split('/').Any(part => EmptyNames.Contains(part.Split('.')[0]))),
            "named for nothing in the business");

    [Fact]
    public void A_source_file_is_a_few_screens_at_most() =>
        Nothing(
            from file in Repository.Files
            where file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)
            let lines = File.ReadLines(Repository.At(file)).Count()
            where lines > LongestFile
            select $"{file} ({lines})",
            $"longer than {LongestFile} lines");

    [Fact]
    public void No_text_names_a_place_on_somebodys_machine() =>
        Nothing(LinesWhere(line => MachinePath().IsMatch(line)), "an absolute path of one machine");

    [Fact]
    public void No_text_names_a_package_registry() =>
        Nothing(LinesWhere(line => Registries.Any(host => line.Contains(host, StringComparison.OrdinalIgnoreCase))),
            "where packages come from is the machine's business");

    [Theory]
    [InlineData("/ho|me/ann/ripen", true)]
    [InlineData("at /ro|ot/.nuget/packages", true)]
    [InlineData("\"/wo|rk/ripen\"", true)]
    [InlineData("/Us|ers/ann", true)]
    [InlineData(@"C:\Us|ers\ann", true)]
    [InlineData("src/Ripen/Wo|rk/DueJob.cs", false)]
    [InlineData("https://example.com/ho|me/", false)]
    [InlineData("from ho|me to wo|rk", false)]
    public void A_machine_path_is_told_from_a_path_in_the_tree(string text, bool isMachinePath) =>
        Assert.Equal(isMachinePath, MachinePath().IsMatch(text.Replace("|", "", StringComparison.Ordinal)));

    [GeneratedRegex(@"(?<![\w.~/-])(/(home|root|work|Users)/|[A-Za-z]:\\Users\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex MachinePath();

    private static IEnumerable<string> LinesWhere(Func<string, bool> isBad) =>
        from file in Repository.Files
        where IsText(file)
        from line in File.ReadLines(Repository.At(file)).Index()
        where isBad(line.Item)
        select $"{file}:{line.Index + 1}";

    /// <summary>Binary by git's own rule: a zero byte among the first 8,000.</summary>
    private static bool IsText(string file)
    {
        using var stream = File.OpenRead(Repository.At(file));
        var start = new byte[8000];
        return !start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)).Contains((byte)0);
    }

    private static void Nothing(IEnumerable<string> found, string why)
    {
        var list = found.ToList();
        Assert.True(list.Count == 0, $"{why}:\n  {string.Join("\n  ", list)}");
    }
}
