using System.Collections.Frozen;

namespace Ripen.Imports;

/// <summary>
/// The headers of exports that need no mapping: labels and API names as HubSpot documents its default contact properties
/// and Salesforce the standard fields of Lead and Contact. Read as <c>field or fact: header, header</c>; of several
/// columns for one thing the first that says something counts. What stands behind <c>unused</c> is known, and no use here.
/// </summary>
internal sealed class KnownHeaders
{
    public static readonly KnownHeaders HubSpot = new("HubSpot", ["Record ID", "hs_object_id", "Lifecycle Stage", "lifecyclestage", "Contact owner", "hubspot_owner_id", "Original Source", "Original Traffic Source", "hs_analytics_source", "Create Date", "createdate", "Lead Status", "hs_lead_status"], """
        id: Record ID, Record ID - Contact, Contact ID, hs_object_id, vid
        first_name: First Name, firstname
        last_name: Last Name, lastname
        email: Email, Email Address, Work email, work_email
        organisation: Company Name, company, Associated Company, Primary Associated Company, associatedcompanyname
        job_title: Job Title, jobtitle
        buying_role: Buying Role, hs_buying_role
        language: Preferred language, hs_language
        phone: Phone Number, phone, Mobile Phone Number, mobilephone
        country: Country/Region, country, Country/Region Code, hs_country_region_code
        industry: Industry
        employees: Number of Employees, numberofemployees, numemployees, Company size, company_size
        revenue: Annual Revenue, annualrevenue
        domain: Website URL, website, Company Domain Name
        source: Original Source, Original Traffic Source, Original Source Type, hs_analytics_source
        page: First Page Seen, hs_analytics_first_url
        owner: Contact owner, hubspot_owner_id
        created_at: Create Date, createdate
        unused: Lifecycle Stage, lifecyclestage, Lead Status, hs_lead_status, Last Activity Date, notes_last_updated, Last Contacted, notes_last_contacted
        unused: Last Modified Date, lastmodifieddate, hs_lastmodifieddate, Associated Company IDs, associatedcompanyid, Primary Associated Company ID, Original Source Drill-Down 1, Original Source Drill-Down 2, hs_analytics_source_data_1
        unused: hs_analytics_source_data_2, Latest Source, Latest Traffic Source, hs_latest_source, Marketing contact status, hs_marketable_status, Email Domain, hs_email_domain
        unused: Street Address, address, City, city, State/Region, state, Postal Code, zip, Fax Number, fax, Salutation, salutation, HubSpot Score, hubspotscore
        unused: Became a Lead Date, hs_lifecyclestage_lead_date, Became a Marketing Qualified Lead Date, Became a Customer Date, Number of Form Submissions, num_conversion_events
        unused: Number of Pageviews, hs_analytics_num_page_views, Number of Sessions, hs_analytics_num_visits, Time Zone, hs_timezone, Owner Assigned Date, hubspot_owner_assigneddate
        unused: HubSpot Team, hubspot_team_id, Record source, hs_object_source_label, Unsubscribed from all email, hs_email_optout, Number of times contacted, num_contacted_notes
        unused: Next Activity Date, notes_next_activity_date, Additional email addresses, hs_additional_emails, Membership Notes, Message, message, LinkedIn URL, hs_linkedin_url
        """);

    public static readonly KnownHeaders Salesforce = new("Salesforce", ["Lead ID", "Contact ID", "LeadSource", "Lead Source", "OwnerId", "Lead Owner", "Contact Owner", "CreatedDate", "Create Date", "Lead Status", "IsConverted", "Company / Account", "AccountId", "Account Name", "SystemModstamp", "No. of Employees"], """
        id: Id, Lead ID, Contact ID
        first_name: FirstName, First Name
        last_name: LastName, Last Name
        name: Name, Full Name, Lead Name, Contact Name
        organisation: Company, Company / Account, Account Name, Account.Name
        job_title: Title
        email: Email, Email Address
        phone: Phone, Business Phone, MobilePhone, Mobile, Mobile Phone
        country: CountryCode, Country Code, Country, MailingCountryCode, Mailing Country Code, MailingCountry, Mailing Country
        industry: Industry, Account.Industry
        employees: NumberOfEmployees, No. of Employees, Employees, Account.NumberOfEmployees
        revenue: AnnualRevenue, Annual Revenue, Account.AnnualRevenue
        domain: Website, Account.Website
        source: LeadSource, Lead Source
        campaign: Campaign Name, Campaign.Name
        owner: Lead Owner, Contact Owner, Owner.Name, OwnerId, Owner ID
        created_at: CreatedDate, Created Date, Create Date
        unused: Status, Lead Status, Rating, Salutation, MiddleName, Middle Name, Suffix, Street, City, State, StateCode, State/Province, PostalCode, Postal Code, Zip/Postal Code
        unused: Address, Latitude, Longitude, GeocodeAccuracy, Geocode Accuracy, Fax, PhotoUrl, Photo URL, Description, CurrencyIsoCode, Lead Currency, IsDeleted, Deleted
        unused: IsConverted, Converted, ConvertedDate, Converted Date, ConvertedAccountId, Converted Account ID, ConvertedContactId, Converted Contact ID, ConvertedOpportunityId
        unused: Converted Opportunity ID, IsUnreadByOwner, Unread By Owner, Unread, CreatedById, Created By ID, Created By, LastModifiedDate, Last Modified Date, Last Modified
        unused: LastModifiedById, Last Modified By ID, SystemModstamp, System Modstamp, LastActivityDate, Last Activity, Last Activity Date, LastViewedDate, LastReferencedDate
        unused: MasterRecordId, Master Record ID, Jigsaw, Data.com Key, JigsawContactId, CleanStatus, CompanyDunsNumber, DandbCompanyId, EmailBouncedReason, EmailBouncedDate
        unused: IndividualId, Individual ID, HasOptedOutOfEmail, Email Opt Out, HasOptedOutOfFax, Fax Opt Out, DoNotCall, Do Not Call, RecordTypeId, Record Type ID, Pronouns
        unused: AccountId, Account ID, ReportsToId, Reports To ID, Department, Birthdate, AssistantName, AssistantPhone, HomePhone, OtherPhone, IsEmailBounced, LastCURequestDate
        unused: MailingStreet, MailingCity, MailingState, MailingStateCode, MailingPostalCode, MailingAddress, Mailing Street, Mailing City, Mailing State/Province, Mailing Zip/Postal Code
        unused: OtherStreet, OtherCity, OtherState, OtherPostalCode, OtherCountry, OtherAddress, LastCUUpdateDate, GenderIdentity, Gender Identity, IsPriorityRecord, Important
        """);

    private const string Unused = "unused";

    private readonly FrozenDictionary<string, string> targets;
    private readonly FrozenSet<string> signs;

    private KnownHeaders(string name, string[] signs, string table)
    {
        Name = name;
        this.signs = signs.Select(ImportFields.Key).ToFrozenSet(StringComparer.Ordinal);
        targets = table.Split('\n').Select(line => line.Trim().Split(':', 2))
            .SelectMany(parts => parts[1].Split(',', StringSplitOptions.TrimEntries).Select(header => (Header: ImportFields.Key(header), Target: parts[0])))
            .DistinctBy(pair => pair.Header).ToFrozenDictionary(pair => pair.Header, pair => pair.Target, StringComparer.Ordinal);
    }

    public static IReadOnlyList<KnownHeaders> All { get; } = [HubSpot, Salesforce];

    public string Name { get; }

    /// <summary>All facts and fields its headers are for.</summary>
    public IEnumerable<string> Targets => targets.Values.Distinct();

    /// <summary>
    /// Whose export of leads this is: at least two of its own headers must stand there, and more of them than of the
    /// other's; then more of its headers at all. Null where it is nobody's we know.
    /// </summary>
    public static KnownHeaders? Recognise(IEnumerable<string> columns)
    {
        var keys = columns.Select(ImportFields.Key).ToHashSet(StringComparer.Ordinal);
        return All.Select(system => (System: system, Signs: keys.Count(system.signs.Contains), Known: keys.Count(system.targets.ContainsKey)))
            .Where(found => found.Signs >= 2).OrderByDescending(found => found.Signs).ThenByDescending(found => found.Known).FirstOrDefault().System;
    }

    /// <summary>The fact or field a header means; empty where it is known and no use; null where it is not known.</summary>
    public string? TargetOf(string header) =>
        !targets.TryGetValue(ImportFields.Key(header), out var target) ? null : target == Unused ? "" : target;

    /// <summary>A value as the agreement words it: HubSpot's buying roles have names of their own, and may be several.</summary>
    public static string? ValueOf(string fact, ReadOnlySpan<char> text)
    {
        if (fact != "buying_role") return null;
        if (text.IndexOf(';') is > 0 and var end) text = text[..end];
        return ImportFields.Key(text.Trim().ToString()) switch
        {
            "budgetholder" or "executivesponsor" => "economic_buyer",
            "enduser" => "user",
            "blocker" => "gatekeeper",
            _ => text.Trim().ToString(),
        };
    }
}
