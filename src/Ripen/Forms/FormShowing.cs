using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Languages;
using Ripen.Privacy;
using Ripen.Storage;

namespace Ripen.Forms;

/// <summary>Shows a form to somebody: which fields, in which words.</summary>
internal sealed class FormShowing(Desk desk, Session session, KnownForm form, AgreementInForce agreement, Texts texts)
{
    private readonly FormWording wording = new(agreement.Agreement, texts);

    /// <summary>A new ticket for whoever opens the form.</summary>
    /// <param name="person">Who he is; null: nobody knows.</param>
    public FormTicket Ticket(Guid view, Guid? person, Guid? visitor, string? page, string? referrer, bool isFramed)
    {
        var variant = VariantOf(visitor ?? view);
        var chosen = FormQuestions.Of(desk, session, agreement, form, variant, person);
        return new()
        {
            Form = form.Form,
            Version = form.Version,
            Variant = variant,
            View = view,
            At = desk.Now.ToUnixTimeSeconds(),
            Always = [.. chosen.Fields.Select(field => field.Fact)],
            Asked = chosen.Asked,
            Person = person,
            Visitor = visitor,
            Language = texts.Language,
            Page = page,
            Referrer = referrer,
            IsFramed = isFramed,
        };
    }

    /// <summary>The fields that stand on it, in their order.</summary>
    public IEnumerable<FormField> FieldsOf(FormTicket ticket) =>
        form.Definition.Fields.Where(field => ticket.Always.Contains(field.Fact)).Concat(ticket.Asked.Select(fact => new FormField(fact))).DistinctBy(field => field.Fact);

    public FormFields Read(Func<string, IReadOnlyList<string>> sent, FormTicket ticket) => FormFields.Read(sent, FieldsOf(ticket), form.Definition, agreement, wording, texts.Language);

    /// <summary>The form with what was filled in.</summary>
    /// <param name="written">The ticket as it is sent along; null: a preview.</param>
    public FormView View(FormTicket ticket, string? written, FormFields filled, string? said = null)
    {
        var words = form.Definition.WordsIn(texts.Language, ticket.Variant);
        var fields = FieldsOf(ticket).Select(field => (Field: field, Fact: agreement.Plan.Facts.Find(field.Fact))).Where(pair => pair.Fact is not null)
            .Select(pair => wording.Of(pair.Fact!, pair.Field.IsRequired, pair.Field.When, filled.Values.GetValueOrDefault(pair.Fact!.Name) ?? [], filled.Errors.GetValueOrDefault(pair.Fact!.Name))).ToList();
        var purposes = from purpose in PurposesOf(form.Definition)
                       let wording = purpose.In(texts.Language)
                       where wording is not null
                       select new PurposeView(purpose.Name, wording.Title, wording.Says, filled.Purposes.Contains(purpose.Name));
        return new(form.Path, written, words.Title ?? form.Name, words.Intro, words.Button ?? texts["form.send"], fields, [.. purposes], said, AfreshOf(ticket));
    }

    /// <summary>The same ticket for a page that is shown now, with the wordings that stand on it.</summary>
    public FormTicket Now(FormTicket ticket) => ticket with
    {
        Wordings = [.. from purpose in PurposesOf(form.Definition)
                       let wording = purpose.In(texts.Language)
                       where wording is not null
                       select FormattableString.Invariant($"{purpose.Name} {wording.Version} {wording.Language}")],
    };

    /// <summary>The purposes for which it asks for consent, in the order of the desk.</summary>
    public IEnumerable<Purpose> PurposesOf(FormDefinition definition) => desk.Purposes.All(session).Where(purpose => purpose.IsChosen && definition.Purposes.Contains(purpose.Name));

    private string? AfreshOf(FormTicket ticket) => ticket.Person is null ? null
        : $"{form.Path}?new=1{(ticket.Visitor is { } visitor ? $"&v={visitor}" : "")}&lang={Uri.EscapeDataString(ticket.Language)}{(ticket.IsFramed ? "&framed=1" : "")}{(ticket.Page is { } page ? $"&u={Uri.EscapeDataString(page)}" : "")}";

    // The same visitor sees the same form.
    private int VariantOf(Guid who)
    {
        if (form.Definition.Second is not { } second) return 0;
        var hash = System.Security.Cryptography.SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes(form.Form), .. who.ToByteArray()]);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash) % 100 < second.Share ? 1 : 0;
    }
}
