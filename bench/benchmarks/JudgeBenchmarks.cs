using System.Globalization;
using Ripen.Agreements;
using Ripen.Bench.Inputs;
using Ripen.Leads;
using Ripen.Values;

namespace Ripen.Bench;

/// <summary>Judging in memory, one thread: four criteria, the temperature, and the interest of ten touches.</summary>
internal static class JudgeBenchmarks
{
    private const int Leads = 4096;
    private const int Windows = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);
    private static readonly string[] Kinds = ["page_viewed", "page_viewed", "page_viewed", "mail_opened", "mail_clicked", "pricing_viewed", "form_sent", "webinar_attended"];
    private static readonly Instant AsOf = Instant.From(Inputs.Leads.AsOf);

    public static Measurement Fast(string name, bool withInterest)
    {
        var (plan, leads) = Prepare(withInterest);
        var judge = new Judge(plan);
        var seen = new long[3];
        foreach (var lead in leads) seen[judge.Of(lead, AsOf).Temperature]++;
        var rate = Measure.BestRate(
            () =>
            {
                var hot = 0;
                foreach (var lead in leads) hot += judge.Of(lead, AsOf).Temperature == 0 ? 1 : 0;
                return hot >= 0 ? leads.Length : 0;
            },
            Windows, Window);
        return new(name, rate, "judgements/s", string.Create(CultureInfo.InvariantCulture, $"one thread, best of {Windows} windows of 2 s; {(double)seen[0] / Leads:P1} hot, {(double)seen[1] / Leads:P1} warm"));
    }

    public static Measurement Until()
    {
        var (plan, leads) = Prepare(withInterest: true);
        var (judge, until) = (new Judge(plan), new StandsUntil(plan));
        var rate = Measure.BestRate(
            () =>
            {
                foreach (var lead in leads)
                {
                    judge.Of(lead, AsOf);
                    until.Of(lead, AsOf);
                }
                return leads.Length;
            },
            Windows, Window);
        return new("judge-until", rate, "judgements/s", "with the instant until which the verdict stands");
    }

    public static Measurement Explained()
    {
        var (plan, leads) = Prepare(withInterest: true);
        var explainer = new Explainer(plan);
        var rate = Measure.BestRate(
            () =>
            {
                foreach (var lead in leads) explainer.Of(lead, AsOf);
                return leads.Length;
            },
            Windows, Window);
        return new("judge-explained", rate, "verdicts/s", "every finding in words, the next question, until when it stands");
    }

    private static (Plan Plan, Dossier[] Leads) Prepare(bool withInterest)
    {
        var reading = AgreementReader.Read(BenchAgreement.Text(withInterest));
        var plan = Plan.Of(reading.Agreement ?? throw new InvalidOperationException(string.Join('\n', reading.Remarks)), new TouchKinds());
        var statements = new StatementReader(plan);
        return (plan, [.. Inputs.Leads.Generate(Leads, seed: 1).Select((lead, i) => Dossier(plan, statements, lead, i))]);
    }

    private static Dossier Dossier(Plan plan, StatementReader statements, BenchLead lead, int number)
    {
        var dossier = new Dossier(plan.Facts) { Id = lead.Id };
        var order = 0;
        foreach (var (fact, text) in Inputs.LeadFacts.Of(lead))
        {
            statements.Add(dossier, plan.Facts.PlaceOf(fact), text, AsOf.Plus(-86_400L * (1 + ((number * 7) + order) % 100)), Origin.Import, order++);
        }
        for (var i = 0; i < 10; i++) dossier.Add(new Touch(AsOf.Plus(-(3600L * (i + 1) * (1 + number % 50)) - i), plan.Kinds.IdOf(Kinds[(number + i) % Kinds.Length])));
        dossier.Seal();
        return dossier;
    }
}
