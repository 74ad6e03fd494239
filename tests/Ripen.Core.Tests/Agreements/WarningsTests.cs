using System.Diagnostics;
using Ripen.Agreements;
using Ripen.Leads;
using Xunit;

namespace Ripen.Tests.Agreements;

/// <summary>What is warned of, and what is not. A » marks the place that the warning names.</summary>
public sealed class WarningsTests
{
    // Conditions that never hold or always do, each the criterion 'need', with words of the warning.
    public static TheoryData<string, string> HollowConditions() => new()
    {
        { "»employees between 500 and 50", "Write: employees between 50 and 500" },
        { "»budget between 500 and 50 EUR", "never holds, because nothing lies between a higher and a lower end" },
        { "»seniority between vp and manager", "Write: seniority between manager and vp" },
        { "»purchase_by between 2026-12-31 and 2026-01-01", "Write: purchase_by between 2026-01-01 and 2026-12-31" },
        { "»employees > 500 and employees < 50", "'employees > 500 and employees < 50' never holds, so the criterion 'need' is never met. If one of them is enough, join them by 'or'." },
        { "»seniority is vp and seniority is director", "never holds" },
        { "»function is it and function is hr", "never holds" },
        { "»industry is software and industry is logistics", "never holds" },
        { "»industry is software and industry contains logistics", "never holds" },
        { "»industry contains 'it ops' and not industry contains it", "never holds" },
        { "»budget >= 20000 EUR and budget < 20000 USD", "never holds" },
        { "»solution_known is yes and solution_known is no", "never holds" },
        { "»purchase_by within 3 months and not purchase_by within 1 year", "never holds" },
        { "»purchase_by within 20 days and not purchase_by within 1 month", "never holds" },
        { "purchase_by within 30 days and purchase_by in the last 30 days and »purchase_by >= 2030-01-01 and purchase_by < 2029-01-01", "'purchase_by >= 2030-01-01 and purchase_by < 2029-01-01' never holds" },
        { "»employees is unknown and employees > 50", "never holds" },
        { "»seniority < student", "Change it, or take it out." },
        { "»touched page_viewed in the last 30 days and count of page_viewed < 1", "never holds" },
        { "»touched demo_requested and not touched anything", "never holds" },
        { "»count of page_viewed in the last 7 days >= 5 and count of page_viewed in the last 1 month < 5", "never holds" },
        { "»count of page_viewed < 0", "never holds" },
        { "»problem in problems and problem not in problems", "never holds" },
        { "»at least 3 of (budget >= 20000 EUR, seniority >= vp)", "never holds, because there are only 2 to count, so the criterion 'need' is never met. Write: at least 2 of (budget >= 20000 EUR, seniority >= vp)" },
        { "»at least 2 of (employees < 50, employees > 500, employees between 100 and 200)", "never holds" },
        { "language is en or (»employees > 500 and employees < 50)", "only what stands beside it by 'or' counts" },
        { "language is en and (»employees > 500 and employees < 50)", "so the criterion 'need' is never met" },
        { "at least 2 of (language is en, »employees between 9 and 1, seniority >= vp)", "it never counts as one of the 2" },
        { "not (»employees >= 50 or employees < 100)", "always holds once the number of employees is known, so the criterion 'need' is never met" },
        { "not (»employees > 500 and employees < 50)", "so every lead of which this is known meets the criterion 'need'" },
        { "language is en and »seniority >= student", "so all it asks here is that this is known" },
        { "»employees >= 50 or employees < 100", "so every such lead meets the criterion 'need'. If all of them are wanted, join them by 'and'." },
        { "»country is not DE or country is not AT", "always holds once the country is known" },
        { "»seniority >= student", "If it is enough that it is known, write: seniority is known" },
        { "»budget >= 20000 EUR or not budget >= 20000 EUR", "always holds once the budget is known" },
        { "»employees is known or employees is unknown", "'employees is known or employees is unknown' always holds, so every lead" },
        { "»count of page_viewed >= 0", "If it has to have happened, write: touched page_viewed" },
        { "language is en and »count of page_viewed >= 0", "it decides nothing here" },
        { "»budget >= 5 EUR and budget < 3 EUR and seniority >= vp", "'budget >= 5 EUR and budget < 3 EUR' never holds" },
        { "»employees > 9 or language is en or employees < 10", "'employees > 9 or employees < 10' always holds" },
        { "employees > 9 or language is en or »seniority <= vp or seniority > vp", "'seniority <= vp or seniority > vp' always holds" },
        { "»budget >= 20000 JPY", "JPY has no rate, so this is unknown for every amount in another currency, EUR included." },
        { "»touched pricing_viwed", "Did you mean 'pricing_viewed'?" },
        { "»touched coffee_drunk", "The kind 'coffee_drunk' earns no points and is no known kind" },
    };

    // Whole sections.
    public static TheoryData<string, string> HollowSections() => new()
    {
        { "temperature:\n  hot: »at least 4 of (budget, need)\n  warm: budget or need\n  cold: otherwise", "so no lead is ever hot" },
        { "temperature:\n  warm: budget or need\n  hot: »budget and need\n  cold: otherwise", "No lead is ever hot: 'warm' stands above it and holds whenever it does. Put 'hot' above 'warm'" },
        { "temperature:\n  hot: budget and need\n  warm: budget or need\n  cold: »not budget and not need", "because the last line takes the rest. Write: cold: otherwise" },
        { "temperature:\n  hot: budget and need\n  warm: »budget and need and employees > 5\n  cold: otherwise", "No lead is ever warm: 'hot' stands above it" },
        { "temperature:\n  hot: budget and need\n  warm: »not budget and not (not budget)\n  cold: otherwise", "so no lead is ever warm" },
        { "buying_stage:\n  late: need\n  middle: »need and solution_known is yes\n  early: otherwise", "No lead is ever middle" },
        { "qualified_when: fits and temperature is hot and »temperature in [hot, warm, cold]", "it decides nothing here" },
        { "qualified_when: fits and »temperature is hot and not budget", "By what the names in it mean, 'temperature is hot and not budget' never holds, so no lead is ever qualified" },
        { "handover:\n  when: »qualified and temperature is cold", "By what the names in it mean, 'qualified and temperature is cold' never holds, so no lead is ever handed over" },
        { "handover:\n  when: qualified and »pass < 1", "so no lead is ever handed over" },
        { "handover:\n  when: qualified and »interest between 50 and 10", "Write: interest between 10 and 50" },
        { "handover:\n  when: qualified\n  route:\n    - { when: employees >= 50, to: lena }\n    - { when: »employees >= 500, to: markus }", "'employees >= 50' stands above it and holds whenever it does, so nothing goes to markus by this line" },
        { "handover:\n  when: qualified\n  route:\n    - { when: »touched anything or not touched anything, to: lena }\n    - { to: markus }", "so every lead that comes this far goes to lena" },
        { "handover:\n  when: qualified\n  reject_reasons:\n    late: { says: Not now, then: recycle }\n    early: { »says: not NOW, then: recycle }", "'late' and 'early' say the same" },
        { "handover:\n  when: qualified\n  reject_reasons:\n    late: { says: Not now, then: recycle, forget: [budget, »phone] }", "'late' forgets 'phone', but no condition reads it" },
        { "criteria:\n  budget: { met_when: budget >= 20000 EUR, ask: [budget, »language] }\n  need: problem in problems", "'budget' asks for 'language', but no condition reads it" },
        { "criteria:\n  budget: budget >= 20000 EUR\n  need: problem in problems\n  »spare: seniority >= vp", "No condition names the criterion 'spare'" },
        { "ideal_prospect:\n  organisation: [»employees < 50, industry is software]\n  never: employees < 100", "never hold together, so nobody fits" },
        { "ideal_prospect:\n  organisation: industry is software\n  never: »employees is known or employees is unknown", "so every lead is excluded" },
        { "ideal_prospect:\n  role: »seniority < student", "so nobody fits" },
        { "moments:\n  back: { when: »count of page_viewed in the last 1 hours > 3 and not touched page_viewed in the last 2 days, says: Back }", "so the moment 'back' never comes" },
        { "nurture:\n  - { when: 'temperature in [hot, warm]', programme: a }\n  - { when: »temperature is hot, programme: b }\n  - { when: otherwise, programme: c }", "so this line gives nobody the programme 'b'" },
        { "nurture:\n  - { when: »last_rejection is later and last_rejection is wrong, programme: a }", "so this line gives nobody the programme 'a'" },
        { "nurture:\n  - { when: »stage is inquiry and stage is accepted, programme: a }", "never holds" },
        { "rates: { USD: 0.92, »EUR: 1.1 }", "the rate of the agreement's own currency is not used" },
        { "interest:\n  high_from: 20\n  points: { »demo_reqested: 40, unsubscribed: -20 }", "Did you mean 'demo_requested'?" },
    };

    public static TheoryData<string> SaneConditions() =>
    [
        "employees between 50 and 500", "employees between 50 and 50", "employees > 50 and employees < 51", "employees > 500 or employees < 50",
        "employees >= 50 or employees <= 40", "not employees between 50 and 500", "seniority >= vp and function in [it, hr]", "seniority >= individual",
        "seniority is not vp and seniority is not director", "seniority between student and vp", "country in [DE, AT, CH] and country is not CH",
        "industry contains it and industry contains ops", "industry contains it and not industry contains 'it ops'", "industry in [software, it] and industry contains it",
        "email_domain is free and email_domain is gmail.com", "problem is slow and problem is late", "problem is slow and problem != late", "problem not in problems and problem is known",
        "budget >= 20000 EUR and budget < 30000 USD", "budget >= 20000 EUR or budget_status in [can_buy, will_buy]", "budget is known or budget_status is known",
        "purchase_by within 6 months and not purchase_by within 180 days", "purchase_by within 3 months or purchase_by in the last 3 months", "purchase_by in the last 0 days and purchase_by within 0 days",
        "purchase_by within 1 month and not purchase_by within 4 weeks", "purchase_by >= 2026-01-01 and purchase_by < 2026-01-02", "purchase_by is known and not purchase_by within 1 year",
        "touched anything and not touched demo_requested", "touched mail_sent and not touched anything", "count of page_viewed in the last 7 days >= 3 and count of page_viewed in the last 30 days < 4",
        "touched page_viewed in the last 30 days and not touched page_viewed in the last 4 weeks", "count of page_viewed in the last 1 month >= 1 and count of page_viewed in the last 30 days < 1",
        "count of anything > 10 or touched our_own_kind", "touched 'demo requested' or touched Demo-Requested", "at least 2 of (employees < 50, seniority >= vp, function is it)", "at least 1 of (employees < 50, employees > 500)",
        "solution_known is yes or solution_known is unknown", "employees is unknown or employees >= 50", "language is en or not (industry is food and seniority >= vp)",
    ];

    public static TheoryData<string> SaneSections() =>
    [
        "temperature:\n  hot: budget and need\n  warm: budget or interest is high\n  cold: otherwise",
        "temperature:\n  hot: budget and need and interest >= 50\n  warm: interest is not high\n  cold: otherwise",
        "temperature:\n  hot: budget and need and interest >= 50\n  warm: interest between -20 and 10\n  cold: otherwise",
        "qualified_when: complete and not fits and (budget or temperature is not cold)",
        "qualified_when: temperature is hot and need and budget",
        "handover:\n  when: qualified and (temperature is hot or touched demo_requested in the last 30 days)",
        "handover:\n  when: qualified\n  route:\n    - { when: employees >= 500, to: lena }\n    - { when: employees >= 50, to: markus }\n    - { to: team }",
        "handover:\n  when: qualified\n  route:\n    - { when: country is DE, to: lena }\n    - { when: 'country in [DE, AT]', to: markus }\n    - { when: otherwise, to: team }",
        "criteria:\n  budget: { met_when: budget >= 20000 EUR, good_for: 6 months, met_by: anyone }\n  need: { met_when: problem in problems, ask: [problem, job_title] }",
        "ideal_prospect:\n  role: seniority >= manager or function is it\n  never: [seniority is student, relationship is competitor]",
        "ideal_prospect:\n  organisation:\n    - employees >= 50\n    - industry in [software, logistics]\n  never: employees > 5000",
        "buying_stage:\n  late: solution_known is yes\n  middle: need or budget\n  early: otherwise",
        "moments:\n  back: { when: count of page_viewed in the last 24 hours >= 3, says: Back }\n  up: { when: pass > 1 and stage is inquiry, says: Up }",
        "nurture:\n  - { when: 'last_rejection in [later, wrong]', programme: a }\n  - { when: last_rejection is unknown and temperature is warm, programme: b }",
        "rates: { USD: 0.92, GBP: 1.17 }",
        "interest:\n  high_from: 20\n  points: { whitepaper_read: 40, unsubscribed: -20, Page-Viewed: 2 }",
    ];

    [Theory]
    [MemberData(nameof(HollowConditions))]
    public void A_condition_that_says_nothing_is_told(string condition, string words) =>
        IsWarned($"criteria:\n  budget: {{ met_when: budget >= 20000 EUR, ask: budget }}\n  need: {condition}", words);

    [Theory]
    [MemberData(nameof(HollowSections))]
    public void A_section_that_leads_nowhere_is_told(string section, string words) => IsWarned(section, words);

    [Theory]
    [MemberData(nameof(SaneConditions))]
    public void A_sane_condition_is_left_alone(string condition) =>
        IsLeftAlone(SmallAgreement.With($"criteria:\n  budget: budget >= 20000 EUR\n  need: {condition}"));

    [Theory]
    [MemberData(nameof(SaneSections))]
    public void A_sane_section_is_left_alone(string section) => IsLeftAlone(SmallAgreement.With(section));

    [Fact]
    public void The_small_agreement_is_left_alone() => IsLeftAlone(SmallAgreement.With());

    [Fact]
    public void The_agreement_of_the_language_s_own_example_is_left_alone() => IsLeftAlone(Example.Text);

    [Fact]
    public void A_review_before_the_beginning_is_told() =>
        Assert.Equal("line 3, column 1: The review is due before the agreement is in force, which it is from 1 January 2026. Give a date after in_force_from, a year at most.", Assert.Single(SmallAgreement.Read(SmallAgreement.With("review_by: 2025-12-01")).Warnings).ToString());

    [Fact]
    public void Interest_that_nothing_earns_is_told_where_it_is_tested()
    {
        var reading = SmallAgreement.Read(SmallAgreement.With("interest:\n  high_from: 20", "qualified_when: fits and interest is high"));
        var warning = Assert.Single(reading.Warnings);
        Assert.Equal("'interest is high' never holds, because no kind has points and interest is always 0, so no lead is ever qualified.", warning.Message);
    }

    [Fact]
    public void Fits_and_complete_that_nothing_asks_for_are_told_once()
    {
        var text = SmallAgreement.With("ideal_prospect:", "required:", "qualified_when: fits and temperature is hot and complete", "handover:\n  when: qualified and fits");
        Assert.Equal(["fits", "complete"], SmallAgreement.Read(text).Warnings.Select(warning => warning.Offending));
    }

    [Fact]
    public void An_agreement_of_more_than_ten_minutes_is_told()
    {
        var problems = string.Join('\n', Enumerable.Range(0, 150).Select(i => $"  p{i}: There is a long story behind this problem and everybody wants to tell it"));
        var warning = Assert.Single(SmallAgreement.Read(SmallAgreement.With($"problems:\n{problems}")).Warnings);
        Assert.StartsWith("Read aloud this takes about 17 minutes", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_standard_kind_has_words() =>
        Assert.DoesNotContain(StandardKinds.All, kind => kind.Label == FactWords.Spaced(kind.Name) && kind.Name != "unsubscribed");

    [Theory]
    [InlineData("interest >= 999999999999999999")]
    [InlineData("pass < 999999999999999999 or interest between -999999999999999999 and 0.00000000000000001")]
    [InlineData("budget > 999999999999999999 USD and budget < -999999999999999999 JPY")]
    [InlineData("purchase_by > 0001-01-01 and purchase_by < 9999-12-31 and purchase_by within 100 years")]
    public void No_number_is_too_large_to_be_looked_at(string condition) =>
        AgreementReader.Read(SmallAgreement.With("rates: { USD: 9999999999 }", $"handover:\n  when: {condition}"));

    [Fact]
    public void What_we_do_is_no_kind_of_the_person_s() =>
        Assert.Equal(["mail_sent", "call_tried", "letter_sent", "message_sent", "list_imported", "mail_bounced"], StandardKinds.All.Where(kind => TouchKinds.IsOurs(new TouchKinds().IdOf(kind.Name))).Select(kind => kind.Name));

    [Fact]
    public void Looking_at_an_agreement_takes_far_less_than_a_twentieth_of_a_second()
    {
        var texts = Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "Cases")).Select(folder => File.ReadAllText(Path.Combine(folder, "agreement.yaml"))).Append(Example.Text).ToList();
        // Other tests run beside this one: a reading counts that was not disturbed.
        Assert.All(texts, text => Assert.Contains(Enumerable.Range(0, 20), _ => ReadingTakes(text) < TimeSpan.FromMilliseconds(50)));
    }

    private static TimeSpan ReadingTakes(string text)
    {
        var start = Stopwatch.GetTimestamp();
        AgreementReader.Read(text);
        return Stopwatch.GetElapsedTime(start);
    }

    private static void IsLeftAlone(string text) => Assert.Empty(SmallAgreement.Read(text).Warnings);

    private static void IsWarned(string marked, string words)
    {
        var text = SmallAgreement.With(marked);
        var before = text[..text.IndexOf('»', StringComparison.Ordinal)];
        var reading = SmallAgreement.Read(text.Replace("»", "", StringComparison.Ordinal));
        var warning = Assert.Single(reading.Warnings);
        Assert.Contains(words, $"{warning.Message} {warning.Suggestion}", StringComparison.Ordinal);
        Assert.Equal((before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n')), (warning.Line, warning.Column));
        Assert.NotEmpty(warning.Offending);
    }
}
