using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Forms;

/// <summary>Which fields somebody sees: those that always stand on the form and that he has not answered yet, and what Ripen asks besides.</summary>
internal static class FormQuestions
{
    /// <summary>Facts of the two kinds, in the order of the form.</summary>
    public sealed record Chosen(IReadOnlyList<FormField> Fields, IReadOnlyList<string> Asked);

    /// <param name="person">Who sees it; null: nobody knows.</param>
    public static Chosen Of(Desk desk, Session session, AgreementInForce agreement, KnownForm form, int variant, Guid? person)
    {
        var (definition, plan, asOf) = (form.Definition, agreement.Plan, Instant.From(desk.Now));
        var always = definition.Fields.Where(field => plan.Facts.Find(field.Fact) is not null).ToList();
        var mayAsk = MayAsk(agreement, definition);
        var most = variant == 1 && definition.Second is { } second ? second.MostQuestions : definition.MostQuestions;
        var questions = new Questions(plan);
        var (dossier, colleagues) = Known(desk, session, agreement, form.Line, person);
        return new([.. always.Where(field => person is null || questions.IsDue(field.Fact, dossier, asOf))], questions.Of(dossier, asOf, colleagues, mayAsk, most));
    }

    /// <summary>The facts among which questions are chosen.</summary>
    public static HashSet<string> MayAsk(AgreementInForce agreement, FormDefinition definition) =>
        (definition.MayAsk.Count > 0 ? definition.MayAsk : Questions.Asked(agreement.Plan)).Except(definition.Fields.Select(field => field.Fact)).Except(NeverAsked).Where(fact => agreement.Plan.Facts.Find(fact) is not null).ToHashSet(StringComparer.Ordinal);

    // What is read off an address or said of somebody is no question to him.
    private static readonly string[] NeverAsked = ["email", "email_domain", "relationship", "language"];

    private static (Dossier Dossier, Dossier[] Colleagues) Known(Desk desk, Session session, AgreementInForce agreement, string line, Guid? person)
    {
        if (person is { } known && LeadStore.OfPersons(session, [known]).LastOrDefault(lead => lead.State.Line == line) is { } lead)
        {
            var loader = new DossierLoader(agreement);
            var dossier = loader.Load(session, [lead], desk.Now)[0];
            return (dossier, agreement.Plan.HasGroupCriteria ? loader.ColleaguesOf(lead, dossier) : []);
        }
        var nobody = new Dossier(agreement.Plan.Facts);
        nobody.Seal();
        return (nobody, []);
    }
}
