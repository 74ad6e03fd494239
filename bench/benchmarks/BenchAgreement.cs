namespace Ripen.Bench;

/// <summary>The agreement that judging is measured with: the four criteria of the yardstick, and interest if wished.</summary>
internal static class BenchAgreement
{
    /// <summary>A higher threshold, by which about one lead in twenty is judged otherwise.</summary>
    public static readonly string SomeFareOtherwise = Text(withInterest: true).Replace("budget >= 20000 EUR", "budget >= 31000 EUR", StringComparison.Ordinal);

    /// <summary>Buying stages, which the others have none of: no lead is judged as before.</summary>
    public static readonly string AllFareOtherwise = Text(withInterest: true) + """

        buying_stage:
          late: timeline
          middle: need
          early: otherwise
        """;

    /// <summary>Whoever has an address is handed over, and is late a minute later.</summary>
    public static readonly string Hasty = Text(withInterest: false).Replace("when: qualified and country = IS and budget >= 50000 EUR", "when: email is known\n  accept_within: 1 minute\n  when_late: { notify: [owner, manager] }", StringComparison.Ordinal);

    /// <summary>About one lead in eighty is handed over, and waits for Sales without a clock.</summary>
    public static string Text(bool withInterest) => $"""
        agreement: Benchmark
        in_force_from: 2026-01-01
        currency: EUR
        problems:
          month_end_close: The month-end close takes too long
          audit_trail: Auditors ask for evidence
        criteria:
          budget:
            met_when: budget >= 20000 EUR or budget_status in [can_buy, will_buy]
          authority:
            met_when: buying_role in [decision_maker, economic_buyer] or seniority >= vp
          need:
            met_when: problem in problems
          timeline:
            met_when: purchase_by within 6 months
        {(withInterest ? Interest : "")}
        temperature:
          hot: at least 4 of (budget, authority, need, timeline)
          warm: at least 2 of (budget, authority, need, timeline)
          cold: otherwise
        qualified_when: temperature in [hot, warm]
        handover:
          when: qualified and country = IS and budget >= 50000 EUR
        """;

    private const string Interest = """
        interest:
          half_life: 14 days
          high_from: 50
          points: { demo_requested: 40, pricing_viewed: 15, webinar_attended: 20, form_sent: 10, page_viewed: 1, mail_clicked: 3, mail_opened: 0.5 }
        """;
}
