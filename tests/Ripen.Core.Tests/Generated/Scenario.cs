using System.Globalization;
using System.Text;
using Ripen.Agreements;
using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Tests.Generated;

/// <summary>What was said of a lead, before anything is derived or shared.</summary>
internal sealed record Said(int Fact, Saying Saying, string Text, Instant At, Origin Origin, int Order);

internal sealed record Happened(Instant At, string Kind);

internal sealed record LeadSource(string Id, IReadOnlyList<Said> Said, IReadOnlyList<Happened> Touches, int Pass, int Stage, string? LastRejection);

/// <summary>An agreement, an instant, and the leads of one buying group.</summary>
internal sealed record Scenario(Agreement Agreement, Instant AsOf, IReadOnlyList<LeadSource> Leads)
{
    /// <summary>Each lead with what its colleagues know of the organisation and the purchase, ready to be judged.</summary>
    public Dossier[] Dossiers(Plan plan)
    {
        var reader = new StatementReader(plan);
        var alone = Leads.Select(lead => Filled(plan, reader, lead)).ToArray();
        var dossiers = Leads.Select(lead => Filled(plan, reader, lead)).ToArray();
        for (var i = 0; i < dossiers.Length; i++)
        {
            foreach (var colleague in alone.Where((_, j) => j != i)) dossiers[i].Share(colleague.Statements);
            dossiers[i].Seal();
        }
        return dossiers;
    }

    /// <summary>For a failure's message.</summary>
    public override string ToString()
    {
        var facts = Agreement.Catalogue().All;
        var text = new StringBuilder($"as of {AsOf}\n{AgreementWriter.Write(Agreement)}\n");
        foreach (var lead in Leads)
        {
            text.Append(CultureInfo.InvariantCulture, $"{lead.Id}: pass {lead.Pass}, stage {lead.Stage}, last rejection {lead.LastRejection}\n");
            foreach (var said in lead.Said) text.Append(CultureInfo.InvariantCulture, $"  {facts[said.Fact].Name} '{said.Text}' {said.Saying} {said.At} {said.Origin} {said.Order}\n");
            foreach (var touch in lead.Touches) text.Append(CultureInfo.InvariantCulture, $"  {touch.Kind} {touch.At}\n");
        }
        return text.ToString();
    }

    private static Dossier Filled(Plan plan, StatementReader reader, LeadSource lead)
    {
        var dossier = new Dossier(plan.Facts) { Id = lead.Id, Pass = lead.Pass, Stage = lead.Stage, LastRejection = lead.LastRejection };
        foreach (var said in lead.Said)
        {
            if (said.Saying == Saying.Value) reader.Add(dossier, said.Fact, said.Text, said.At, said.Origin, said.Order);
            else if (said.Saying == Saying.Unfit) StatementReader.AddUnfit(dossier, said.Fact, said.Text, said.At, said.Origin, said.Order);
            else StatementReader.AddForgotten(dossier, said.Fact, said.At, said.Origin, said.Order);
        }
        foreach (var touch in lead.Touches) dossier.Add(new Touch(touch.At, plan.Kinds.IdOf(touch.Kind)));
        dossier.Seal();
        return dossier;
    }
}
