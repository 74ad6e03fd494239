using Ripen.Desks;
using Ripen.Leads;
using Ripen.Life;
using Ripen.Privacy;
using Ripen.Storage;
using Ripen.Values;

namespace Ripen.Nurture;

/// <summary>The step of a lead's programme that is due: what has to be there before the lead decides on it, and what is written with it.</summary>
internal sealed class StepTaking(Desk desk, Write write)
{
    private const string SentBefore = "this person got it before";
    private const string NoAddress = "no e-mail address is known";

    /// <summary>The command; a mail is written into the outbox with it, in the same transaction.</summary>
    /// <param name="taskFor">Whose task it is, where the step is one.</param>
    public TakeStep Of(LeadRecord lead, Func<string?> taskFor)
    {
        var book = desk.Programmes.Book(write);
        var run = lead.State.Enrolment;
        var step = run is not null && book.Of(run.Programme, run.Version) is { } programme && run.Step < programme.Steps.Count ? programme.Steps[run.Step] : null;
        return step switch
        {
            MailStep mail => new(book, new MailOutcome(WhyNot(lead, run!, mail))),
            TaskStep => new(book, TaskFor: taskFor()),
            _ => new(book),
        };
    }

    // Null where it is in the outbox now.
    private string? WhyNot(LeadRecord lead, Enrolment run, MailStep step)
    {
        if (lead.Email is not { } address) return NoAddress;
        if (write.Single("select 1 from mails where person_id = @person and programme = @programme and step = @step", ("@person", lead.Id.Person), ("@programme", run.Programme), ("@step", step.Id)) is not null) return SentBefore;
        // Tried again in an hour: once the key is put back nobody has missed anything.
        if (!Suppressions.HasKey(write, desk)) throw new InvalidOperationException(Suppressions.WrongKey(desk));
        if (LawfulMail.WhyNot(write, desk, lead.Id.Person, address) is { } unlawful) return unlawful;
        if (desk.Programmes.Find(write, run.Programme, run.Version)?.Mails.GetValueOrDefault(step.Id) is not { } template || ValuesOf(lead, step) is not { } values) return "it cannot be read any more";
        var mail = template.Render(values);
        if (mail is not { Subject: { } subject, Body: { } body }) return mail.Reason ?? "it could not be written";
        write.Execute(
            """
            insert into mails (person_id, programme, step, mail_id, lead, version, address, subject, body, offer, at)
            values (@person, @programme, @step, @id, @lead, @version, @address, @subject, @body, @offer, @now)
            """,
            ("@person", lead.Id.Person), ("@programme", run.Programme), ("@step", step.Id), ("@id", desk.Ids.Next(desk.Now)), ("@lead", lead.Id.Number), ("@version", run.Version),
            ("@address", address), ("@subject", subject), ("@body", body), ("@offer", step.Offer), ("@now", desk.Now));
        return null;
    }

    private MailValues? ValuesOf(LeadRecord lead, MailStep step)
    {
        if (desk.Agreements.InForce(write, lead.State.Line ?? Desk.MainLine, desk.Now) is not { } agreement) return null;
        var dossier = new DossierLoader(agreement).Load(write, [lead], desk.Now)[0];
        var sender = lead.State.LastOwner is { } owner ? desk.Users.Named(write, owner) : null;
        return MailValues.Of(agreement.Agreement, dossier, Instant.From(desk.Now), step.Offer, sender is { IsActive: true } ? sender : null, MailValues.NameOf(desk, write));
    }
}
