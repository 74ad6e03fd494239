using Ripen.Accounts;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Languages;
using Ripen.Storage;
using Ripen.Tracking;
using Ripen.Web;
using Ripen.Web.Public;

namespace Ripen.Forms;

/// <summary><c>/f/{form}</c>: a form for anybody, on a page of its own, in a page of another site, or sent from plain HTML there.</summary>
internal static class PublicFormPages
{
    private const int MostFields = 80;
    private const int MostBytes = 64 * 1024;
    private const int LongestAddress = 1_000;
    private const string Script = "form.js";
    private static readonly string[] Own = ["ticket", FormGuard.Proof, FormGuard.Honeypot];

    public static void Map(WebApplication app)
    {
        app.MapGet("/f/{form}", GetAsync).ExcludeFromDescription();
        app.MapPost("/f/{form}", SendAsync).ExcludeFromDescription();
        app.MapPost("/f/{form}/start", StartAsync).ExcludeFromDescription();
        app.MapGet("/f/{form}/embed.js", Embed).ExcludeFromDescription();
        app.MapGet("/f/{form}/confirm/{link}", AskToConfirm).ExcludeFromDescription();
        app.MapPost("/f/{form}/confirm/{link}", ConfirmAsync).ExcludeFromDescription();
        app.MapGet("/d/{link}", Download).ExcludeFromDescription();
    }

    private static async Task<IResult> GetAsync(string form, PublicRequest request)
    {
        var desk = request.Desk;
        FormTicket ticket;
        IResult answer;
        using (var session = desk.Database.Read())
        {
            if (Find(session, form) is not { } found) return request.Nothing();
            var texts = request.TextsOf(session);
            if (Agreement(desk, session, found) is not { } agreement || !found.IsOpen) return Note(request, session, texts, new(texts["form.closed"], texts["form.closed_hint"]), IsFramed(request), StatusCodes.Status410Gone);
            var showing = new FormShowing(desk, session, found, agreement, texts);
            ticket = TicketOf(request, session, showing);
            answer = Shown(request, session, texts, showing, ticket, FormFields.None);
        }
        // A look ahead by a browser, or by a robot that says it is one, is no view.
        var headers = request.Http.Request.Headers;
        if (Machines.ByRequest(headers.UserAgent, (string?)headers["Sec-Purpose"] ?? headers["Purpose"]) is null) await desk.Writer.DoAsync(write => FormViews.Shown(write, ticket, SiteOf(ticket), desk.Now), request.Http.RequestAborted);
        return answer;
    }

    // Stands where its script stands. Who the visitor is, the tracker of the page says, if there is one and he agreed.
    private static IResult Embed(string form, PublicRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (Find(session, form) is null) return HttpProblem.NotFound("form");
        request.Http.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Text(FrontEnd.TextOf("embed.js"), "text/javascript", System.Text.Encoding.UTF8);
    }

    private static async Task<IResult> StartAsync(string form, PublicRequest request)
    {
        var sent = await PageForm.OfAnybodyAsync(request.Http, MostFields, MostBytes);
        if (sent.Problem is not null) return sent.Problem;
        if (FormTicket.Read(request.Desk.Secrets, sent.Text("ticket", 4_000)) is { } ticket && ticket.Form == form) await request.Desk.Writer.DoAsync(write => FormViews.Started(write, ticket, request.Desk.Now), request.Http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SendAsync(string form, PublicRequest request)
    {
        var desk = request.Desk;
        var sent = await PageForm.OfAnybodyAsync(request.Http, MostFields, MostBytes);
        if (sent.Problem is not null) return sent.Problem;
        var written = sent.Text("ticket", 4_000);
        var ticket = FormTicket.Read(desk.Secrets, written) is { } read && read.Form == form ? read : null;
        KnownForm? found;
        AgreementInForce? agreement;
        Texts texts;
        FormFields filled;
        using (var session = desk.Database.Read())
        {
            found = ticket is null ? Find(session, form) : FormStore.Find(session, form, ticket.Version);
            if (found is null) return request.Nothing();
            texts = ticket is null ? request.TextsOf(session) : desk.Texts.Of(session, ticket.Language);
            agreement = Agreement(desk, session, found);
            if (agreement is null || !found.IsOpen) return Note(request, session, texts, new(texts["form.closed"], texts["form.closed_hint"]), ticket?.IsFramed ?? false, StatusCodes.Status410Gone);
            var showing = new FormShowing(desk, session, found, agreement, texts);
            // Sent from plain HTML of another page, by a robot, or from a page that was open for too long: it is shown with what was filled in.
            if (ticket is null || FormGuard.IsTooOld(ticket, desk.Now) || FormGuard.IsTooQuick(ticket, desk.Now))
            {
                var anew = TicketOf(request, session, showing);
                if (ticket is null) anew = anew with { Asked = [.. anew.Asked.Union(FormQuestions.MayAsk(agreement, found.Definition).Where(sent.IsSet))] };
                return Shown(request, session, texts, showing, ticket is not null && !FormGuard.IsTooOld(ticket, desk.Now) ? ticket : anew, showing.Read(sent.All, ticket ?? anew), texts["form.send_again"], StatusCodes.Status400BadRequest);
            }
            filled = showing.Read(sent.All, ticket);
            if (filled.Errors.Count > 0) return Shown(request, session, texts, showing, ticket, filled, texts["form.look_again"], StatusCodes.Status400BadRequest);
        }
        var fields = FieldsOf(sent);
        var address = request.Http.Connection.RemoteIpAddress;
        var outcome = await desk.Writer.DoAsync(write =>
        {
            FormViews.Shown(write, ticket, SiteOf(ticket), desk.Now);
            FormViews.Hold(write, ticket);
            if (FormViews.OutcomeOf(write, ticket.View) is { } before) return before;
            var isSuspicious = FormGuard.IsSuspicious(write, desk, form, written!, sent, address);
            if (!isSuspicious && !(found.Definition.NeedsConfirmation && filled.Email is not null))
            {
                return new FormTaking(desk, write, found, agreement, Identification.AddressOf(request.Http)).Take(ticket, filled, desk.Now) ? FormOutcome.Taken : FormOutcome.Discarded;
            }
            if (HeldAnswers.CountOf(write, form) >= HeldAnswers.Most) return (FormOutcome?)null;
            var why = !isSuspicious && FormMails.AskToConfirm(write, desk, found, ticket, filled.Email!.Text, texts) ? FormOutcome.Unconfirmed : FormOutcome.Held;
            HeldAnswers.Put(write, ticket, why, fields, Identification.AddressOf(request.Http), desk.Now);
            FormViews.Sent(write, ticket, why, filled.Values.Keys, null, desk.Now);
            return why;
        }, request.Http.RequestAborted);
        using var after = desk.Database.Read();
        if (outcome == FormOutcome.Discarded)
        {
            // Whoever he was known to be is not there any more: the form asks who he is, with what he filled in.
            var showing = new FormShowing(desk, after, found, agreement, texts);
            var anew = showing.Ticket(desk.Ids.Next(desk.Now), null, null, ticket.Page, ticket.Referrer, ticket.IsFramed);
            return Shown(request, after, texts, showing, anew, showing.Read(sent.All, anew), texts["form.look_again"], StatusCodes.Status400BadRequest);
        }
        if (outcome is null)
        {
            request.Http.Response.Headers.RetryAfter = "300";
            return Note(request, after, texts, new(texts["page.error"], texts["form.too_many"]), ticket.IsFramed, StatusCodes.Status429TooManyRequests);
        }
        if (outcome == FormOutcome.Unconfirmed) return Note(request, after, texts, new(texts["form.confirm"], texts.Of("form.confirm_text", ("email", filled.Email!.Text))), ticket.IsFramed);
        return Note(request, after, texts, ThanksOf(desk, found, ticket, texts), ticket.IsFramed);
    }

    // Programs that look into mails follow links; they press no button.
    private static IResult AskToConfirm(string form, string link, PublicRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (FormMails.Confirmed(request.Desk, link) is not { } id || Find(session, form) is not { } found) return request.Nothing();
        if (HeldAnswers.Find(session, id) is not { } answer) return Gone(request, session, found, id);
        var texts = request.Desk.Texts.Of(session, answer.Ticket.Language);
        return Note(request, session, texts, new(texts["form.confirm_question"], found.Definition.WordsIn(texts.Language, answer.Ticket.Variant).Title ?? found.Name, Confirm: request.Http.Request.Path, ConfirmLabel: texts["form.confirm_button"]), isFramed: false);
    }

    private static async Task<IResult> ConfirmAsync(string form, string link, PublicRequest request)
    {
        var desk = request.Desk;
        if (FormMails.Confirmed(desk, link) is not { } id) return request.Nothing();
        var answer = await desk.Writer.DoAsync(write =>
        {
            if (HeldAnswers.Find(write, id) is not { } held || held.Form != form) return null;
            return HeldSettling.Settle(desk, write, form, id, isTaken: true, FormOutcome.Unconfirmed) ? held : null;
        }, request.Http.RequestAborted);
        using var session = desk.Database.Read();
        if (Find(session, form) is not { } found) return request.Nothing();
        if (answer is null) return Gone(request, session, found, id);
        var texts = desk.Texts.Of(session, answer.Ticket.Language);
        return Note(request, session, texts, ThanksOf(desk, found, answer.Ticket, texts), isFramed: false);
    }

    // It was confirmed before, or has waited for too long.
    private static IResult Gone(PublicRequest request, Session session, KnownForm form, Guid id)
    {
        var texts = request.TextsOf(session);
        return FormViews.OutcomeOf(session, id) == FormOutcome.Taken ? Note(request, session, texts, ThanksOf(form, texts), isFramed: false)
            : Note(request, session, texts, new(texts["form.closed"], texts["form.closed_hint"]), isFramed: false, StatusCodes.Status410Gone);
    }

    private static IResult Download(string link, PublicRequest request)
    {
        using var session = request.Desk.Database.Read();
        if (FormFiles.FormOf(request.Desk, session, link) is not { } form) return request.Nothing();
        if (form.Definition.File is { } id && FormFiles.Find(session, id) is { } file && FormFiles.Content(session, id) is { } content)
        {
            // Nothing of it runs here, whatever it is.
            request.Http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            return TypedResults.Bytes(content, "application/octet-stream", file.Name);
        }
        return form.Definition.Link is { } address ? PublicRequest.GoTo(address) : request.Nothing();
    }

    private static FormNoteView ThanksOf(Desk desk, KnownForm form, FormTicket ticket, Texts texts) =>
        ThanksOf(form, texts, ticket.Variant) with { Link = FormFiles.PathOf(desk, form, ticket), LinkLabel = texts["form.thanks_link"] };

    private static FormNoteView ThanksOf(KnownForm form, Texts texts, int variant = 0) => new(texts["form.thanks"], form.Definition.WordsIn(texts.Language, variant).Thanks ?? texts["form.thanks_text"]);

    private static KnownForm? Find(Session session, string form) => form.Length <= KnownForm.LongestSlug + 10 ? FormStore.Find(session, form) : null;

    private static AgreementInForce? Agreement(Desk desk, Session session, KnownForm form) => desk.Agreements.InForce(session, form.Line, desk.Now);

    private static FormTicket TicketOf(PublicRequest request, Session session, FormShowing showing)
    {
        var desk = request.Desk;
        var visitor = Guid.TryParse(request.Word("v"), out var id) && id != Guid.Empty ? id : (Guid?)null;
        var person = request.Word("new") is not null ? null : VisitorLinks.PersonOf(desk, request.Word(VisitorLinks.Mark, 500)) ?? (visitor is { } known && Visitor.Find(session, known)?.OwnerOf(desk.Now) is { } owner && !Visitors.IsRefused(session, owner) ? owner : (Guid?)null);
        return showing.Ticket(desk.Ids.Next(desk.Now), person, visitor, AddressIn(request, "u") ?? AddressOf(request.Http.Request.Headers.Referer), AddressIn(request, "r"), IsFramed(request));
    }

    private static bool IsFramed(PublicRequest request) => request.Word("framed") is not null;

    private static string? AddressIn(PublicRequest request, string word) => AddressOf(request.Word(word, LongestAddress));

    private static string? AddressOf(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && text!.Length <= LongestAddress ? url.ToString() : null;

    private static string? SiteOf(FormTicket ticket) => Uri.TryCreate(ticket.Page, UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Authority) : null;

    private static Dictionary<string, string[]> FieldsOf(PageForm sent) => sent.Names.Except(Own).ToDictionary(name => name, name => sent.All(name).ToArray(), StringComparer.Ordinal);

    private static IResult Shown(PublicRequest request, Session session, Texts texts, FormShowing showing, FormTicket ticket, FormFields filled, string? said = null, int status = StatusCodes.Status200OK)
    {
        var view = showing.View(ticket, showing.Now(ticket).Write(request.Desk.Secrets), filled, said);
        return request.Page<FormPage>(session, texts, view.Title, view, status, Sites.Policy(request.Desk, session), ticket.IsFramed, scripts: Script);
    }

    private static IResult Note(PublicRequest request, Session session, Texts texts, FormNoteView view, bool isFramed, int status = StatusCodes.Status200OK) =>
        request.Page<FormNotePage>(session, texts, view.Title, view, status, isFramed ? Sites.Policy(request.Desk, session) : null, isFramed, scripts: Script);
}
