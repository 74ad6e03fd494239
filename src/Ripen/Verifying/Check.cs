namespace Ripen.Verifying;

/// <summary>Something that always holds on a desk.</summary>
/// <param name="Name">Stable, for programs.</param>
/// <param name="Says">What holds, in a sentence.</param>
/// <param name="ToDo">What to do where it does not.</param>
internal sealed record Check(string Name, string Says, string ToDo);

/// <summary>One place where something does not hold that always should.</summary>
/// <param name="Where">The row or rows, by their ids.</param>
/// <param name="What">What is wrong with them.</param>
internal sealed record Fault(Check Check, string Where, string What);

/// <summary>Every check of <c>ripen verify</c>, in the order in which they are shown.</summary>
internal static class Checks
{
    private const string Restore = "Restore the last backup into a new place and compare: ripen restore FILE --data NEW_FOLDER";
    private const string JudgeAgain = "Judge everybody again: ripen judge";
    private const string Report = "Nothing of Ripen writes this. Find out which program changed the database by hand; then restore the last backup, or correct the rows.";

    public static readonly Check DatabaseIsWhole = new("database_is_whole", "The database finds no damage in itself.", "Stop the server, copy the database away, and restore the last backup into a new place.");
    public static readonly Check SchemaIsAsMigrated = new("schema_is_as_migrated", "Tables, columns, keys and indexes are those that the migrations made.", "Undo what was changed by hand, or back up and restore into a new place: ripen backup, ripen restore");
    public static readonly Check AgreementIsAsSigned = new("agreement_is_as_signed", "The text of every agreement version still has the hash that was signed.", "Restore the text of that version from a backup: verdicts under it cannot be explained by another.");

    public static readonly Check LeadIsTheFoldOfItsEvents = new("lead_is_the_fold_of_its_events", "A lead's state is what its events made of it.", Report);
    public static readonly Check EventsHaveNoGap = new("events_have_no_gap", "The events of a lead are all there, in the order in which they happened.", Restore);
    public static readonly Check EventsCanBeRead = new("events_can_be_read", "Every event can be read and follows from those before it.", Restore);
    public static readonly Check PassesAreWhatEventsSay = new("passes_are_what_events_say", "The funnel has one row for each pass of a lead, with the stages that its events reached.", Report);
    public static readonly Check WorkOfSalesIsWhatEventsSay = new("work_of_sales_is_what_events_say", "Handovers, tasks and opportunities are those that the events of their lead tell.", Report);
    public static readonly Check NoLeadIsForgotten = new("no_lead_is_forgotten", "Every open lead has a next thing: a clock, a step of a programme, a wake date, a task, a review.", "Is the server running? It plans for leads that have nothing next within a minute: ripen serve");
    public static readonly Check HandoverHasOwnerAndClock = new("handover_has_owner_and_clock", "A running handover has an owner and a clock, and an accepted lead has a next thing.", "Give the lead to somebody: reassign its handover.");
    public static readonly Check RejectionHasAgreedReason = new("rejection_has_agreed_reason", "A rejection has a reason of the agreement under which the lead was handed over.", Report);
    public static readonly Check VerdictNamesAgreementInForce = new("verdict_names_agreement_in_force", "Every verdict names an agreement version that was in force when it was given.", JudgeAgain);
    public static readonly Check VerdictIsFoundAgain = new("verdict_is_found_again", "Judged again from what is known, a lead gets the verdict that is shown.", JudgeAgain);
    public static readonly Check VerdictIsDueAgain = new("verdict_is_due_again", "A lead whose verdict stands until an instant is due to be judged then.", JudgeAgain);
    public static readonly Check LeadIsItsPersons = new("lead_is_its_persons", "An open lead has the organisation of its person, and its touches are the person's.", JudgeAgain);
    public static readonly Check AddressNamesItsPerson = new("address_names_its_person", "Who has an e-mail address of his own is found by it.", "Record the address again as a fact of the person, so that the next form with it finds him.");

    public static readonly Check OneOpenLeadALine = new("one_open_lead_a_line", "A person has at most one open lead in a line.", "Disqualify the one that was opened by mistake.");
    public static readonly Check RowsHaveTheirOwner = new("rows_have_their_owner", "Facts, touches, consents, mails and leads belong to a person; events, passes, handovers, tasks, opportunities and due work to a lead.", Restore);
    public static readonly Check NamesAreThere = new("names_are_there", "What a row names is there: kind, source, campaign, offer, organisation, group, import.", Restore);
    public static readonly Check GroupIsOfTheOrganisation = new("group_is_of_the_organisation", "A lead's buying group is one of its organisation, in its line.", Report);
    public static readonly Check MergesEndAtAPerson = new("merges_end_at_a_person", "Following who was merged into whom ends at a person.", "Undo the merges named: set merged_into of the person that belongs to nobody else to null.");
    public static readonly Check ContactKeysNamePersons = new("contact_keys_name_persons", "An e-mail address or external id leads to a person.", "Remove the key: the next row or form with it makes the person anew.");
    public static readonly Check TouchKeysNameTouches = new("touch_keys_name_touches", "A touch that was acknowledged by its sender's id is there.", "Remove the key and send the touch again.");
    public static readonly Check InstantsMakeSense = new("instants_make_sense", "Nothing was known before it happened, unless it was assumed; nothing lies before 1900, and nothing became known in the future.", "Check the clock of the machine or the dates of the import; undo it with: ripen import undo");
    public static readonly Check FactsCanBeRead = new("facts_can_be_read", "What was said is JSON that can be read.", Restore);
    public static readonly Check DueWorkHasItsLead = new("due_work_has_its_lead", "Only open leads have due work.", "Remove the row; nothing is lost with it.");
    public static readonly Check WorkIsDoneInTime = new("work_is_done_in_time", "What is due is done within a minute.", "Is the server running? Start it with: ripen serve");
    public static readonly Check WorkSucceeds = new("work_succeeds", "Work that is done again and again succeeds at last.", "Read the error; when its cause is gone the work is tried again by itself.");

    public static readonly Check NobodyIsMailedAgainstHisWill = new("nobody_is_mailed_against_his_will", "No mail of a programme was sent to somebody who had unsubscribed, objected, complained or bounced, and none that waits would be.", "Find out which program sent or wrote it; what waits is withheld when the address is suppressed again: ripen suppress FILE");
    public static readonly Check SuppressionsAreRecognised = new("suppressions_are_recognised", "The desk has the key by which suppressed addresses were hashed.", "Put back secret.key into the data folder, or set RIPEN_KEY. Until then no programme writes.");

    public static IReadOnlyList<Check> All { get; } =
    [
        DatabaseIsWhole, SchemaIsAsMigrated, AgreementIsAsSigned,
        LeadIsTheFoldOfItsEvents, EventsHaveNoGap, EventsCanBeRead, PassesAreWhatEventsSay, WorkOfSalesIsWhatEventsSay, NoLeadIsForgotten, HandoverHasOwnerAndClock, RejectionHasAgreedReason,
        VerdictNamesAgreementInForce, VerdictIsFoundAgain, VerdictIsDueAgain, LeadIsItsPersons, AddressNamesItsPerson,
        OneOpenLeadALine, RowsHaveTheirOwner, NamesAreThere, GroupIsOfTheOrganisation, MergesEndAtAPerson, ContactKeysNamePersons, TouchKeysNameTouches,
        InstantsMakeSense, FactsCanBeRead, DueWorkHasItsLead, WorkIsDoneInTime, WorkSucceeds, NobodyIsMailedAgainstHisWill, SuppressionsAreRecognised,
    ];
}
