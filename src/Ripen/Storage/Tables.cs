namespace Ripen.Storage;

/// <summary>The tables that are written to in bulk. A test holds them against the catalogue of both databases.</summary>
internal static class Tables
{
    private const string Said = "at timestamptz, seq bigint, known_at timestamptz, origin smallint, said_in int, is_assumed boolean, import int";

    public static readonly Table Agreements = Table.Of("agreements", 2, "line text, version int, name text, text text, hash text, in_force_from timestamptz, proposed_at timestamptz, proposed_by text, in_force_at timestamptz, activated_by text");

    public static readonly Table Persons = Table.Of("persons", 1, "person_id uuid, organisation_id uuid, merged_into uuid, known_at timestamptz, import int");

    public static readonly Table Moves = Table.Of("moves", 3, "person_id uuid, lead smallint, import int, organisation_id uuid, group_id uuid");

    public static readonly Table PersonFacts = Table.Of("person_facts", 3, $"person_id uuid, {Said}, facts text");

    public static readonly Table Touches = Table.Of("touches", 3, "person_id uuid, at timestamptz, seq bigint, known_at timestamptz, kind int, source int, campaign int, offer int, page text, is_assumed boolean, import int, discounted_at timestamptz, seconds int");

    public static readonly Table Leads = Table.Of("leads", 2, """
        person_id uuid, lead smallint, line text, row_version int, version int, pass smallint, stage smallint, pass_began timestamptz, stage_since timestamptz,
        ended smallint, end_reason text, ended_at timestamptz, is_resting boolean, rests_until timestamptz, state text,
        temperature smallint, could_be smallint, buying_stage smallint, fits smallint, is_complete boolean, qualified smallint, is_handover boolean, programme smallint, agreement_version int,
        interest int, judged_at timestamptz, stands_until timestamptz, next_at timestamptz, next_thing smallint, owner text,
        organisation_id uuid, group_id uuid, name text, name_key text, email text, organisation text, country text, job_title text, external_id text,
        source int, campaign int, first_touch_at timestamptz, last_touch_at timestamptz, opened_at timestamptz, changed_at timestamptz, import int,
        criteria text, missing text, one_answer_away text, judged_under int, last_rejection text, enrolled_in text, referred_to uuid
        """);

    /// <summary>The columns of leads that change by time alone.</summary>
    public static readonly Table LeadNumbers = Table.Of("leads", 2, "person_id uuid, lead smallint, row_version int, interest int, judged_at timestamptz, stands_until timestamptz, criteria text, missing text, one_answer_away text, judged_under int");

    public static readonly Table Passes = Table.Of("passes", 3, """
        person_id uuid, lead smallint, pass smallint, line text, began_at timestamptz, source int, campaign int, agreement_version int, temperature smallint,
        qualified_at timestamptz, handed_over_at timestamptz, accepted_at timestamptz, opportunity_at timestamptz, ended_at timestamptz, ended smallint, end_reason text,
        owner text, amount bigint, currency text, is_assumed boolean,
        buying_stage smallint, fits smallint, group_id uuid, first_touch_at timestamptz, offer int, industry text, employees bigint
        """);

    public static readonly Table PassChanges = Table.Of("pass_changes", 1, "change_id uuid, at timestamptz, first_person uuid, last_person uuid");

    public static readonly Table Handovers = Table.Of("handovers", 3, """
        person_id uuid, lead smallint, handover int, pass smallint, line text, seller text, tries smallint, is_with_manager boolean, agreement_version int, because text,
        opened_at timestamptz, accept_by timestamptz, respond_by timestamptz, reassign_at timestamptz, late_at timestamptz, response_late_at timestamptz, answered_at timestamptz,
        ended_at timestamptz, ended smallint, reason text, decided_by text, is_assumed boolean, asked_at timestamptz, criteria text
        """);

    public static readonly Table Tasks = Table.Of("tasks", 3, """
        person_id uuid, lead smallint, task int, line text, kind smallint, says text, seller text, due_at timestamptz, late_at timestamptz, set_at timestamptz, set_by text,
        ended_at timestamptz, ended smallint, done_by text, outcome text
        """);

    public static readonly Table Opportunities = Table.Of("opportunities", 3, """
        person_id uuid, lead smallint, pass smallint, line text, seller text, side text, opened_at timestamptz, amount bigint, currency text, expected_on text,
        stage text, stage_since timestamptz, stages text, ended_at timestamptz, is_won boolean, reason text, is_assumed boolean
        """);

    public static readonly Table Events = Table.Of("events", 3, "person_id uuid, lead smallint, version int, at timestamptz, by text, import int, events text");

    public static readonly Table DueWork = Table.Of("due_work", 3, "person_id uuid, lead smallint, kind smallint, due_at timestamptz, claimed_by uuid, claimed_until timestamptz, attempts int, error text");

    public static readonly Table DeskWork = Table.Of("desk_work", 2, "kind smallint, owner uuid, due_at timestamptz, data text, place uuid, claimed_by uuid, claimed_until timestamptz, attempts int, error text");

    public static readonly Table ContactKeys = Table.Of("contact_keys", 2, "kind smallint, value text, person_id uuid, import int");

    public static readonly Table TouchKeys = Table.Of("touch_keys", 2, "scope text, client_id text, person_id uuid, lead smallint, at timestamptz, known_at timestamptz, import int");

    public static readonly Table ImportKeys = Table.Of("import_keys", 1, "key uuid, import int");

    public static readonly Table Organisations = Table.Of("organisations", 1, "organisation_id uuid, name text, domain text, known_at timestamptz, merged_into uuid, import int, seller text");

    public static readonly Table OrganisationKeys = Table.Of("organisation_keys", 2, "kind smallint, value text, organisation_id uuid, import int");

    public static readonly Table OrganisationFacts = Table.Of("organisation_facts", 3, $"organisation_id uuid, {Said}, person_id uuid, facts text");

    public static readonly Table BuyingGroups = Table.Of("buying_groups", 1, "group_id uuid, organisation_id uuid, line text, opened_at timestamptz, closed_at timestamptz, import int, name text");

    public static readonly Table GroupFacts = Table.Of("group_facts", 3, $"group_id uuid, {Said}, person_id uuid, facts text");

    public static readonly Table Review = Table.Of("review", 1, "review_id uuid, import int, row_number bigint, reason text, cells text, found_at timestamptz, settled_at timestamptz");

    public static readonly Table Costs = Table.Of("costs", 1, "cost_id uuid, campaign int, programme text, starts text, ends text, amount bigint, currency text, import int");

    public static readonly Table WebhookMessages = Table.Of("webhook_messages", 2, "message_id uuid, webhook_id uuid, type text, payload text, at timestamptz, due_at timestamptz, attempts int, tried_at timestamptz, delivered_at timestamptz, failed_at timestamptz, claimed_by uuid, claimed_until timestamptz");

    public static readonly Table Visits = Table.Of("visits", 3, "visitor uuid, at timestamptz, seq bigint, due_at timestamptz, state smallint, what smallint, view_id uuid, page text, source text, campaign text, kind text, offer text, seconds int, person_id uuid");

    public static IReadOnlyList<Table> All { get; } =
    [
        Agreements, Persons, Moves, PersonFacts, Touches, Leads, Passes, Handovers, Tasks, Opportunities, Events, DueWork, DeskWork, ContactKeys, TouchKeys, ImportKeys, Organisations, OrganisationKeys,
        OrganisationFacts, BuyingGroups, GroupFacts, Review, Costs, WebhookMessages, PassChanges, Visits,
    ];
}
