using Ripen.Desks;
using Ripen.Leads;
using Ripen.Web;

namespace Ripen.Privacy;

/// <summary>What somebody of the desk records that a person said: on the phone, at a fair.</summary>
internal static class LeadConsentPages
{
    public static void Map(WebApplication app) => app.MapPost("/leads/{lead}/consents", RecordAsync).ExcludeFromDescription();

    private static async Task<IResult> RecordAsync(string lead, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        var desk = request.Desk;
        using var session = desk.Database.Read();
        if (LeadsApi.Find(session, lead) is not { } found) return HttpProblem.NotFound("lead");
        var (purpose, note, isGiven) = (desk.Purposes.All(session).FirstOrDefault(one => one.IsChosen && one.Name == form.Text("purpose")), form.Text("note", ConsentsApi.LongestNote)?.ReplaceLineEndings(" "), form.Text("given"));
        if (purpose is null) form.Errors.Add("purpose", "Choose what they said yes or no to.");
        if (isGiven is not ("yes" or "no")) form.Errors.Add("given", "Choose yes or no.");
        if (note is null) form.Errors.Add("note", "Say how they said it, such as: on the phone.");
        if (form.Errors.Any) return Again(request, desk, session, found, form.Errors.BySentence.First().Value[0]);
        await desk.Writer.DoAsync(write => Consents.Record(write, desk, found.Id.Person, new(purpose!.Name, isGiven == "yes", purpose.Basis, null, null, null, found.Email, null, desk.Now) { By = request.By, Note = note }), request.Http.RequestAborted);
        return request.GoTo($"/leads/{found.Id}");
    }

    private static IResult Again(PageRequest request, Desk desk, Storage.Session session, LeadRecord lead, string error)
    {
        var view = LeadView.Of(desk, session, lead);
        return request.Page<LeadMatter>(session, view.Lead.Shown, view with { Consent = view.Consent is null ? null : view.Consent with { Error = error } }, StatusCodes.Status400BadRequest);
    }
}
