using Ripen.Imports;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>Who a row of a file is about.</summary>
public sealed class MatchingTests
{
    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_row_whose_id_is_one_persons_and_whose_address_anothers_waits_in_review(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("id,email,job_title\n1,ann@a.example.com,CFO\n2,bob@a.example.com,CTO\n");
        var done = await desk.LeadsAsync("id,email,job_title\n1,bob@a.example.com,CEO\n");
        Assert.Equal((0L, 1L), (done.Counts.Taken, done.Counts.Review));
        Assert.Equal(["CFO", "CTO"], desk.Leads().Select(lead => lead.JobTitle));
        Assert.Equal(1, desk.Count("select count(*) from review where row_number = 2 and settled_at is null"));
        // It waits once, not once a try.
        Assert.Equal(1, (await desk.LeadsAsync("id,email,job_title\n1,bob@a.example.com,CEO\n")).Counts.Seen);
        Assert.Equal(1, desk.Count("select count(*) from review"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_mailbox_that_several_read_names_nobody(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("id,email,name\n1,info@a.example.com,Ann\n2,Info@A.example.com,Bob\n,info@a.example.com,Cem\n");
        Assert.Equal(["Ann", "Bob", "Cem"], desk.Leads().Select(lead => lead.Name).Order());
        Assert.Equal(1, desk.Count("select count(*) from organisations"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Organisations_are_known_by_domain_then_by_name_but_not_across_two_domains(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("""
            id,email,organisation,domain
            1,,Acme GmbH,
            2,,ACME,acme.example.com
            3,cem@acme.example.com,,
            4,,Acme Inc.,acme.example.org
            5,,The Acme Corporation,
            6,dan@gmail.com,Other,
            7,eve@gmail.com,,

            """);
        var of = desk.Leads().ToDictionary(lead => lead.ExternalId!, lead => lead.OrganisationId);
        Assert.Equal([of["1"], of["1"], of["1"]], new[] { of["2"], of["3"], of["5"] });
        Assert.Equal(3, new[] { of["1"], of["4"], of["6"] }.Distinct().Count());
        Assert.Null(of["7"]);
        Assert.Equal(3, desk.Count("select count(*) from organisations"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_later_file_knows_the_person_again_and_says_more(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("id,email,job_title,job_title_on\n1,Ann <Ann.Lee@A.Example.com>,CFO,2026-01-01\n");
        await desk.LeadsAsync("id,email,job_title,job_title_on,country\n,mailto:ann.lee@a.example.com,Intern,2025-01-01,DE\n");
        await desk.LeadsAsync("id,email,name\n9,ann.lee@a.example.com,Ann\n");
        await desk.LeadsAsync("id,phone\n9,123\n");
        var lead = Assert.Single(desk.Leads());
        // What was said later counts, not what was read later.
        Assert.Equal(("1", "CFO", "DE", "Ann"), (lead.ExternalId, lead.JobTitle, lead.Country, lead.Name));
        Assert.Equal((1L, 3L), (desk.Count("select count(*) from persons"), desk.Count("select count(*) from contact_keys")));
        // Being in a list again is nothing that happened.
        Assert.Equal(1, desk.Count("select count(*) from touches"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_changes_the_company_takes_his_lead_along(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("id,email,budget\n1,ann@a.example.com,5000 EUR\n2,bob@a.example.com,\n");
        await desk.LeadsAsync("id,email\n1,ann@b.example.com\n");
        var (ann, bob) = (desk.Lead("1"), desk.Lead("2"));
        Assert.NotEqual(ann.OrganisationId, bob.OrganisationId);
        Assert.NotEqual(ann.GroupId, bob.GroupId);
        Assert.Equal(("ann@b.example.com", 2L), (ann.Email, desk.Count("select count(*) from leads")));
        // Both addresses are his.
        await desk.LeadsAsync("email,name\nann@a.example.com,Ann\n");
        Assert.Equal(2, desk.Leads().Count);
        Assert.Equal("Ann", desk.Lead("1").Name);
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task After_won_an_inquiry_is_a_new_lead_and_who_was_disqualified_stays_so(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("id,name,created_at\n1,Ann,2025-01-01\n2,Bob,2025-01-01\n");
        await desk.ImportAsync(ImportKind.Outcomes, "lead,at,outcome,amount\n1,2025-02-01,won,100 EUR\n");
        await desk.ImportAsync(ImportKind.Decisions, "lead,at,decision,reason\n2,2025-02-01,rejected,not_ideal\n");
        await desk.LeadsAsync("id,phone,created_at\n1,123,2025-03-01\n2,123,2025-03-01\n");
        await desk.TouchesAsync("lead,kind,at\n1,form_sent,2025-03-02\n2,form_sent,2025-03-02\n");
        var leads = desk.Leads();
        Assert.Equal(["1/1 Won", "1/2 Inquiry", "2/1 Disqualified"], leads.Select(lead => $"{lead.ExternalId}/{lead.Id.Number} {lead.State.Situation}"));
        Assert.Equal(2, desk.Count("select count(*) from passes p join leads l on l.person_id = p.person_id and l.lead = p.lead where l.external_id = '1'"));
    }

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task Who_is_named_to_be_in_one_group_is(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        await desk.LeadsAsync("""
            id,email,organisation,group,budget
            1,ann@a.example.com,,deal 1,5000 EUR
            2,bob@b.example.com,Firm,deal 1,
            3,cem@gmail.com,,deal 1,
            4,dan@a.example.com,,,
            5,eve@a.example.com,,deal 2,
            6,fay@gmail.com,,deal 2,

            """);
        var of = desk.Leads().ToDictionary(lead => lead.ExternalId!, lead => lead.GroupId!.Value);
        Assert.Equal([of["1"], of["1"]], new[] { of["2"], of["3"] });
        Assert.Equal(of["5"], of["6"]);
        Assert.Equal(3, new[] { of["1"], of["4"], of["5"] }.Distinct().Count());
        // And is still where a later file does not say it.
        await desk.LeadsAsync("id,phone\n1,123\n");
        Assert.Equal(of["1"], desk.Lead("1").GroupId);
    }
}
