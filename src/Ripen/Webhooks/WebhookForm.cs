using Ripen.Desks;
using Ripen.Web;

namespace Ripen.Webhooks;

/// <summary>What is said of a webhook by whoever adds or changes it.</summary>
public sealed record WebhookForm(string Name, string Url, IReadOnlyList<string> Events, IReadOnlyDictionary<string, string[]> Errors)
{
    public const int LongestName = 80;

    public static WebhookForm Empty { get; } = new("", "", [], FieldErrors.None);

    public static WebhookForm Of(Webhook webhook) => new(webhook.Name, webhook.Url, webhook.Events, FieldErrors.None);

    public string? ErrorOf(string field) => Errors.TryGetValue(field, out var sentences) ? sentences[0] : null;

    internal static WebhookForm Of(PageForm form) => new(form.Text("name", LongestName) ?? "", form.Text("url", WebhookTarget.Longest) ?? "", form.All("events"), FieldErrors.None);

    /// <summary>Looks at all of it, the target too.</summary>
    internal async Task CheckAsync(Desk desk, FieldErrors errors, CancellationToken stop)
    {
        if (Name.Trim().Length is 0 or > LongestName || Name.Any(char.IsControl)) errors.Add("name", $"What it is for, so that you know it again: 1 to {LongestName} characters.");
        if (Events.Count == 0) errors.Add("events", "Choose at least one.");
        foreach (var unknown in Events.Where(word => !WebhookType.IsKnown(word)).Take(3)) errors.Add("events", $"There is no event '{HttpProblem.Shown(unknown)}'. There are {string.Join(", ", WebhookType.All.Select(type => type.Word))}.");
        bool allowsInside;
        using (var session = desk.Database.Read()) allowsInside = WebhookTarget.AllowsInside(session, desk);
        if (await WebhookTarget.ObjectionAsync(desk, Url, allowsInside, stop) is { } objection) errors.Add("url", objection);
    }
}
