namespace Ripen.Tests.Agreements;

/// <summary>The example by which the language of agreements is explained.</summary>
internal static class Northwind
{
    public const string Text =
        """
        agreement: Northwind lead agreement
        version: 3
        in_force_from: 2026-07-01
        review_by: 2026-12-15
        time_zone: Europe/Berlin                  # days, dates and clocks are counted here; default UTC
        currency: EUR                             # the default; data without a currency are read as this
        rates: { USD: 0.92, GBP: 1.17 }           # 1 USD = 0.92 EUR; fixed at signing, so that a verdict can be repeated
        signatures:
          - { side: sales,     name: Dana Reyes, on: 2026-06-24 }
          - { side: marketing, name: Sam Okafor, on: 2026-06-24 }

        facts:                                    # custom facts; the standard ones (§4) need no entry
          erp:
            of: organisation
            type: choice
            options: [SAP, Oracle, Dynamics, other]
            ask: Which ERP do you use?

        ideal_prospect:
          organisation:
            - industry in [software, logistics, financial services]
            - employees between 50 and 5000
          role:
            - seniority >= director or function in [finance, operations]
          never:
            - email_domain is free                # an exclusion needs to be known: unknown does not exclude
            - relationship in [competitor, student, supplier]

        problems:                                 # what we solve better than the other options open to the prospect
          month_end_close:
            says: The month-end close takes more than five working days
            better_because: Spreadsheets break at the third entity, suites take a year to install
            proof: story-orbis-freight            # an offer
            say: You mentioned the close takes {close_days} days. Shall I show you how Orbis got to four?
          audit_trail: Auditors ask for evidence that takes weeks to collect

        criteria:
          budget:
            met_when: budget >= 20000 EUR or budget_status in [can_buy, will_buy]
            good_for: 180 days
            ask: [budget_status, budget]
          authority:
            met_when: buying_role in [decision_maker, economic_buyer] or seniority >= vp
            met_by: anyone                        # in the buying group; default: the lead
          need:
            met_when: problem in problems
            good_for: 1 year
          timeline:
            met_when: purchase_by within 6 months
            ask: purchase_by

        interest:
          half_life: 14 days
          high_from: 50
          daily_limit: 30                         # a hundred page views in an hour are not a hundred reasons
          points: { demo_requested: 40, pricing_viewed: 15, webinar_attended: 20, form_sent: 10, page_viewed: 1, mail_clicked: 3, mail_opened: 0, prize_draw_entered: 0 }

        temperature:                              # the first that holds
          hot:  at least 4 of (budget, authority, need, timeline)
          warm: at least 2 of (budget, authority, need, timeline)
          cold: otherwise

        buying_stage:                             # how far the prospect is; offers are marked with it
          late: solution_known is yes and timeline
          middle: need
          early: otherwise

        required: [email, organisation, seniority, problem]     # minimum information for a sales-accepted opportunity
        qualified_when: fits and temperature in [hot, warm] and complete

        handover:
          when: qualified and (temperature is hot or touched demo_requested in the last 30 days)
          route:                                  # the first that holds; a list takes turns, weighted by free capacity
            - when: country in [DE, AT, CH]
              to: [lena, markus]
            - to: [team inside_sales]
          accept_within: 4 business hours
          respond_within: 5 minutes               # to a request for information or a demo, in business hours
          work_within: 5 business days            # accepted, then nothing happened
          attempts: 6                             # no_reply before that asks first
          when_late: { notify: [owner, manager], reassign_after: 1 business day }
          calendar: { open: "Mon-Fri 09:00-17:30", closed: [2026-12-24, 2026-12-25] }
          reject_reasons:
            not_now:       { says: Right prospect but not now,           then: recycle, wake: asked }       # Sales gives the date
            no_budget:     { says: No budget this year,                  then: recycle, wake: 90 days, forget: [budget, budget_status] }
            wrong_person:  { says: Not the person who decides,           then: ask_referral }
            not_ideal:     { says: Not the kind of company we serve,     then: disqualify }
            no_reply:      { says: Could not be reached in 6 attempts,   then: recycle, wake: 30 days }
            bad_data:      { says: Wrong or invented contact details,    then: disqualify }

        moments:
          back_on_pricing:
            when: count of pricing_viewed in the last 24 hours >= 3
            says: Looked at pricing {count} times in a day
            again_after: 7 days

        nurture:                                  # programme by the first that holds; coverage is reported
          - { when: last_rejection is no_budget, programme: recycled-next-budget }
          - { when: temperature is warm,         programme: warm-evaluate }
          - { when: otherwise,                   programme: cold-stay-useful }

        targets:
          period: quarter
          revenue: 600000 EUR
          average_deal: 24000 EUR                 # or: measured
          win_rate: 25 %                          # or: measured
          marketing_share: 60 %
          opportunities: 16 per month             # what Sales needs to be working on; compared with what the plan derives

        promises:                                 # plain sentences, printed, signed, reviewed
          sales: [We name a reason for every lead we return]
          marketing: [No campaign is bought again without an accepted lead]
        """;
}
