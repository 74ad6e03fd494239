namespace Ripen.Storage;

/// <summary>How a table lies in a cluster; the rules that follow are DESIGN.md section 5, rule 1.</summary>
internal enum TableClass : byte
{
    /// <summary>On every node: what all commands look at.</summary>
    Catalogue,

    /// <summary>By its key: what must be unique is unique here.</summary>
    LookUp,

    /// <summary>By person: all of a person lies on one node, and a command touches no other.</summary>
    PerPerson,
}

/// <param name="SpreadBy">The column by which the rows are spread over the nodes; null where every node has them all.</param>
internal sealed record ClassedTable(string Name, TableClass Class, string? SpreadBy);

/// <summary>
/// What every table of the desk is, in an order in which they can be filled. A new table gets its line here; a test holds
/// the list and what follows from it against the catalogue of both databases.
/// </summary>
internal static class TableClasses
{
    public const string Person = "person_id";

    public static IReadOnlyList<ClassedTable> All { get; } =
    [
        Catalogue("migrations"),
        Catalogue("settings"),
        Catalogue("versions"),
        Catalogue("agreements"),
        Catalogue("kinds"),
        Catalogue("sources"),
        Catalogue("campaigns"),
        Catalogue("offers"),
        Catalogue("costs"),
        Catalogue("organisations"),
        Catalogue("organisation_keys"),
        Catalogue("organisation_facts"),
        Catalogue("buying_groups"),
        Catalogue("group_facts"),
        Catalogue("imports"),
        Catalogue("review"),
        Catalogue("desk_work"),
        Catalogue("saved_views"),
        Catalogue("agreement_drafts"),
        Catalogue("agreement_edits"),
        Catalogue("agreement_comments"),
        Catalogue("agreement_signatures"),
        Catalogue("bulk_changes"),
        Catalogue("programmes"),
        Catalogue("programme_versions"),
        Catalogue("users"),
        Catalogue("teams"),
        Catalogue("turns"),
        Catalogue("absences"),
        Catalogue("user_links"),
        Catalogue("user_passkeys"),
        Catalogue("api_tokens"),
        Catalogue("login_failures"),
        Catalogue("desk_secrets"),
        Catalogue("data_protection_keys"),
        Catalogue("audit"),
        Catalogue("notice_switches"),
        Catalogue("webhooks"),
        Catalogue("pass_changes"),
        Catalogue("public_texts"),
        Catalogue("forms"),
        Catalogue("form_versions"),
        Catalogue("form_files"),
        Catalogue("purposes"),
        Catalogue("purpose_wordings"),
        Catalogue("deletions"),
        Catalogue("visit_days"),

        // Spread by the column of the key that has many values: kind and scope have a handful, and all rows of one value
        // lie on one node.
        LookUp("contact_keys", "value"),
        LookUp("touch_keys", "client_id"),
        LookUp("import_keys", "key"),
        LookUp("request_keys", "request_key"),
        LookUp("suppressions", "hash"),
        LookUp("user_sessions", "session"),
        LookUp("notices", "user_id"),
        LookUp("user_mails", "mail_id"),
        LookUp("webhook_messages", "message_id"),
        LookUp("webhook_tries", "message_id"),
        LookUp("form_views", "view_id"),
        LookUp("form_answers", "answer_id"),
        LookUp("visits", "visitor"),
        LookUp("visitors", "visitor"),

        PerPerson("persons"),
        PerPerson("moves"),
        PerPerson("person_facts"),
        PerPerson("touches"),
        PerPerson("consents"),
        PerPerson("leads"),
        PerPerson("passes"),
        PerPerson("mails"),
        PerPerson("handovers"),
        PerPerson("tasks"),
        PerPerson("opportunities"),
        PerPerson("events"),
        PerPerson("due_work"),
    ];

    public static ClassedTable? Find(string table) => All.FirstOrDefault(classed => classed.Name == table);

    private static ClassedTable Catalogue(string name) => new(name, TableClass.Catalogue, null);

    private static ClassedTable LookUp(string name, string spreadBy) => new(name, TableClass.LookUp, spreadBy);

    private static ClassedTable PerPerson(string name) => new(name, TableClass.PerPerson, Person);
}
