using Ripen.Desks;
using Ripen.Privacy;
using Ripen.Settings;

namespace Ripen.Forms;

/// <summary>Answers that nobody looked at, or that nobody confirmed. What was taken is with the lead and stays there.</summary>
internal sealed class KeptAnswers() : Kept("form_answers", "Answers that wait", KnownSettings.KeepAnswers)
{
    public override Task<long> DeleteAsync(Desk desk, DateTimeOffset oldest, CancellationToken stop) => KeptById.DeleteAsync(
        desk, oldest, "select answer_id from form_answers where at <= @oldest order by answer_id limit @most", stop, "delete from form_answers where answer_id = any(@keys) returning answer_id");
}

/// <summary>That and how forms were shown, by which their numbers are counted.</summary>
internal sealed class KeptViews() : Kept("form_views", "Views of forms", KnownSettings.KeepFormViews)
{
    public override Task<long> DeleteAsync(Desk desk, DateTimeOffset oldest, CancellationToken stop) => KeptById.DeleteAsync(
        desk, oldest, "select view_id from form_views where at <= @oldest order by view_id limit @most", stop, "delete from form_views where view_id = any(@keys) returning view_id");
}
