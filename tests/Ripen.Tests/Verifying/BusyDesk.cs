using System.Globalization;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Identity;
using Ripen.Intake;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Privacy;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Tests.Verifying;

/// <summary>Fills a desk with some two hundred leads of twenty organisations: imported and come by form, in all places of their life.</summary>
internal static class BusyDesk
{
    public const int Persons = 200;
    private const int Import = 1;

    public static async Task FillAsync(Desk desk)
    {
        await desk.Writer.DoAsync(write => write.Execute(
            "insert into imports (import, what, file, line, began_at, ended_at, began_by, rows_read, rows_taken, rows_seen, rows_refused, rows_review, report) values (1, 'leads', 'leads.csv', 'main', @now, @now, 'ann', 100, 100, 0, 0, 0, '{}')",
            ("@now", desk.Now)));
        var imported = Enumerable.Range(0, Persons / 2).Select(number => Arrival(desk, number, isImported: true)).ToList();
        var came = Enumerable.Range(Persons / 2, Persons / 2).Select(number => Arrival(desk, number, isImported: false)).ToList();
        await TakeAsync(desk, imported, Import);
        await TakeAsync(desk, came);
        await AgreeAnewAsync(desk);
        await SettleAsync(desk);
        await LiveAsync(desk, [.. imported.Concat(came).Where(arrival => arrival.Lead is not null)]);
        await MergeAsync(desk, imported[0].About!.Value);
        await UnsubscribeAsync(desk, came[1].About!.Value);
        await SettleAsync(desk);
    }

    // A programme wrote to him, and then he wanted no more.
    private static Task UnsubscribeAsync(Desk desk, Guid person) => desk.Writer.DoAsync(write =>
    {
        write.Execute(
            "insert into mails (person_id, programme, step, mail_id, lead, version, address, subject, body, at) values (@person, 'warm', 'hello', @mail, 1, 1, @address, 'Hello', 'Hello', @now)",
            ("@person", person), ("@mail", desk.Ids.Next(desk.Now)), ("@address", PersonIdentity.Addresses(write, [person])[0]), ("@now", desk.Now));
        Unsubscribing.ByHimself(write, desk, person, new("unsubscribe", "en", null, desk.Now));
    });

    /// <summary>Judges every open lead, as background work does by and by.</summary>
    public static Task SettleAsync(Desk desk) => desk.Writer.DoAsync(write =>
    {
        var judging = new JudgingByLine(desk.Agreements).Of(write, Desk.MainLine, desk.Now);
        var leads = LeadStore.OpenAfter(write, Desk.MainLine, Guid.Empty, 10 * Persons);
        judging.Judge(write, leads, desk.Now);
        LeadStore.Save(write, leads);
        write.Execute("delete from desk_work");
    });

    // Every fifth is as ripe as can be; of the others each knows and did a little more than the one before.
    private static Arrival Arrival(Desk desk, int number, bool isImported)
    {
        var company = number % 20;
        var email = number % 31 == 30 ? $"info@company-{company}.com" : $"person{number}@company-{company}.com";
        var arrival = new Arrival { Line = Desk.MainLine, Email = EmailAddress.TryRead(email), ExternalId = isImported ? $"crm-{number}" : null, How = isImported ? OpenedBy.Import : OpenedBy.Touch };
        var now = desk.Now;
        var ripe = number % 5 == 0;
        foreach (var kind in ripe ? ["form_sent", "pricing_viewed", "demo_requested"] : (string[])["form_sent", "page_viewed"])
        {
            var at = now.AddDays(-number % 40).AddMinutes(-arrival.Touches.Count);
            arrival.Touches.Add(isImported
                ? new(kind, at, at) { Source = "Fair", Campaign = "Logistics days", IsAssumed = true }
                : new(kind, at, now) { Source = "Website", Offer = "Layout guide", ClientId = string.Create(CultureInfo.InvariantCulture, $"{number}-{kind}"), Scope = "web" });
        }
        (string, string)[] facts =
        [
            ("email", email), ("name", $"Person {number}"), ("organisation", $"Company {company}"), ("seniority", ripe ? "vp" : "specialist"), ("problem", "warehouse_full"),
            ("industry", "logistics"), ("employees", "400"), ("country", "DE"), ("budget", "25000 EUR"), ("buying_role", "decision_maker"),
            ("purchase_by", now.AddMonths(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ];
        foreach (var (fact, value) in ripe ? facts : facts.Take(3 + number % 4))
            arrival.Facts.Add(new(fact, FactCatalogue.Standard.Find(fact)!.Of, value, now.AddDays(-number % 30), isImported ? Origin.Import : Origin.Person) { IsAssumed = isImported });
        return arrival;
    }

    private static Task TakeAsync(Desk desk, List<Arrival> arrivals, int? import = null) =>
        desk.Writer.DoAsync(write => new IntakeBatch(desk, write, new JudgingByLine(desk.Agreements), import).Take(arrivals));

    private static Task AgreeAnewAsync(Desk desk) => desk.Writer.DoAsync(write =>
    {
        var text = AgreementStore.Find(write, Desk.MainLine, 1)!.Text.Replace("high_from: 40", "high_from: 35", StringComparison.Ordinal);
        var kept = AgreementStore.Propose(write, Desk.MainLine, AgreementReader.Read(text), text, "test", desk.Now);
        AgreementStore.Activate(write, kept.Line, kept.Version, "test", desk.Now);
    });

    private static async Task LiveAsync(Desk desk, List<Arrival> arrivals)
    {
        var now = Instant.From(desk.Now);
        LeadCommand[][] lives =
        [
            [],
            [new HandOver("lena")],
            [new HandOver("lena", IsRequest: true), new AcceptHandover("lena")],
            [new HandOver("lena"), new RejectHandover("lena", "not_now", now.Plus(90 * 86_400))],
            [new HandOver("lena"), new AcceptHandover("lena"), new OpenOpportunity("lena", SourceSide.Marketing)],
            [new HandOver("lena"), new AcceptHandover("lena"), new OpenOpportunity("lena", SourceSide.Marketing), new WinOpportunity("lena", new(3_200_000, "EUR"))],
            [new HandOver("markus"), new RejectHandover("markus", "wrong_person", ReferredTo: Guid.NewGuid())],
            [new Disqualify("sam", "a student")],
            [new Disqualify("sam", "a student"), new Reopen("sam", "works there now")],
        ];
        var handled = new List<Refusal?>();
        var place = 0;
        foreach (var arrival in arrivals.Where((_, i) => i % 5 == 0))
        {
            foreach (var command in lives[place++ % lives.Length]) handled.Add((await desk.Leads.HandleAsync(arrival.Lead!.Value, command, "lena")).Refusal);
        }
        if (handled.OfType<Refusal>().Count() > handled.Count / 2) throw new InvalidOperationException($"This desk is not as busy as it should be: {handled.OfType<Refusal>().First().Sentence}");
        // After won the next inquiry is a new lead.
        var again = arrivals.Where((_, i) => i % 5 == 0).Where((_, i) => i % lives.Length == 5).Select(arrival => Again(desk, arrival)).ToList();
        await TakeAsync(desk, again);
    }

    private static Arrival Again(Desk desk, Arrival first)
    {
        var arrival = new Arrival { Line = Desk.MainLine, Person = first.About };
        arrival.Touches.Add(new("form_sent", desk.Now) { Source = "Website" });
        return arrival;
    }

    private static Task MergeAsync(Desk desk, Guid into) => desk.Writer.DoAsync(write =>
    {
        var other = desk.Ids.Next(desk.Now);
        write.Insert(Tables.Persons, [[other, null, into, desk.Now, null]]);
        write.Insert(Tables.ContactKeys, [[2, "other@example.com", other, null]]);
    });
}
