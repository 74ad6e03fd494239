using Ripen.Agreements;
using Ripen.Tests.Generated;
using Ripen.Values;

namespace Ripen.Tests.Agreements;

/// <summary>An edit of a text, and the agreement that it has to give.</summary>
/// <param name="Comments">How many there are in the text.</param>
internal sealed record EditCase(string Text, int Comments, AgreementEdit Edit, Agreement Wanted);

/// <summary>Draws edits of anything but conditions, together with what they mean for the agreement.</summary>
internal sealed class EditCases(Draw draw, Agreement agreement)
{
    /// <summary>A text in somebody's hand, and an edit of it.</summary>
    public static EditCase Make(Draw draw)
    {
        var agreement = new AgreementGenerator(draw).Make();
        var writing = new HandWriting(draw);
        var text = writing.Write(agreement);
        (AgreementEdit Edit, Agreement Wanted)? made = null;
        while (made is null) made = draw.Chance(60) ? new ClauseEditCases(draw, agreement, AgreementReader.Source(text)).Make() : new EditCases(draw, agreement).Make();
        return new(text, writing.Comments, made.Value.Edit, made.Value.Wanted);
    }

    /// <summary>Null where the agreement has nothing of what was to be edited.</summary>
    public (AgreementEdit Edit, Agreement Wanted)? Make() => draw.Int(0, 13) switch
    {
        0 => (new SetText(TextPath.Of("agreement"), "Ours: #1"), agreement with { Name = "Ours: #1" }),
        1 => (new SetText(TextPath.Of("review_by"), "2031-01-31"), agreement with { ReviewBy = new(2031, 1, 31) }),
        2 => (new SetText(TextPath.Of("interest", "high_from"), "7.5"), agreement with { Interest = (agreement.Interest ?? new()) with { HighFrom = 7.5m } }),
        3 => (new SetText(TextPath.Of("handover", "when_late", "reassign_after"), "3 business days"), InHandover(terms => terms with { ReassignAfter = new(3, DurationUnit.BusinessDay) })),
        4 => OfCriterion(),
        5 => OfProblem(),
        6 => OfList(TextPath.Of("required"), agreement.Required, "phone", ValueList.ToValueList, list => agreement with { Required = list }),
        7 => OfList(TextPath.Of("promises", "sales"), agreement.SalesPromises, "One more: promise", ValueList.ToValueList, list => agreement with { SalesPromises = list }),
        8 => OfList(TextPath.Of("promises", "marketing"), agreement.MarketingPromises, "[More]", ValueList.ToValueList, list => agreement with { MarketingPromises = list }),
        9 => OfIdealProspect(),
        10 => OfReason(),
        11 => OfPoints(),
        12 => OfRules(),
        _ => OfMoment(),
    };

    private Agreement InHandover(Func<HandoverTerms, HandoverTerms> change) => agreement with { Handover = change(agreement.Handover) };

    private (AgreementEdit, Agreement) OfCriterion()
    {
        var criterion = draw.Of(agreement.Criteria);
        var at = TextPath.Of("criteria", criterion.Name);
        var good = at.Then("good_for");
        if (draw.Chance(30)) return (new SetText(good, "77 days"), With(criterion with { GoodFor = new(77, DurationUnit.Day) }));
        if (criterion.GoodFor is not null && draw.Chance(50)) return (new Remove(good), With(criterion with { GoodFor = null }));
        if (draw.Chance(30)) return (new SetText(at.Then("met_by"), "anyone"), With(criterion with { MetByAnyone = true }));
        return OfList(at.Then("ask"), criterion.Ask, "language", ValueList.ToValueList, list => With(criterion with { Ask = list }));

        Agreement With(Criterion now) => agreement with { Criteria = agreement.Criteria.Select(one => one.Name == now.Name ? now : one).ToValueList() };
    }

    private (AgreementEdit, Agreement)? OfProblem()
    {
        if (agreement.Problems.Count == 0) return null;
        var problem = draw.Of(agreement.Problems);
        var (key, now) = draw.Of(("says", problem with { Says = "No: never" }), ("proof", problem with { Proof = "No: never" }), ("say", problem with { Say = "No: never" }));
        return (new SetText(TextPath.Of("problems", problem.Id, key), "No: never"), agreement with { Problems = agreement.Problems.Select(one => one.Id == problem.Id ? now : one).ToValueList() });
    }

    // Add, take away, move, replace.
    private (AgreementEdit, Agreement) OfList(TextPath at, ValueList<string> list, string added, Func<IEnumerable<string>, ValueList<string>> whole, Func<ValueList<string>, Agreement> with)
    {
        if (list.Contains(added)) added = FactCatalogue.Standard.All.First(fact => !list.Contains(fact.Name)).Name;
        var changed = list.ToList();
        var place = draw.Int(0, list.Count);
        AgreementEdit edit;
        if (list.Count == 0 || draw.Chance(30))
        {
            edit = new AddItem(at, added, place == list.Count ? null : place);
            changed.Insert(place, added);
        }
        else
        {
            place = Math.Min(place, list.Count - 1);
            changed.RemoveAt(place);
            if (draw.Chance(40)) edit = new Remove(at.Then(place));
            else if (draw.Chance(50))
            {
                edit = new SetText(at.Then(place), added);
                changed.Insert(place, added);
            }
            else
            {
                var to = draw.Int(0, list.Count - 1);
                edit = new Move(at.Then(place), to);
                changed.Insert(to, list[place]);
            }
        }
        return (edit, with(whole(changed)));
    }

    private (AgreementEdit, Agreement) OfIdealProspect()
    {
        var ideal = agreement.IdealProspect ?? new();
        var (key, list) = draw.Of(("organisation", ideal.Organisation), ("role", ideal.Role), ("never", ideal.Never));
        var added = new FactTest(FactCatalogue.Standard.Find("phone")!, TestOp.Known, []);
        var (at, place) = (TextPath.Of("ideal_prospect", key), draw.Int(0, list.Count));
        if (list.Count == 0 || draw.Chance(50)) return (new AddItem(at, "phone is known", place), With([.. list.Take(place), added, .. list.Skip(place)]));
        place = Math.Min(place, list.Count - 1);
        return (new Remove(at.Then(place)), With([.. list.Take(place), .. list.Skip(place + 1)]));

        Agreement With(ValueList<Condition> now)
        {
            var whole = key switch { "organisation" => ideal with { Organisation = now }, "role" => ideal with { Role = now }, _ => ideal with { Never = now } };
            return agreement with { IdealProspect = whole.Equals(new()) ? null : whole };
        }
    }

    private (AgreementEdit, Agreement) OfReason()
    {
        var reasons = agreement.Handover.RejectReasons;
        var at = TextPath.Of("handover", "reject_reasons");
        if (reasons.Count == 0 || draw.Chance(50))
        {
            var place = draw.Int(0, reasons.Count);
            var content = new KeysContent([new("says", "Bought, by a rival"), new("then", "recycle"), new("wake", "2 months"), new("forget", new ListContent(["budget", "email"]))]);
            var added = new RejectReason("brand_new", "Bought, by a rival", AfterRejection.Recycle) { WakeAfter = new(2, DurationUnit.Month), Forget = ["budget", "email"] };
            return (new AddEntry(at, "brand_new", content, place), With([.. reasons.Take(place), added, .. reasons.Skip(place)]));
        }
        var (from, to) = (draw.Int(0, reasons.Count - 1), draw.Int(0, reasons.Count - 1));
        var moved = reasons.ToList();
        moved.RemoveAt(from);
        moved.Insert(to, reasons[from]);
        return (new Move(at.Then(reasons[from].Id), to), With(moved.ToValueList()));

        Agreement With(ValueList<RejectReason> now) => InHandover(terms => terms with { RejectReasons = now });
    }

    private (AgreementEdit, Agreement)? OfPoints()
    {
        if (agreement.Interest is not { } interest) return null;
        var at = TextPath.Of("interest", "points");
        if (interest.Points.Count == 0 || draw.Chance(50)) return (new AddEntry(at, "brand_new", "7"), With([.. interest.Points, new("brand new", 7)]));
        var kind = draw.Of(interest.Points);
        var key = at.Then(kind.Kind.Replace(' ', '_'));
        if (draw.Chance(50)) return (new SetText(key, "-12.5"), With(interest.Points.Select(one => one == kind ? kind with { Points = -12.5m } : one).ToValueList()));
        return interest is { HalfLife: null, HighFrom: null, DailyLimit: null, Points.Count: 1 } ? (new Remove(key), agreement with { Interest = null })
            : (new Remove(key), With(interest.Points.Where(one => one != kind).ToValueList()));

        Agreement With(ValueList<KindPoints> now) => agreement with { Interest = interest with { Points = now } };
    }

    private (AgreementEdit, Agreement) OfRules()
    {
        var (rules, at) = (agreement.Nurture, TextPath.Of("nurture"));
        var place = draw.Int(0, Math.Max(0, rules.Count - 1));
        if (rules.Count < 2 || draw.Chance(40))
        {
            var content = new KeysContent([new("when", "qualified"), new("programme", "p: 1")]);
            return (new AddItem(at, content, place), agreement with { Nurture = [.. rules.Take(place), new(new Named("qualified"), "p: 1"), .. rules.Skip(place)] });
        }
        if (draw.Chance(30)) return (new SetText(at.Then(place).Then("programme"), "q"), agreement with { Nurture = [.. rules.Take(place), rules[place] with { Programme = "q" }, .. rules.Skip(place + 1)] });
        if (draw.Chance(50)) return (new Remove(at.Then(place)), agreement with { Nurture = [.. rules.Take(place), .. rules.Skip(place + 1)] });
        // The last may be for all others.
        var (from, to) = (draw.Int(0, rules.Count - 2), draw.Int(0, rules.Count - 2));
        var moved = rules.ToList();
        moved.RemoveAt(from);
        moved.Insert(to, rules[from]);
        return (new Move(at.Then(from), to), agreement with { Nurture = moved.ToValueList() });
    }

    private (AgreementEdit, Agreement)? OfMoment()
    {
        if (agreement.Moments.Count == 0) return null;
        var moment = draw.Of(agreement.Moments);
        var at = TextPath.Of("moments", moment.Id);
        if (draw.Chance(30)) return (new Remove(at), With([.. agreement.Moments.Where(one => one != moment)]));
        return draw.Chance(50) ? (new SetText(at.Then("again_after"), "3 weeks"), Now(moment with { AgainAfter = new(3, DurationUnit.Week) })) : (new SetText(at.Then("says"), "{count}"), Now(moment with { Says = "{count}" }));

        Agreement With(ValueList<Moment> now) => agreement with { Moments = now };

        Agreement Now(Moment changed) => With([.. agreement.Moments.Select(one => one.Id == changed.Id ? changed : one)]);
    }
}
