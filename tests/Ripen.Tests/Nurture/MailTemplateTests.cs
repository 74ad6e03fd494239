using System.Diagnostics;
using CsCheck;
using Ripen.Agreements;
using Ripen.Nurture;
using Xunit;

namespace Ripen.Tests.Nurture;

/// <summary>What a mail's template may do, and what the values in it can not.</summary>
public sealed class MailTemplateTests
{
    private static readonly Problem Close = new("month_end_close", "The month-end close takes too long") { Proof = "story-orbis" };

    private static readonly (string, string)[] Anna =
    [
        ("name", "Anna Berg"), ("job_title", "Head of Finance"), ("organisation", "Berg & Söhne <GmbH>"), ("industry", "logistics"),
    ];

    [Theory]
    [InlineData("{{ person.first_name }}, {{ person.name }}, {{ person.job_title }}", "Anna, Anna Berg, Head of Finance")]
    [InlineData("{{ organisation.name }}: {{ facts.industry | capitalize }}", "Berg & Söhne <GmbH>: Logistics")]
    [InlineData("{{ problem }} ({{ proof }}), {{ offer }}", "The month-end close takes too long (story-orbis), demo")]
    [InlineData("{{ sender.name }} <{{ sender.email }}> of {{ desk.name }}", "Lena <lena@example.com> of Torfeld")]
    [InlineData("{{ facts.budget | default: \"some\" }}", "some")]
    [InlineData("{{ facts.budget | upcase | default: person.first_name }}", "Anna")]
    [InlineData("{% if facts.budget %}rich{% else %}{{ facts.industry | append: '!' }}{% endif %}", "logistics!")]
    [InlineData("{% unless facts.budget == nil %}rich{% endunless %}{% case facts.industry %}{% when 'logistics' %}yes{% endcase %}", "yes")]
    public void What_is_known_is_filled_in_as_it_is(string template, string filled) => Assert.Equal((filled, filled), Rendered(template, Values()));

    [Theory]
    [InlineData("Hello {{ facts.budget }},", "facts.budget")]
    [InlineData("{{ facts.budget | upcase }}", "facts.budget")]
    [InlineData("{{ 'For ' | append: facts.budget }}", "facts.budget")]
    [InlineData("{{ facts.budget | default: facts.revenue }}", "facts.revenue")]
    [InlineData("{% if person.name %}{{ facts.budget }}{{ facts.revenue }}{% endif %}", "facts.budget", "facts.revenue")]
    public void What_is_not_known_and_has_no_default_refuses_the_mail_and_is_named(string template, params string[] missing)
    {
        var mail = Template("A subject", template).Render(Values());
        Assert.Equal(((string?)null, (string?)null), (mail.Subject, mail.Body));
        Assert.Equal(missing, mail.Missing);
        Assert.Contains(missing[0], mail.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_somebody_of_whom_nothing_is_known_the_shipped_mails_need_nothing_but_a_sender_and_a_desk()
    {
        var nobody = MailValues.Of([], null, null, "Lena", null, "Torfeld");
        foreach (var shipped in ShippedProgrammes.All)
        {
            foreach (var mail in shipped.Programme.Steps.OfType<MailStep>())
            {
                var rendered = MailTemplate.Of(mail).Render(nobody);
                Assert.True(rendered.Reason is null, $"{shipped.Name}, {mail.Id}: {rendered.Reason}");
                Assert.Contains("Hello there,", rendered.Body, StringComparison.Ordinal);
                Assert.DoesNotContain("\n\n\n", rendered.Body, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("a\n{{ person.frist_name }}", 2, 4, "person.frist_name", "Did you mean 'person.first_name'?")]
    [InlineData("{{ password }}", 1, 4, "password", "A mail knows person.first_name")]
    [InlineData("{{ person }}", 1, 4, "person", "There is: person.first_name, person.name")]
    [InlineData("{{ facts }}", 1, 4, "facts", "A mail knows")]
    [InlineData("{{ facts.a.b }}", 1, 4, "facts.a.b", "A mail knows")]
    [InlineData("{{ facts.industri }}", 1, 4, "facts.industri", "Did you mean 'facts.industry'?")]
    [InlineData("{{ person.name | upcse }}", 1, 18, "upcse", "Did you mean 'upcase'?")]
    [InlineData("{{ person.name | default }}", 1, 18, "default", "For example")]
    [InlineData("{% if preson.name %}x{% endif %}", 1, 7, "preson.name", "Did you mean 'person.name'?")]
    [InlineData("{{ person.name | default: preson.name }}", 1, 27, "preson.name", "Did you mean 'person.name'?")]
    [InlineData("{% for i in facts %}x{% endfor %}", 1, 7, "{% for i in facts %}", "A mail knows if, unless, case")]
    [InlineData("{% assign a = 1 %}", 1, 10, "{% assign a = 1 %}", "A mail knows if")]
    [InlineData("{% include 'x' %}", 1, 11, "{% include 'x' %}", "A mail knows if")]
    [InlineData("{{ person.name", 1, 15, "{{ person.name", null)]
    [InlineData("{% if person.name %}x", 1, 22, "", null)]
    [InlineData("{{ person[\"name\"] }}", 1, 10, "[", "Names are written with dots")]
    [InlineData("{{ (1..1000000000) }}", 1, 4, "(", "Names are written with dots")]
    public void What_there_is_not_is_an_error_at_saving_with_its_place(string body, int line, int column, string piece, string? suggestion)
    {
        var indented = string.Join('\n', body.Split('\n').Select(text => "        " + text));
        var reading = ProgrammeText.Read($"programme: any\nsays: Any\nsteps:\n  - mail:\n      subject: Hello\n      body: |\n{indented}\n", new HashSet<string>(["industry", "budget"], StringComparer.Ordinal));
        Assert.Null(reading.Programme);
        var error = Assert.Single(reading.Errors);
        Assert.True((line + 6, column + 8, piece) == (error.Line, error.Column, error.Offending) || piece.Length == 0, error.ToString());
        if (suggestion is not null) Assert.Contains(suggestion, error.Suggestion, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_of_all_mails_come_with_those_of_the_steps()
    {
        var reading = ProgrammeText.Read("programme: any\nsays: Any\nsteps:\n  - wait: soon\n  - mail: { subject: 'Hello {{ a }}', body: Hello }\n  - wait: 1 day\n  - mail: { subject: Hello, body: '{{ b }}' }\n");
        Assert.Equal([(4, 11), (5, 32), (7, 39)], reading.Errors.Select(error => (error.Line, error.Column)));
    }

    public static TheoryData<string, string> Monsters() => new()
    {
        { "conditions in each other", string.Concat(Enumerable.Repeat("{% if person.name %}", 1_000)) + "x" + string.Concat(Enumerable.Repeat("{% endif %}", 1_000)) },
        { "conditions that never end", string.Concat(Enumerable.Repeat("{% if person.name %}", 1_000)) },
        { "conditions that never open", string.Concat(Enumerable.Repeat("{% if", 4_000)) },
        { "filters", "{{ person.name" + string.Concat(Enumerable.Repeat(" | upcase", 3_000)) + " }}" },
        { "filters behind a text that looks like an end", "{{ \"}}\"" + string.Concat(Enumerable.Repeat(" | upcase", 3_000)) + " }}" },
        { "ands", "{% if a" + string.Concat(Enumerable.Repeat(" and a", 4_000)) + " %}x{% endif %}" },
        { "brackets", "{{ a" + string.Concat(Enumerable.Repeat("[a", 10_000)) },
        { "braces", new string('{', 30_000) },
        { "places", string.Concat(Enumerable.Repeat("{{ person.name }}", 1_500)) },
        { "a loop", "{% for i in (1..1000000000) %}{% for j in (1..1000000000) %}x{% endfor %}{% endfor %}" },
        { "a table", "{% tablerow i in (1..1000000000) %}x{% endtablerow %}" },
        { "a raw text", "{% raw %}{{ x }}{% endraw %}" },
        { "a liquid tag", "{% liquid for i in (1..9) %}" },
        { "40 KB", new string('x', 40_000) },
    };

    [Theory]
    [MemberData(nameof(Monsters))]
    public void A_monster_is_refused_at_once_on_a_small_stack(string name, string template)
    {
        var (faults, started) = (new List<TemplateFault>(), Stopwatch.GetTimestamp());
        var thread = new Thread(() => MailTemplate.Check(template, null, faults.Add), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), name);
        Assert.NotEmpty(faults);
    }

    private static readonly string[] Pieces = ["{{ ", " }}", "{% if ", " %}", "{% endif %}", "{% else %}", "person.name", "facts.x", " | default: ", "\"a\"", "'", "\"", "|", ".", "-", "{", "}", "%", "\n", "x", "{%- ", "🙂", "\0", "\\", "(", "["];

    [Fact]
    public void Any_template_is_answered_and_what_is_taken_is_rendered_or_refused_with_a_reason() => Gen.Int[0, Pieces.Length - 1].Array[0, 40].Select(places => places.Select(place => Pieces[place]).ToArray()).Sample(
        pieces =>
        {
            var (template, faults) = (string.Concat(pieces), new List<TemplateFault>());
            MailTemplate.Check(template, null, faults.Add);
            Assert.All(faults, fault => Assert.InRange(fault.At, 0, template.Length));
            if (faults.Count > 0) return;
            var mail = MailTemplate.Of(new MailStep("a", template, template)).Render(Values());
            Assert.Equal(mail.Reason is null, mail.Subject is { Length: > 0 } && mail.Body is { Length: > 0 });
        },
        iter: 20_000);

    [Fact]
    public void No_value_can_end_the_subjects_line_hide_in_it_or_be_parsed()
    {
        var hostile = new[]
        {
            "Anna\r\nBcc: everybody@example.com", "Anna\nBcc: x@example.com\n\nBody", "Anna\rBcc: x", "Anna\u2028Bcc: x", "Anna\u2029Bcc: x", "Anna\u0085Bcc: x", "Anna\0\v\f\u001b[2J", "Anna\u202Egnp.exe", "{{ desk.name }}{% if a %}", "<script>alert(1)</script>",
            new string('x', 100_000), "\r\n", "=?utf-8?B?QmNjOg==?=",
        };
        foreach (var value in hostile)
        {
            var values = MailValues.Of([("name", value), ("job_title", value), ("organisation", value), ("industry", value)], new(value, value) { Proof = value }, value, value, value, value);
            foreach (var name in MailLanguage.Names.Append("facts.industry"))
            {
                var mail = Template($"About {{{{ {name} | default: \"you\" }}}} and", $"Dear {{{{ {name} | default: \"you\" }}}}!").Render(values);
                if (mail.Subject is null)
                {
                    Assert.True(value.Length > 250, mail.Reason);
                    continue;
                }
                Assert.StartsWith("About ", mail.Subject, StringComparison.Ordinal);
                Assert.EndsWith(" and", mail.Subject, StringComparison.Ordinal);
                Assert.DoesNotContain(mail.Subject + mail.Body, c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202E');
                if (value.StartsWith("{{", StringComparison.Ordinal) && name != "person.first_name") Assert.Contains(value, mail.Body, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_mail_is_bounded()
    {
        var values = MailValues.Of([("industry", new string('x', 5_000))], null, null, null, null, null);
        Assert.Contains("longer than 64 KB", Template("Hello", string.Concat(Enumerable.Repeat("{{ facts.industry }}", 150))).Render(values).Reason, StringComparison.Ordinal);
        Assert.Contains("subject is longer", Template("{{ facts.industry }}", "Hello").Render(values).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Anna Berg", "Anna")]
    [InlineData("Dr. Anna Berg", "Anna")]
    [InlineData("Prof. Dr. Jean-Luc Picard", "Jean-Luc")]
    [InlineData("Berg, Anna", "Anna")]
    [InlineData("ANNA BERG", "Anna")]
    [InlineData("jean-luc picard", "Jean-Luc")]
    [InlineData("Berg", null)]
    [InlineData("A. Berg", null)]
    [InlineData("Dr. Berg", null)]
    [InlineData("info@example.com team", null)]
    [InlineData("Win https://example.com now", null)]
    [InlineData("12345 67", null)]
    public void A_first_name_is_taken_only_where_it_is_sure(string name, string? first)
    {
        var mail = Template("Hello", "{{ person.first_name | default: 'there' }}").Render(MailValues.Of([("name", name)], null, null, null, null, null));
        Assert.Equal(first ?? "there", mail.Body);
    }

    private static MailValues Values() => MailValues.Of(Anna, Close, "demo", "Lena", "lena@example.com", "Torfeld");

    private static MailTemplate Template(string subject, string body) => MailTemplate.Of(new MailStep("a", subject, body));

    private static (string?, string?) Rendered(string template, MailValues values)
    {
        var mail = Template(template, template).Render(values);
        return (mail.Subject, mail.Body);
    }
}
