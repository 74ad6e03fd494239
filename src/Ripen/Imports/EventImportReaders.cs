using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Imports;

/// <summary>Rows of decisions: <c>lead</c>, <c>at</c>, <c>decision</c> (accepted or rejected, and then a <c>reason</c>), perhaps <c>by</c> and <c>wake</c>.</summary>
internal sealed class DecisionImportReader(RowReader rows, ImportTerms terms, Reports remarks, RejectedRows rejected)
    : ImportReader<DecisionImportRow>(rows, ImportKind.Decisions, terms, remarks, rejected)
{
    private protected override void Demand() => Demand(ImportField.Lead, ImportField.At, ImportField.Decision);

    private protected override DecisionImportRow? Take()
    {
        if (Cells.Text(ImportField.Lead) is not { } lead) return Reject("there is no lead", ImportField.Lead);
        var word = Folded.From(Cells[ImportField.Decision]);
        if (word is not ("accepted" or "rejected"))
            return Reject(word.Length == 0 ? "there is no decision" : "the decision is accepted or rejected", ImportField.Decision);
        var reason = Cells.Repeated(ImportField.Reason);
        if (word == "rejected" && reason is null) return Reject("a rejection has a reason", ImportField.Reason);
        if (!TryTime(ImportField.At, out var at) || !TryTime(ImportField.Wake, out var wake, mayBeAhead: true)) return null;
        if (at is not { } decided) return Reject("the decision has no instant", ImportField.At);
        return new()
        {
            Row = Cells.Row,
            Key = Cells.Key(),
            Lead = lead,
            At = decided,
            AtAssumed = !Cells.Says(ImportField.At),
            By = Cells.Repeated(ImportField.By),
            Accepted = word == "accepted",
            Reason = reason,
            Wake = wake,
        };
    }
}

/// <summary>Rows of outcomes: <c>lead</c>, <c>at</c>, <c>outcome</c> (won or lost), perhaps <c>amount</c>, <c>currency</c>, <c>reason</c> and <c>by</c>.</summary>
internal sealed class OutcomeImportReader(RowReader rows, ImportTerms terms, Reports remarks, RejectedRows rejected)
    : ImportReader<OutcomeImportRow>(rows, ImportKind.Outcomes, terms, remarks, rejected)
{
    private protected override void Demand() => Demand(ImportField.Lead, ImportField.At, ImportField.Outcome);

    private protected override OutcomeImportRow? Take()
    {
        if (Cells.Text(ImportField.Lead) is not { } lead) return Reject("there is no lead", ImportField.Lead);
        var word = Folded.From(Cells[ImportField.Outcome]);
        if (word is not ("won" or "lost"))
            return Reject(word.Length == 0 ? "there is no outcome" : "the outcome is won or lost", ImportField.Outcome);
        if (!TryTime(ImportField.At, out var at) || !TryAmount(out var amount, out var currency)) return null;
        if (at is not { } ended) return Reject("the outcome has no instant", ImportField.At);
        return new()
        {
            Row = Cells.Row,
            Key = Cells.Key(),
            Lead = lead,
            At = ended,
            AtAssumed = !Cells.Says(ImportField.At),
            Won = word == "won",
            Amount = amount,
            Currency = currency,
            Reason = Cells.Repeated(ImportField.Reason),
            By = Cells.Repeated(ImportField.By),
        };
    }
}

/// <summary>Rows of costs: <c>campaign</c> or <c>programme</c>, <c>from</c> and <c>to</c> (days, both counted), <c>amount</c>, perhaps <c>currency</c>.</summary>
internal sealed class CostImportReader(RowReader rows, ImportTerms terms, Reports remarks, RejectedRows rejected)
    : ImportReader<CostImportRow>(rows, ImportKind.Costs, terms, remarks, rejected)
{
    private protected override void Demand() => Demand(ImportField.From, ImportField.To, ImportField.Amount);

    private protected override CostImportRow? Take()
    {
        var programme = Cells.Repeated(ImportField.Programme);
        // --campaign is for rows that name nothing.
        var campaign = programme is not null && !Cells.Says(ImportField.Campaign) ? null : Cells.Repeated(ImportField.Campaign);
        if (campaign is null == programme is null) return Reject("costs are of a campaign or of a programme: name one of them", "", []);
        // What is booked ahead is a cost too.
        if (!TryTime(ImportField.From, out var from, mayBeAhead: true) || !TryTime(ImportField.To, out var to, mayBeAhead: true)) return null;
        if (from is not { } first) return Reject("the first day is missing", ImportField.From);
        if (to is not { } last) return Reject("the last day is missing", ImportField.To);
        if (last < first) return Reject("the last day lies before the first", ImportField.To);
        if (!TryAmount(out var amount, out var currency)) return null;
        if (amount is not { } cost) return Reject("the amount is missing", ImportField.Amount);
        return new() { Row = Cells.Row, Key = Cells.Key(), Campaign = campaign, Programme = programme, From = Day(first), To = Day(last), Amount = cost, Currency = currency };
    }

    private DateOnly Day(DateTimeOffset at) => Terms.Zone.DateOf(Instant.From(at));
}
