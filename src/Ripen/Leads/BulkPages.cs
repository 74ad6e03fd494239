using Ripen.Accounts;
using Ripen.Desks;
using Ripen.Exports;
using Ripen.Life;
using Ripen.Reading;
using Ripen.Storage;
using Ripen.Web;
using Ripen.Web.Components;

namespace Ripen.Leads;

/// <summary>Asks before something is done to many leads.</summary>
/// <param name="Do">source, campaign or disqualify.</param>
/// <param name="Leads">Those picked; empty where all that match are meant.</param>
/// <param name="Count">How many leads that are.</param>
public sealed record BulkView(string Do, LeadsAddress Address, bool AreAll, IReadOnlyList<string> Leads, int Count, IReadOnlyList<string> Names, IReadOnlyList<Option> Known)
{
    public string? Error { get; init; }
}

/// <summary>What can be done to many leads of a list at once: asked for with the exact number, done, taken back.</summary>
internal static class BulkPages
{
    private const int Most = PageCount.Most;
    private const int MostNamed = 5;

    public static void Map(WebApplication app)
    {
        app.MapPost("/leads/bulk", AskAsync).ExcludeFromDescription();
        app.MapPost("/leads/bulk/source", (PageRequest request, PageForm form) => DoAsync(request, form, "source")).ExcludeFromDescription();
        app.MapPost("/leads/bulk/campaign", (PageRequest request, PageForm form) => DoAsync(request, form, "campaign")).ExcludeFromDescription();
        app.MapPost("/leads/bulk/disqualify", (PageRequest request, PageForm form) => DoAsync(request, form, "disqualify")).ExcludeFromDescription();
        app.MapPost("/leads/bulk/{change}/undoing", UndoAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> AskAsync(PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        using var session = request.Desk.Database.Read();
        var what = form.Text("do");
        if (what == "export") return await ExportAsync(request, session, form);
        if (what is not ("source" or "campaign" or "disqualify")) return HttpProblem.Field("do", "It is none of export, source, campaign, disqualify.");
        var (view, problem) = ViewOf(request.Desk, session, form, what);
        return problem is not null ? problem : request.Page<BulkPage>(session, "Change leads", view!);
    }

    private static async Task<IResult> DoAsync(PageRequest request, PageForm form, string what)
    {
        if (form.Problem is not null) return form.Problem;
        var (desk, typed, stop) = (request.Desk, form.Text("value"), request.Http.RequestAborted);
        List<LeadId> leads;
        using (var session = desk.Database.Read())
        {
            var (view, problem) = ViewOf(desk, session, form, what);
            if (problem is not null) return problem;
            if (form.Errors.Any || typed is null) return request.Page<BulkPage>(session, "Change leads", view! with { Error = typed is null ? "Say it in a word or more." : "It is too long." }, StatusCodes.Status400BadRequest);
            leads = Meant(desk, session, form, Most);
        }
        var changes = new BulkChanges(desk, request.Caller);
        var done = await (what switch
        {
            "source" => changes.SetSourceAsync(leads, typed, stop),
            "campaign" => changes.SetCampaignAsync(leads, typed, stop),
            _ => changes.DisqualifyAsync(leads, typed, stop),
        });
        return request.GoTo(Told(AddressOf(form), done));
    }

    private static async Task<IResult> UndoAsync(Guid change, PageRequest request, PageForm form)
    {
        if (form.Problem is not null) return form.Problem;
        return await new BulkChanges(request.Desk, request.Caller).UndoAsync(change, request.Http.RequestAborted) is { } undone
            ? request.GoTo(Told(AddressOf(form), undone))
            : HttpProblem.Refused("not_undone", "It was taken back already, or is older than a week.");
    }

    private static async Task<IResult> ExportAsync(PageRequest request, Session session, PageForm form)
    {
        var desk = request.Desk;
        if (desk.Agreements.InForce(session, Desk.MainLine, desk.Now) is not { } agreement) return HttpProblem.Refused("no_agreement", "No agreement is in force.");
        var (export, leads) = (new LeadsExport(desk, agreement), Meant(desk, session, form, int.MaxValue));
        if (form.Errors.Any) return form.Errors.ToProblem();
        // Put aside on disk: a million leads are half a gigabyte.
        var file = TempFile.Create();
        using (var words = new StreamWriter(file, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true))
        {
            using var sheet = ExportSheet.To(words, "csv", export.Columns);
            export.Write(session, sheet, _ => { }, request.Http.RequestAborted, leads);
            sheet.Finish();
        }
        await desk.Writer.DoAsync(write => Audit.Note(write, desk, request.Caller, Actions.Exported, "leads", Spoken.Counted(leads.Count, "lead")), request.Http.RequestAborted);
        file.Position = 0;
        return TypedResults.Stream(file, "text/csv; charset=utf-8", "leads.csv");
    }

    private static (BulkView? View, HttpProblem? Problem) ViewOf(Desk desk, Session session, PageForm form, string what)
    {
        var leads = Meant(desk, session, form, Most + 1);
        if (form.Errors.Any) return (null, form.Errors.ToProblem());
        if (leads.Count == 0) return (null, HttpProblem.Field("lead", "Pick at least one lead first."));
        if (leads.Count > Most) return (null, HttpProblem.TooLarge($"More than {Spoken.Number(Most)} leads match. Narrow the list, and change them in parts."));
        var named = LeadStore.OfPersons(session, [.. leads.Take(MostNamed).Select(lead => lead.Person)]).Where(lead => leads.Contains(lead.Id)).Take(MostNamed);
        var wording = new LeadWording(desk, session);
        var choices = LeadChoices.Of(session, agreement: null);
        return (new(what, AddressOf(form), form.IsSet("all"), form.IsSet("all") ? [] : [.. leads.Select(lead => lead.ToString())], leads.Count, [.. named.Select(lead => wording.Of(lead).Shown)], what == "source" ? choices.Sources : what == "campaign" ? choices.Campaigns : []), null);
    }

    private static List<LeadId> Meant(Desk desk, Session session, PageForm form, int most)
    {
        if (!form.IsSet("all")) return [.. form.All("lead").Select(text => LeadId.TryParse(text, out var lead) ? lead : default).Where(lead => lead != default).Distinct()];
        var query = AddressOf(form).ToQuery(desk.Settings.ZoneOf(session), desk.Now);
        var filter = LeadFilter.Of(desk, session, query);
        if (query.Errors.Any) form.Errors.Add("query", "These filters are none.");
        return form.Errors.Any ? [] : filter.Ids(most);
    }

    private static LeadsAddress AddressOf(PageForm form) => LeadsAddress.Of(form.Text("query", 4_000) ?? "");

    private static string Told(LeadsAddress address, BulkChange change) => address.ToString() is var path && path.Contains('?', StringComparison.Ordinal) ? $"{path}&done={change.Id}" : $"{path}?done={change.Id}";
}
