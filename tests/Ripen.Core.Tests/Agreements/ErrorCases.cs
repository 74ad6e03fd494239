namespace Ripen.Tests.Agreements;

/// <summary>A valid agreement, and what is said when one of its lines is another one.</summary>
internal static class ErrorCases
{
    public static readonly string[] Valid =
    [
        "agreement: Northwind lead agreement",
        "version: 3",
        "in_force_from: 2026-07-01",
        "time_zone: Europe/Berlin",
        "currency: EUR",
        "rates: { USD: 0.92 }",
        "facts:",
        "  erp:",
        "    of: organisation",
        "    type: choice",
        "    options: [SAP, Oracle]",
        "ideal_prospect:",
        "  organisation:",
        "    - industry in [software, logistics]",
        "  never:",
        "    - email_domain is free",
        "problems:",
        "  audit_trail: Auditors ask for evidence",
        "criteria:",
        "  budget:",
        "    met_when: budget >= 20000 EUR or budget_status is will_buy",
        "    good_for: 180 days",
        "    ask: [budget_status, budget]",
        "  need: problem in problems",
        "interest:",
        "  half_life: 14 days",
        "  high_from: 50",
        "  points: { demo_requested: 40, page_viewed: 1 }",
        "temperature:",
        "  hot: at least 2 of (budget, need)",
        "  warm: budget or need",
        "  cold: otherwise",
        "required: [email, seniority]",
        "qualified_when: fits and temperature in [hot, warm] and complete",
        "handover:",
        "  when: qualified",
        "  route:",
        "    - when: country in [DE, AT]",
        "      to: [lena]",
        "    - to: [team inside_sales]",
        "  accept_within: 4 business hours",
        "  calendar: { open: \"Mon-Fri 09:00-17:30\", closed: [2026-12-24] }",
        "  reject_reasons:",
        "    not_now: { says: Right prospect but not now, then: recycle, wake: asked }",
        "moments:",
        "  back: { when: touched pricing_viewed, says: Looked at pricing }",
        "nurture:",
        "  - { when: temperature is warm, programme: warm-evaluate }",
        "  - { when: otherwise, programme: cold-stay-useful }",
        "targets: { revenue: 600000 EUR, win_rate: 25 % }",
    ];

    /// <summary>The valid agreement with some lines (from 1) replaced; null removes one.</summary>
    public static string With(params (int Line, string? Text)[] changes)
    {
        var lines = Valid.Cast<string?>().ToArray();
        foreach (var (line, text) in changes) lines[line - 1] = text;
        return string.Join('\n', lines.OfType<string>()) + "\n";
    }
}
