using System.Text;
using System.Text.Json;
using Xunit;

namespace Ripen.Tests.Grading;

/// <summary>Scenarios of <c>ripen grade</c>, through the real program.</summary>
public sealed class GradeTests : IDisposable
{
    private const string AsOf = "2026-07-15T09:00:00Z";

    private const string Agreement = """
        agreement: Test agreement
        version: 3
        in_force_from: 2026-01-01
        rates: { USD: 0.5 }
        facts:
          tools: { of: organisation, type: choice, options: [SAP, Oracle], several: yes }
        problems:
          close: The close takes too long
        criteria:
          budget: { met_when: budget >= 20000 EUR, good_for: 180 days }
          authority: { met_when: seniority >= vp, met_by: anyone }
          need: { met_when: problem in problems }
        interest:
          half_life: 14 days
          high_from: 20
          points: { demo_requested: 40, page_viewed: 1 }
        temperature:
          hot: at least 3 of (budget, authority, need)
          warm: at least 1 of (budget, authority, need)
          cold: otherwise
        buying_stage:
          late: tools is SAP
          middle: employees >= 100
          early: otherwise
        required: [email, organisation]
        qualified_when: complete and temperature in [hot, warm]
        handover: { when: qualified and touched demo_requested in the last 30 days }
        nurture:
          - { when: temperature is warm, programme: warm-evaluate }
          - { when: otherwise, programme: cold-stay-useful }
        """;

    private readonly TempFolder folder = new();
    private readonly string agreement;

    public GradeTests() => agreement = folder.Write("agreement.yaml", Agreement);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_sample_shows_its_leads_and_a_summary()
    {
        var result = Cli.Run("grade", "--sample");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(302 + 2, result.Lines.Count);
        Assert.Contains("302 leads judged under Torfeld lead agreement, version 1", result.Errors, StringComparison.Ordinal);
        Assert.Contains("missing most: problem", result.Errors, StringComparison.Ordinal);
        Assert.Contains("row 24, purchase_by: 31.03.2027", result.Errors, StringComparison.Ordinal);
        Assert.Contains("one answer from hot", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verdict_has_exactly_the_promised_names_in_their_order()
    {
        var verdict = One("id,budget,budget_on\nL1,25000 EUR,2026-07-02\n");
        Assert.Equal(
            ["id", "agreement", "version", "as_of", "stands_until", "temperature", "could_be", "buying_stage", "fits", "interest", "complete", "qualified", "handover", "criteria", "missing", "ask", "programme", "findings"],
            verdict.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["in", "text", "value", "holds", "from", "says"], verdict.GetProperty("findings")[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal("0.0", verdict.GetProperty("interest").GetRawText());
        Assert.Equal(AsOf, verdict.GetProperty("as_of").GetString());
        Assert.Equal("2026-12-29T00:00:01Z", verdict.GetProperty("stands_until").GetString());
        Assert.Equal("warm-evaluate", verdict.GetProperty("programme").GetString());
        var finding = verdict.GetProperty("findings")[0];
        Assert.Equal(("criteria.budget", "budget >= 20000 EUR", "25000 EUR", "true", "file 2026-07-02"), (Text(finding, "in"), Text(finding, "text"), Text(finding, "value"), Text(finding, "holds"), Text(finding, "from")));
        Assert.Equal("Budget of 25,000 EUR, stated on 2 July, is at least 20,000 EUR", Text(finding, "says"));
    }

    [Theory]
    [InlineData(",", "utf-8")]
    [InlineData(";", "utf-8-bom")]
    [InlineData("\t", "utf-16")]
    [InlineData("|", "windows-1252")]
    public void Delimiter_and_encoding_make_no_difference(string delimiter, string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = "id,organisation,budget,seniority\nÄ1,Müller & Söhne,25000 EUR,vp\nÄ2,Größe,,director\n".Replace(",", delimiter, StringComparison.Ordinal);
        var coded = encoding switch { "utf-8-bom" => new UTF8Encoding(true), "utf-16" => Encoding.Unicode, "windows-1252" => Encoding.GetEncoding(1252), _ => new UTF8Encoding(false) };
        var verdicts = Grade(folder.Write("leads.csv", text, coded));
        Assert.Equal(["Ä1", "Ä2"], verdicts.Select(verdict => Text(verdict, "id")));
        Assert.Equal(["warm", "cold"], verdicts.Select(verdict => Text(verdict, "temperature")));
    }

    [Fact]
    public void Ndjson_says_the_same_as_csv()
    {
        var csv = Grade(folder.Write("leads.csv", "id,budget,problem,tools,employees\nL1,25000,close|other,SAP|Oracle,51-200\n"));
        var ndjson = Grade(folder.Write("leads.ndjson", """{"id":"L1","budget":25000,"problem":["close","other"],"tools":["SAP","Oracle"],"employees":"51-200"}""" + "\n"));
        Assert.Equal(csv[0].GetRawText(), ndjson[0].GetRawText());
        Assert.Equal("late", Text(csv[0], "buying_stage"));
    }

    [Fact]
    public void Adjacent_rows_of_one_id_are_one_lead_and_others_are_not()
    {
        var verdicts = Grade(folder.Write("leads.csv", "id,budget,budget_on\nL1,1000 EUR,2026-07-01\nL1,25000 EUR,2026-07-02\nL2,,\nL1,,\n"));
        Assert.Equal(["L1", "L2", "L1"], verdicts.Select(verdict => Text(verdict, "id")));
        Assert.Equal(["met", "unknown", "unknown"], verdicts.Select(verdict => Text(verdict.GetProperty("criteria"), "budget")));
    }

    [Fact]
    public void Colleagues_of_a_buying_group_complete_each_other_wherever_they_stand()
    {
        var verdicts = Grade(folder.Write("leads.csv", """
            id,group,seniority,budget,problem,email,organisation
            A,,individual,,,a@a.example,A
            L1,g,individual,25000 EUR,,l1@g.example,G
            B,,vp,,,,
            L2,g,vp,,close,l2@g.example,
            """));
        Assert.Equal(["A", "L1", "B", "L2"], verdicts.Select(verdict => Text(verdict, "id")));
        Assert.Equal(["cold", "hot", "warm", "hot"], verdicts.Select(verdict => Text(verdict, "temperature")));
        Assert.True(verdicts[3].GetProperty("complete").GetBoolean(), "the organisation's name is the group's");
        Assert.Contains(verdicts[1].GetProperty("findings").EnumerateArray(), finding => Text(finding, "says").StartsWith("A colleague, L2: Seniority", StringComparison.Ordinal));
    }

    [Fact]
    public void Touches_count_in_any_order_and_unreadable_ones_are_reported()
    {
        var leads = folder.Write("leads.csv", "id,budget,email,organisation\nL1,25000,a@b.example,B\nL2,,,\n");
        var touches = folder.Write("touches.csv", "lead,kind,at,source\nL2,page_viewed,2026-07-15T08:59:59Z,x\nL1,demo_requested,2026-07-01T09:00:00Z,y\nL1,page_viewed,never,\nL9,page_viewed,2026-07-01,\nL1,page_viewed,2026-08-01,\n");
        var result = Cli.Run("grade", "--agreement", agreement, leads, "--touches", touches, "--as-of", AsOf, "--format", "ndjson");
        var verdicts = Parse(result.Output);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal([20.0, 1.0], verdicts.Select(verdict => verdict.GetProperty("interest").GetDouble()));
        Assert.True(verdicts[0].GetProperty("handover").GetBoolean());
        Assert.Contains("row 4, at: never", result.Errors, StringComparison.Ordinal);
        Assert.Contains("1 touches", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_does_not_fit_is_reported_with_its_row_and_the_row_is_judged()
    {
        var rows = string.Concat(Enumerable.Range(0, 25).Select(i => $"L{i},many,2026-99-99,vp\n"));
        var result = Cli.Run("grade", "--agreement", agreement, folder.Write("leads.csv", "id,employees,budget_on,seniority,budget,colour\n" + rows.Replace(",vp", ",vp,25000,red", StringComparison.Ordinal)), "--format", "ndjson", "--as-of", AsOf);
        Assert.Equal(1, result.ExitCode);
        var verdicts = Parse(result.Output);
        Assert.Equal(25, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.Equal("unknown", Text(verdict.GetProperty("criteria"), "budget")));
        Assert.All(verdicts, verdict => Assert.Equal("met", Text(verdict.GetProperty("criteria"), "authority")));
        Assert.Contains("row 2, employees: many", result.Errors, StringComparison.Ordinal);
        Assert.Contains("row 21, employees: many", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("row 22, employees", result.Errors, StringComparison.Ordinal);
        Assert.Contains("and 5 more", result.Errors, StringComparison.Ordinal);
        Assert.Contains("budget_on", result.Errors, StringComparison.Ordinal);
        Assert.Contains("colour", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ID;E-Mail;Organisation;BUDGET;Budget on;Buying Role")]
    [InlineData("id;email;organisation;budget;budget_on;buying_role")]
    public void A_column_is_known_by_its_name_however_it_is_spaced(string header)
    {
        var result = Cli.Run("grade", "--agreement", agreement, folder.Write("leads.csv", header + "\nL1;a@b.example;B;25000;2026-07-01;user\n"), "--format", "ndjson", "--as-of", AsOf);
        Assert.Equal(0, result.ExitCode);
        Assert.True(Parse(result.Output)[0].GetProperty("complete").GetBoolean());
    }

    [Fact]
    public void An_amount_that_looks_like_thousands_is_pointed_out()
    {
        var result = Cli.Run("grade", "--agreement", agreement, folder.Write("leads.csv", "id,budget\nL1,25.000 EUR\nL2,25.50 EUR\nL3,1234.500\n"), "--format", "ndjson");
        Assert.Contains("not as thousands (1)", result.Errors, StringComparison.Ordinal);
        Assert.Contains("row 2, budget: 25.000 EUR", result.Errors, StringComparison.Ordinal);
        Assert.Equal("not met", Text(Parse(result.Output)[0].GetProperty("criteria"), "budget"));
    }

    [Fact]
    public void A_mapping_says_which_column_is_which_fact()
    {
        var leads = folder.Write("leads.csv", "Lead No;Title;Size;Trash;Money\n7;VP;Select;x;viel\n");
        var map = folder.Write("map.yaml", """
            columns: { Lead No: id, Title: seniority, Size: employees, Money: budget }
            constants: { organisation: Everybody Ltd }
            empty: [select]
            fold: { budget: { viel: 25000 EUR } }
            ignore: [Trash]
            as_of_the_export: 2026-07-01
            """);
        var result = Cli.Run("grade", "--agreement", agreement, leads, "--map", map, "--as-of", AsOf, "--format", "ndjson");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors.Split("1 leads")[0]));
        var verdict = Parse(result.Output)[0];
        Assert.Equal(("7", "warm"), (Text(verdict, "id"), Text(verdict, "temperature")));
        Assert.Equal("2026-12-28T00:00:01Z", Text(verdict, "stands_until"));
    }

    [Fact]
    public void A_mapping_with_errors_is_refused_with_their_places()
    {
        var result = Cli.Run("grade", "--agreement", agreement, folder.Write("leads.csv", "id\n1\n"), "--map", folder.Write("map.yaml", "columns: { A: bugdet }\nfolds: 3\n"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("line 1, column 15", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'budget'?", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'fold'?", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_flattens_the_verdict_and_keeps_formulas_harmless()
    {
        var result = Cli.Run("grade", "--agreement", agreement, folder.Write("leads.csv", "id,budget\n=cmd(),25000\n"), "--as-of", AsOf, "--format", "csv");
        Assert.Equal("id,agreement,version,as_of,stands_until,temperature,could_be,buying_stage,fits,interest,complete,qualified,handover,criteria.budget,criteria.authority,criteria.need,missing,ask,programme,findings", result.Lines[0].TrimEnd());
        Assert.StartsWith("'=cmd(),Test agreement,3,2026-07-15T09:00:00Z,", result.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_story_tells_one_lead()
    {
        var result = Cli.Run("grade", "--sample", "--explain", "TF-1140");
        Assert.Contains("On 16 November 2026 this lead is WARM: 3 of 4 criteria are met (authority, need and timeline).", result.Output, StringComparison.Ordinal);
        Assert.Contains("What would make it hot:", result.Output, StringComparison.Ordinal);
        Assert.Contains("Ask next:", result.Output, StringComparison.Ordinal);
        Assert.Contains("This stands until", result.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
    }

    [Fact]
    public void A_story_of_a_lead_that_is_not_there_is_said_to_be_missing()
    {
        var result = Cli.Run("grade", "--sample", "--explain", "TF-9999");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Equal("There is no lead TF-9999 in leads.csv.", result.Errors.Trim());
    }

    [Fact]
    public void Only_shows_the_temperatures_asked_for()
    {
        var result = Cli.Run("grade", "--sample", "--only", "hot", "--format", "ndjson");
        var verdicts = Parse(result.Output);
        Assert.Equal(12, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.Equal("hot", Text(verdict, "temperature")));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static List<JsonElement> Parse(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private JsonElement One(string leads) => Assert.Single(Grade(folder.Write("leads.csv", leads)));

    private List<JsonElement> Grade(string leads)
    {
        var result = Cli.Run("grade", "--agreement", agreement, leads, "--as-of", AsOf, "--format", "ndjson");
        Assert.True(result.ExitCode is 0 or 1, result.Errors);
        return Parse(result.Output);
    }
}
