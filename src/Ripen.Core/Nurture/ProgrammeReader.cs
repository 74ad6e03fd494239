using Ripen.Agreements;
using Ripen.Values;

namespace Ripen.Nurture;

/// <summary>What came of reading a programme: the programme if there is no error, and everything there is to say about the text, in its order.</summary>
public sealed record ProgrammeReading(Programme? Programme, IReadOnlyList<Remark> Remarks)
{
    public IEnumerable<Remark> Errors => Remarks.Where(remark => remark.Severity == Severity.Error);

    public IEnumerable<Remark> Warnings => Remarks.Where(remark => remark.Severity == Severity.Warning);
}

/// <summary>Where the templates of a mail stand in the text; null where one is missing or is no text.</summary>
internal sealed record MailSource(string Step, YamlScalar? Subject, YamlScalar? Body);

/// <summary>A programme's text read, open for what else there is to say about it.</summary>
internal sealed record ProgrammeSource(Programme? Programme, IReadOnlyList<MailSource> Mails, Remarks Remarks)
{
    /// <summary>With all that has been said.</summary>
    public ProgrammeReading Reading => new(Remarks.Errors == 0 ? Programme : null, Remarks.InOrder());
}

/// <summary>Reads a programme's text: all errors at once, each with its place. Never throws, whatever the text.</summary>
public sealed class ProgrammeReader
{
    public const int MostSteps = 100;

    /// <summary>What no programme is called, because addresses have it.</summary>
    private static readonly string[] Taken = ["coverage", "new", "check"];

    private readonly Remarks remarks;
    private readonly Fields top;
    private readonly StepReader steps;

    private ProgrammeReader(YamlMap root, Remarks remarks)
    {
        this.remarks = remarks;
        top = new(root, remarks, "a programme", ProgrammeKeys.Top);
        steps = new(remarks);
    }

    public static ProgrammeReading Read(string yaml) => Source(yaml).Reading;

    /// <summary>The same, and where the mails stand: what templates may say is not decided here.</summary>
    internal static ProgrammeSource Source(string yaml)
    {
        var told = new Remarks();
        var root = YamlTree.Read(yaml, told, "programme");
        if (root is YamlMap map)
        {
            var reader = new ProgrammeReader(map, told);
            return new(reader.Whole(), reader.steps.Mails, told);
        }
        if (root is not (null or YamlScalar { IsBroken: true })) told.Error(root.At, root.Shown, "This is no programme: it has no keys.", "It starts with a line like: programme: warm-evaluate");
        return new(null, [], told);
    }

    private Programme? Whole()
    {
        top.Needs("programme", "programme: warm-evaluate");
        top.Needs("says", "says: For prospects who have shown interest but cannot decide yet");
        top.Needs("steps", "steps, and below it a line like: - wait: 2 days");
        var (name, says, leave) = (Name(), Sentence(), steps.Kinds(top, "leave_on"));
        var read = top.Find("steps") is { } node ? Steps(node) : [];
        if (name is null || says is null || read.Count == 0 || remarks.Errors > 0) return null;
        var programme = new Programme(name, read.Select(step => step.Step!).ToValueList()) { Says = says, LeaveOn = leave };
        ProgrammeWarnings.Look(programme, place => read[place].At, remarks);
        return programme;
    }

    private string? Name()
    {
        if (top.Text("programme") is not { } name) return null;
        if (ProgrammeKeys.IsName(name) && !Taken.Contains(name, StringComparer.Ordinal)) return name;
        var at = (YamlScalar)top.Find("programme")!;
        if (ProgrammeKeys.IsName(name)) remarks.Error(at.At, name, $"A programme cannot be called '{name}': addresses on the desk are.", $"For example: {name}-leads");
        else remarks.Error(at.At, name, "A programme has a name of 1 to 50 small letters, digits, hyphens and underscores, because agreements and addresses write it.", "For example: programme: warm-evaluate");
        return null;
    }

    private string? Sentence()
    {
        if (top.Text("says") is not { } says) return null;
        if (!says.Contains('\n', StringComparison.Ordinal)) return says;
        remarks.Error(top.Find("says")!.At, says, "'says' is one sentence on one line.");
        return null;
    }

    private List<ReadStep> Steps(YamlNode node)
    {
        if (node is not YamlList list)
        {
            if (node is not YamlScalar { IsBroken: true }) remarks.Error(node.At, node.Shown, "'steps' is a list: each step begins with a hyphen.", "For example: - wait: 2 days");
            return [];
        }
        if (list.Items.Count == 0) remarks.Error(list.At, "[]", "A programme has at least one step.", "For example: - wait: 2 days");
        if (list.Items.Count > MostSteps) remarks.Error(list.Items[MostSteps].At, list.Items[MostSteps].Shown, $"A programme has at most {MostSteps} steps; this has {list.Items.Count}.", "Make two programmes of it.");
        return steps.All(list.Items);
    }
}

/// <summary>The keys of a programme's maps, in the order in which people read them.</summary>
internal static class ProgrammeKeys
{
    public static readonly string[] Top = ["programme", "says", "leave_on", "steps"];
    public static readonly string[] Kinds = ["wait", "mail", "wait_for", "task", "end"];
    public static readonly string[] Wait = ["id", "for"];
    public static readonly string[] Mail = ["id", "subject", "offer", "body"];
    public static readonly string[] WaitFor = ["id", "touch", "until", "otherwise"];
    public static readonly string[] Task = ["id", "says", "within"];
    public static readonly string[] End = ["id"];

    /// <summary>Of a programme or a step.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 50 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
