using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Ripen.Tests.House;

/// <summary>
/// Every package that a lock file names, direct or not, shipped or only used to build, test and measure, carries a
/// licence we have agreed to live with.
/// </summary>
public class LicencesTests
{
    /// <summary>SPDX ids. A new one is a decision: see docs/decisions.</summary>
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "MPL-2.0", "MS-PL", "PostgreSQL", "Unicode-3.0", "Unlicense", "Zlib",
    };

    /// <summary>
    /// Packages whose licence is a file, read by a person. The version is part of it: a new one is read again, because
    /// that is how a licence changes.
    /// </summary>
    private static readonly Dictionary<(string Id, string Version), (string Licence, string Why)> Reviewed = new()
    {
        [("Sylvan.Data.Csv", "1.4.4")] = ("MIT", "license.txt in the package is the MIT text, (c) Mark Pflug"),
        [("Otp.NET", "1.4.1")] = ("MIT", "LICENSE.txt in the package is the MIT text, (c) Kyle Spearrin"),
        [("RulesEngine", "6.0.1")] = ("MIT", "LICENSE in the package is the MIT text, (c) Microsoft; a yardstick only, not shipped"),
    };

    [Fact]
    public void Every_project_has_a_lock_file() =>
        Assert.Equal(
            Repository.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)).Select(Path.GetDirectoryName),
            Repository.Files.Where(f => Path.GetFileName(f) == "packages.lock.json").Select(Path.GetDirectoryName));

    [Fact]
    public void Every_package_has_a_licence_we_can_live_with()
    {
        var packages = LockedPackages();
        Assert.NotEmpty(packages);
        var bad = packages.Select(Objection).OfType<string>().ToList();
        Assert.True(bad.Count == 0, string.Join('\n', bad));
    }

    /// <summary>Node's lock files say themselves what licence a package has.</summary>
    [Fact]
    public void Every_package_of_node_has_one_too_and_its_lock_file_says_where_from_to_nobody()
    {
        var locks = Repository.Files.Where(file => Path.GetFileName(file) == "package-lock.json").ToList();
        Assert.NotEmpty(locks);
        foreach (var file in locks)
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Repository.At(file)));
            var packages = json.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name.Length > 0).ToList();
            Assert.Empty(packages.Where(package => !package.Value.TryGetProperty("license", out var licence) || !IsAllowed(licence.GetString()!)).Select(package => package.Name));
            Assert.Empty(packages.Where(package => package.Value.TryGetProperty("resolved", out _)).Select(package => package.Name));
        }
    }

    [Fact]
    public void The_reviewed_table_holds_only_what_is_in_use() =>
        Assert.Empty(Reviewed.Keys.Except(LockedPackages()));

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("GPL-3.0-only OR MIT", true)]
    [InlineData("MIT AND Apache-2.0", true)]
    [InlineData("MIT AND GPL-3.0-only", false)]
    [InlineData("GPL-3.0-only", false)]
    [InlineData("Apache-2.0 WITH Some-exception", false)]
    [InlineData("(MIT OR GPL-2.0-only) AND ISC", false)] // brackets want a person
    public void An_expression_is_allowed_if_one_of_its_choices_is_allowed_in_full(string expression, bool allowed) =>
        Assert.Equal(allowed, IsAllowed(expression));

    private static SortedSet<(string Id, string Version)> LockedPackages()
    {
        var packages = new SortedSet<(string, string)>();
        foreach (var file in Repository.Files.Where(f => Path.GetFileName(f) == "packages.lock.json"))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(Repository.At(file)));
            var entries = json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject());
            foreach (var entry in entries.Where(e => e.Value.GetProperty("type").GetString() != "Project"))
                packages.Add((entry.Name, entry.Value.GetProperty("resolved").GetString()!));
        }
        return packages;
    }

    /// <summary>What is wrong with a package's licence, or null.</summary>
    private static string? Objection((string Id, string Version) package)
    {
        var (id, version) = (package.Id.ToLowerInvariant(), package.Version.ToLowerInvariant());
        var nuspec = Path.Combine(PackagesFolder(), id, version, $"{id}.nuspec");
        if (!File.Exists(nuspec)) return $"{package.Id} {package.Version} has not been restored: {nuspec} is missing";

        var metadata = XDocument.Load(nuspec).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
        var licence = metadata.Elements().SingleOrDefault(e => e.Name.LocalName == "license");
        if (licence?.Attribute("type")?.Value == "expression")
            return IsAllowed(licence.Value.Trim()) ? null : $"{package.Id} {package.Version} is under {licence.Value}, which is not allowed";

        if (!Reviewed.TryGetValue(package, out var reviewed))
            return $"{package.Id} {package.Version} has its licence in {licence?.Value ?? "an address only"}: read it and enter it in the reviewed table";
        return IsAllowed(reviewed.Licence) ? null : $"{package.Id} {package.Version} is under {reviewed.Licence}, which is not allowed";
    }

    private static bool IsAllowed(string expression) =>
        expression.Split(" OR ").Any(choice => choice.Split(" AND ").All(Allowed.Contains));

    /// <summary>Where restore has put the packages: as the environment says, else below the user's folder.</summary>
    private static string PackagesFolder() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
