namespace Ripen.Accounts;

/// <summary>What somebody is on this desk; he may be several things.</summary>
[Flags]
public enum Role
{
    None = 0,
    Administrator = 1,
    Marketer = 2,
    Salesperson = 4,
    SalesManager = 8,
    ReadOnly = 16,

    /// <summary>Anybody at all.</summary>
    Public = 32,

    /// <summary>Another process of this desk, with its own key.</summary>
    Internal = 64,
}

/// <summary>The roles that a user can have, with their words for programs and for people.</summary>
/// <param name="Says">What it is for, in a sentence.</param>
public sealed record KnownRole(Role Role, string Word, string Label, string Says)
{
    public static IReadOnlyList<KnownRole> All { get; } =
    [
        new(Role.Administrator, "administrator", "Administrator", "Keeps the desk: people, tokens, settings; may do what all others may."),
        new(Role.Marketer, "marketer", "Marketer", "Brings leads: campaigns, sources, imports; works on the agreement."),
        new(Role.Salesperson, "salesperson", "Salesperson", "Works on leads and says what became of them."),
        new(Role.SalesManager, "sales_manager", "Sales manager", "As a salesperson, and works on the agreement."),
        new(Role.ReadOnly, "read_only", "Read-only", "Sees everything and changes nothing."),
    ];

    public const string Words = "administrator, marketer, salesperson, sales_manager, read_only";

    /// <summary>By its word; none where there is no such role.</summary>
    public static Role Of(string word) => All.FirstOrDefault(known => known.Word == word.Trim())?.Role ?? Role.None;

    /// <summary>For programs, separated by commas.</summary>
    public static string WordsOf(Role roles) => string.Join(", ", All.Where(known => roles.HasFlag(known.Role)).Select(known => known.Word));

    /// <summary>For people: "marketer and sales manager".</summary>
    public static string LabelOf(Role roles) => string.Join(", ", All.Where(known => roles.HasFlag(known.Role)).Select(known => known.Label));
}

/// <summary>What a token may be used for; it never may more than whose it is.</summary>
[Flags]
public enum Scope
{
    /// <summary>No token may.</summary>
    None = 0,
    Read = 1,
    Touches = 2,
    Leads = 4,
    Imports = 8,
    Campaigns = 16,
    Agreements = 32,
    Desk = 64,
}

/// <param name="Says">What it opens, in a sentence.</param>
public sealed record KnownScope(Scope Scope, string Word, string Says)
{
    public static IReadOnlyList<KnownScope> All { get; } =
    [
        new(Scope.Read, "read", "Read leads, persons, organisations, campaigns, agreements."),
        new(Scope.Touches, "touches", "Send touches."),
        new(Scope.Leads, "leads", "Record leads and facts; save views; mark your notices read."),
        new(Scope.Imports, "imports", "Import files."),
        new(Scope.Campaigns, "campaigns", "Change campaigns, costs, sources and programmes."),
        new(Scope.Agreements, "agreements", "Propose agreements and put signed ones in force."),
        new(Scope.Desk, "desk", "Read users and the audit; keep webhooks."),
    ];

    public const string Words = "read, touches, leads, imports, campaigns, agreements, desk";

    public static Scope Of(string word) => All.FirstOrDefault(known => known.Word == word.Trim())?.Scope ?? Scope.None;

    public static string WordsOf(Scope scopes) => string.Join(' ', All.Where(known => scopes.HasFlag(known.Scope)).Select(known => known.Word));
}
