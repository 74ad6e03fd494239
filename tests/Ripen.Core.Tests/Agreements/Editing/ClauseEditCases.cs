using System.Globalization;
using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Tests.Agreements;

/// <summary>Draws edits of conditions, together with what they mean for the agreement.</summary>
internal sealed class ClauseEditCases(Draw draw, Agreement agreement, AgreementSource source)
{
    private static readonly string[] NewClauses =
    [
        "email is known", "phone is known or name is known", "employees >= 50 and email is known", "at least 1 of (email is known, phone is known)", "not email is known", "industry in ['a, b', \"c: d\"]", "name is 'it''s # 1'",
        "count of page_viewed >= 3", "(email is known or phone is known)",
    ];

    public (AgreementEdit Edit, Agreement Wanted)? Make()
    {
        var (at, scalar) = draw.Of(Scalars(source.Root!, TextPath.Root).Where(found => source.Conditions.ContainsKey(found.Scalar)).ToList());
        var (whole, section) = source.Conditions[scalar];
        var (path, clause) = (ClausePath.Whole, whole);
        Condition? parent = null;
        while (ClauseEditor.Parts(clause) is { Count: > 0 } parts && draw.Chance(70))
        {
            var step = draw.Int(0, parts.Count - 1);
            (path, parent, clause) = (path.Then(step), clause, parts[step]);
        }
        var text = draw.Of(NewClauses);
        var added = ConditionReader.Read(text, _ => default, source.Scope!, section, new())!;
        switch (draw.Int(0, 4))
        {
            case 0:
                return (new SetClause(at, path, text), With(at, whole, path, added));
            case 1 when clause is not Otherwise:
                var joint = draw.Of(Joint.And, Joint.Or);
                return (new AddClause(at, path, joint, text), With(at, whole, path, Joined(clause, joint, added)));
            case 2 when clause is FactTest { Fact.Type: FactType.Number, Op: TestOp.AtLeast or TestOp.Less or TestOp.Equal } test:
                return (new SetPart(at, path, 2, "12.5"), With(at, whole, path, test with { Values = [new("12.5", FactValue.OfNumber(12.5m))] }));
            case 3 when parent is Any or All or AtLeast:
                var parts = ClauseEditor.Parts(parent).ToList();
                var to = draw.Int(0, parts.Count - 1);
                parts.RemoveAt(path.Last);
                parts.Insert(to, clause);
                return (new MoveClause(at, path, to), With(at, whole, path.Parent, Of(parent, parts)));
            case 4 when parent is Any or All or AtLeast && ClauseEditor.Parts(parent).Count > 1:
                var left = ClauseEditor.Parts(parent).ToList();
                left.RemoveAt(path.Last);
                return (new RemoveClause(at, path), With(at, whole, path.Parent, left.Count == 1 && parent is not AtLeast ? left[0] : Of(parent, left)));
            default:
                return null;
        }
    }

    private static Condition Joined(Condition clause, Joint joint, Condition added) => clause switch
    {
        AtLeast some => some with { Of = [.. some.Of, added] },
        All all when joint == Joint.And => new All([.. all.Of, added]),
        Any any when joint == Joint.Or => new Any([.. any.Of, added]),
        _ => joint == Joint.And ? new All([clause, added]) : new Any([clause, added]),
    };

    private static Condition Of(Condition joined, List<Condition> parts) => joined switch
    {
        AtLeast some => some with { Of = parts.ToValueList() },
        All => new All(parts.ToValueList()),
        Any => new Any(parts.ToValueList()),
        _ => new Not(parts[0]),
    };

    private Agreement With(TextPath at, Condition whole, ClausePath path, Condition part) => With(at, Replaced(whole, path.Steps, part));

    private static Condition Replaced(Condition whole, IEnumerable<int> path, Condition part)
    {
        if (!path.Any()) return part;
        var parts = ClauseEditor.Parts(whole).ToList();
        parts[path.First()] = Replaced(parts[path.First()], path.Skip(1), part);
        return Of(whole, parts);
    }

    // The agreement with another condition where a scalar of the text stands.
    private Agreement With(TextPath at, Condition now)
    {
        var steps = at.Steps;
        switch (steps[0])
        {
            case "criteria":
                return agreement with { Criteria = [.. agreement.Criteria.Select(one => one.Name == steps[1] ? one with { MetWhen = In(one.MetWhen, steps.Skip(3), now) } : one)] };
            case "ideal_prospect":
                var ideal = agreement.IdealProspect!;
                return agreement with
                {
                    IdealProspect = steps[1] switch
                    {
                        "organisation" => ideal with { Organisation = At(ideal.Organisation, steps.Skip(2), now) },
                        "role" => ideal with { Role = At(ideal.Role, steps.Skip(2), now) },
                        _ => ideal with { Never = At(ideal.Never, steps.Skip(2), now) },
                    },
                };
            case "temperature":
                return agreement with { Temperature = [.. agreement.Temperature.Select(band => band.Word == steps[1] ? band with { When = In(band.When, steps.Skip(2), now) } : band)] };
            case "buying_stage":
                return agreement with { BuyingStage = [.. agreement.BuyingStage.Select(band => band.Word == steps[1] ? band with { When = In(band.When, steps.Skip(2), now) } : band)] };
            case "qualified_when":
                return agreement with { QualifiedWhen = In(agreement.QualifiedWhen, steps.Skip(1), now) };
            case "moments":
                return agreement with { Moments = [.. agreement.Moments.Select(one => one.Id == steps[1] ? one with { When = In(one.When, steps.Skip(3), now) } : one)] };
            case "nurture":
                return agreement with { Nurture = [.. agreement.Nurture.Select((rule, i) => i == Number(steps[1]) ? rule with { When = In(rule.When, steps.Skip(3), now) } : rule)] };
            default:
                if (steps[1] == "when") return agreement with { Handover = agreement.Handover with { When = In(agreement.Handover.When, steps.Skip(2), now) } };
                return agreement with { Handover = agreement.Handover with { Route = [.. agreement.Handover.Route.Select((route, i) => i == Number(steps[2]) ? route with { When = In(route.When!, steps.Skip(4), now) } : route)] } };
        }
    }

    private static ValueList<Condition> At(ValueList<Condition> all, IEnumerable<string> steps, Condition now) =>
        [.. all.Select((one, i) => i == (steps.Any() ? Number(steps.First()) : 0) ? now : one)];

    // A list of conditions means all of them.
    private static Condition In(Condition whole, IEnumerable<string> steps, Condition now) => steps.Any() ? new All(At(((All)whole).Of, steps, now)) : now;

    private static int Number(string step) => int.Parse(step, CultureInfo.InvariantCulture);

    private static IEnumerable<(TextPath At, YamlScalar Scalar)> Scalars(YamlNode node, TextPath at) => node switch
    {
        YamlScalar scalar => [(at, scalar)],
        YamlMap map => map.Entries.SelectMany(entry => Scalars(entry.Value, at.Then(entry.Key.Text))),
        YamlList list => list.Items.SelectMany((item, i) => Scalars(item, at.Then(i))),
        _ => [],
    };
}
