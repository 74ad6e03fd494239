using Ripen.Agreements;
using Xunit;

namespace Ripen.Tests.Agreements;

/// <summary>A sane little agreement, of which a test writes one section anew.</summary>
internal static class SmallAgreement
{
    private static readonly string[] Sections =
    [
        "agreement: Small agreement", "in_force_from: 2026-01-01", "review_by: 2026-12-01", "rates: { USD: 0.92 }",
        "problems: { slow: Picking is slow, late: Orders leave late }",
        "ideal_prospect:\n  organisation: employees >= 50\n  never: email_domain is free",
        "criteria:\n  budget: { met_when: budget >= 20000 EUR, ask: budget }\n  need: problem in problems",
        "interest:\n  high_from: 20\n  points: { demo_requested: 40, page_viewed: 1, our_own_kind: 5, unsubscribed: -20 }",
        "temperature:\n  hot: budget and need\n  warm: budget or need\n  cold: otherwise",
        "buying_stage:\n  late: need and solution_known is yes\n  middle: need\n  early: otherwise",
        "required: [email, seniority]",
        "qualified_when: fits and temperature in [hot, warm] and complete",
        "handover:\n  when: qualified\n  reject_reasons: { later: { says: Not now, then: recycle, wake: asked }, wrong: { says: Not right, then: disqualify } }",
        "moments:", "nurture:", "facts:",
    ];

    /// <summary>The whole text; a section that is given stands for the one of the same key, others are added.</summary>
    public static string With(params string[] sections)
    {
        var given = sections.ToDictionary(KeyOf);
        return string.Join('\n', Sections.Select(section => given.GetValueOrDefault(KeyOf(section), section)).Where(section => !section.EndsWith(':'))) + "\n";
    }

    public static AgreementReading Read(string text)
    {
        var reading = AgreementReader.Read(text);
        Assert.True(reading.Agreement is not null, $"{string.Join('\n', reading.Remarks)}\n{text}");
        return reading;
    }

    private static string KeyOf(string section) => section[..section.IndexOf(':', StringComparison.Ordinal)];
}
