using System.Globalization;
using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Nurture;

/// <summary>A step as it was read.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Step">Null where it has an error, which has been told.</param>
/// <param name="Otherwise">The id of the step with which it goes on, as it is written.</param>
internal sealed record ReadStep(Place At, string Id, Step? Step, YamlScalar? Otherwise = null);

/// <summary>Reads the steps of a programme.</summary>
internal sealed class StepReader(Remarks remarks)
{
    private const int LongestSubject = 500;
    private const int LongestBody = 32_768;
    private const int LongestOffer = 200;
    private readonly List<MailSource> mails = [];

    public IReadOnlyList<MailSource> Mails => mails;

    public List<ReadStep> All(IReadOnlyList<YamlNode> nodes)
    {
        var read = new List<ReadStep>();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (place, node) in nodes.Index())
        {
            var step = Read(node, string.Create(CultureInfo.InvariantCulture, $"step-{place + 1}"));
            read.Add(step);
            if (!ids.TryAdd(step.Id, place)) remarks.Error(step.At, step.Id, $"The id '{step.Id}' is that of step {ids[step.Id] + 1} already.", "What was done under an id is never done again to the same person, so each step has its own.");
        }
        for (var place = 0; place < read.Count; place++)
        {
            if (read[place].Otherwise is not { } otherwise) continue;
            var target = Target(otherwise, place, ids);
            if (read[place].Step is WaitForTouchStep step) read[place] = read[place] with { Step = step with { Otherwise = target } };
        }
        return read;
    }

    /// <summary>Kinds of touches of theirs, as touches are named; what is no kind of theirs is told.</summary>
    public ValueList<string> Kinds(Fields fields, string key)
    {
        var kinds = new List<string>();
        foreach (var scalar in fields.Scalars(key))
        {
            var kind = Folded.From(scalar.Text).Replace(' ', '_');
            var known = StandardKinds.Find(kind);
            if (kind.Length is 0 or > 100) remarks.Error(scalar.At, scalar.Text, $"'{Remarks.Shown(scalar.Text)}' is no kind of touch.", "For example: mail_answered");
            else if (known is { IsOurs: true }) remarks.Error(scalar.At, scalar.Text, $"'{kind}' is something we do; here stands what the person does.", "For example: mail_answered");
            else if (kinds.Contains(kind)) remarks.Error(scalar.At, scalar.Text, $"'{kind}' is here twice.", "Keep one of the two.");
            else
            {
                if (known is null && remarks.Meant(kind, StandardKinds.All.Where(one => !one.IsOurs).Select(one => one.Name)) is { } meant)
                    remarks.Warn(scalar.At, scalar.Text, $"'{kind}' is no kind that comes with Ripen.", $"Did you mean '{meant}'?");
                kinds.Add(kind);
            }
        }
        return kinds.ToValueList();
    }

    private ReadStep Read(YamlNode node, string usual)
    {
        if (node is YamlScalar { IsBroken: true }) return new(node.At, usual, null);
        if (node is YamlScalar alone)
        {
            if (alone.Text == "end") return new(alone.At, usual, new EndStep(usual));
            if (ProgrammeKeys.Kinds.Contains(alone.Text, StringComparer.Ordinal)) remarks.Error(alone.At, alone.Text, $"'{alone.Text}' needs something behind it.", Example(alone.Text));
            else NoStep(alone);
            return new(alone.At, usual, null);
        }
        if (node is not YamlMap map)
        {
            remarks.Error(node.At, node.Shown, "A step is no list.", Example("wait"));
            return new(node.At, usual, null);
        }
        if (map.Entries is not [var (key, value)])
        {
            var kind = map.Entries.Find(entry => ProgrammeKeys.Kinds.Contains(entry.Key.Text, StringComparer.Ordinal)).Key?.Text;
            if (map.Entries.Count > 0) remarks.Error(map.At, map.Shown, "A step is one thing to do, with all that belongs to it below it.", kind is null ? Example("wait") : $"Indent what belongs to '{kind}' further than '{kind}' itself, and begin every other step with a hyphen.");
            return new(map.At, usual, null);
        }
        if (key.IsBroken) return new(map.At, usual, null);
        return key.Text switch
        {
            "wait" => Wait(map, value, usual),
            "mail" => Of(map, value, usual, "a mail", ProgrammeKeys.Mail, Mail),
            "wait_for" => Of(map, value, usual, "a wait_for", ProgrammeKeys.WaitFor, WaitFor),
            "task" => Of(map, value, usual, "a task", ProgrammeKeys.Task, Task),
            "end" => Of(map, value, usual, "an end", ProgrammeKeys.End, (_, id) => (new EndStep(id), null)),
            _ => NoStep(key) ?? new(map.At, usual, null),
        };
    }

    private ReadStep? NoStep(YamlScalar word)
    {
        var meant = remarks.Meant(word.Text, ProgrammeKeys.Kinds);
        remarks.Error(word.At, word.Text, $"There is no step '{Remarks.Shown(word.Text)}'.", meant is null ? $"Steps are: {string.Join(", ", ProgrammeKeys.Kinds)}." : $"Did you mean '{meant}'?");
        return null;
    }

    private ReadStep Of(YamlMap step, YamlNode value, string usual, string where, string[] keys, Func<Fields, string, (Step? Step, YamlScalar? Otherwise)> read)
    {
        if (value is not YamlMap map)
        {
            if (value is not YamlScalar { IsBroken: true }) remarks.Error(value.At, value.Shown, $"Behind '{step.Entries[0].Key.Text}' stand keys with values.", Example(step.Entries[0].Key.Text));
            return new(step.At, usual, null);
        }
        var fields = new Fields(map, remarks, where, keys);
        var id = Id(fields) ?? usual;
        var (made, otherwise) = read(fields, id);
        return new(step.At, id, made, otherwise);
    }

    // In short with the time alone, or with a name to which a jump can go.
    private ReadStep Wait(YamlMap step, YamlNode value, string usual)
    {
        if (value is not YamlMap) return new(step.At, usual, Time(new(step, remarks, "a step", ProgrammeKeys.Kinds), "wait") is { } time ? new WaitStep(usual, time) : null);
        return Of(step, value, usual, "a wait", ProgrammeKeys.Wait, (fields, id) => (fields.Needs("for", "for: 2 days") && Time(fields, "for") is { } waited ? new WaitStep(id, waited) : null, null));
    }

    private (Step?, YamlScalar?) Mail(Fields fields, string id)
    {
        var isWhole = fields.Needs("subject", "subject: How others found 1,900 pallet places") & fields.Needs("body", "body: | and the text below it, indented");
        var (subject, body) = (Template(fields, "subject", LongestSubject), Template(fields, "body", LongestBody));
        if (subject?.Contains('\n', StringComparison.Ordinal) == true)
        {
            remarks.Error(fields.Find("subject")!.At, subject, "A subject is one line.");
            subject = null;
        }
        var offer = fields.Find("offer") is { } node ? fields.TextOf(node, "offer", LongestOffer) : null;
        mails.Add(new(id, subject is null ? null : fields.Find("subject") as YamlScalar, body is null ? null : fields.Find("body") as YamlScalar));
        return (isWhole && subject is not null && body is not null ? new MailStep(id, subject, body, offer) : null, null);
    }

    private string? Template(Fields fields, string key, int longest)
    {
        if (fields.Find(key) is not { } node) return null;
        if (node is not YamlMap { IsFlow: true }) return fields.TextOf(node, key, longest);
        remarks.Error(node.At, node.Shown, $"'{key}' begins with a brace, and so it is no text.", $"Put it in quotes: {key}: '{{{{ … }}}} …'");
        return null;
    }

    private (Step?, YamlScalar?) WaitFor(Fields fields, string id)
    {
        var isWhole = fields.Needs("touch", "touch: [mail_clicked, pricing_viewed]") & fields.Needs("until", "until: 7 days");
        if (fields.Find("touch") is YamlList { Items.Count: 0 } none) remarks.Error(none.At, "[]", "It waits for nothing.", "For example: touch: [mail_clicked, pricing_viewed]");
        var (kinds, until) = (Kinds(fields, "touch"), Time(fields, "until"));
        var otherwise = fields.Text("otherwise") is null ? null : (YamlScalar)fields.Find("otherwise")!;
        return (isWhole && kinds.Count > 0 && until is { } time ? new WaitForTouchStep(id, kinds, time) : null, otherwise);
    }

    private (Step?, YamlScalar?) Task(Fields fields, string id)
    {
        var isWhole = fields.Needs("says", "says: Call and ask what they compare us with") & fields.Needs("within", "within: 2 business days");
        var (says, within) = (fields.Text("says"), Time(fields, "within"));
        return (isWhole && says is not null && within is { } time ? new TaskStep(id, says, time) : null, null);
    }

    private string? Id(Fields fields)
    {
        if (fields.Text("id") is not { } id) return null;
        if (ProgrammeKeys.IsName(id)) return id;
        remarks.Error(fields.Find("id")!.At, id, "An id has 1 to 50 small letters, digits, hyphens and underscores.", "For example: id: success-story");
        return null;
    }

    private Duration? Time(Fields fields, string key)
    {
        if (fields.Duration(key, business: true) is not { } time) return null;
        var problem = time.Count == 0 ? "A time is longer than nothing." : ProgrammeFlow.DaysOf(time) > ProgrammeFlow.LongestWait ? "No step takes longer than 2 years." : null;
        if (problem is null) return time;
        remarks.Error(fields.Find(key)!.At, fields.Find(key)!.Shown, problem, "For example: 2 days");
        return null;
    }

    private int? Target(YamlScalar otherwise, int place, Dictionary<string, int> ids)
    {
        var id = otherwise.Text.Trim();
        if (!ids.TryGetValue(id, out var target))
        {
            var meant = remarks.Meant(id, ids.Where(pair => pair.Value > place).Select(pair => pair.Key));
            remarks.Error(otherwise.At, id, $"There is no step '{Remarks.Shown(id)}'.", meant is null ? "Give the step an id and name it here." : $"Did you mean '{meant}'?");
            return null;
        }
        if (target > place) return target;
        remarks.Error(otherwise.At, id, $"'{id}' is {(target == place ? "this very step" : "an earlier step")}. It can only go on with a later one, so that every run comes to its end.", "To say it once more, write a further step.");
        return null;
    }

    private static string Example(string kind) => kind switch
    {
        "mail" => "For example: mail: and below it id, subject and body, indented",
        "wait_for" => "For example: wait_for: { touch: [mail_clicked], until: 7 days }",
        "task" => "For example: task: { says: Call and ask who decides, within: 2 business days }",
        "end" => "Write it alone: - end",
        _ => "For example: wait: 2 days",
    };
}
