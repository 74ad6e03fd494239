using System.Buffers;
using System.CommandLine;
using Ripen.Agreements;
using Ripen.Cli;
using Ripen.Imports;
using Ripen.Leads;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary><c>ripen grade</c>: judges the leads of a file, without a database.</summary>
internal static class GradeCommand
{
    private static readonly string[] Temperatures = ["hot", "warm", "cold"];

    public static Command Create(TimeProvider clock)
    {
        var leads = new Argument<string?>("LEADS") { Description = "A CSV or NDJSON file: id, facts by name, FACT_on for when one was said, group.", Arity = ArgumentArity.ZeroOrOne };
        var agreement = new Option<string?>("--agreement") { Description = "The agreement to judge by, a YAML file.", HelpName = "FILE" };
        var touches = new Option<string?>("--touches") { Description = "What happened: lead, kind, at, in any order.", HelpName = "FILE" };
        var map = new Option<string?>("--map") { Description = "Which column is which fact, if the names differ.", HelpName = "FILE" };
        var asOf = new Option<string?>("--as-of") { Description = "Judge as of this instant, such as 2026-07-15T09:00:00Z; else now.", HelpName = "INSTANT" };
        var format = new Option<string>("--format") { Description = "How verdicts are written.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong(VerdictFormat.Names);
        var only = new Option<string[]>("--only") { Description = "Show only leads that are hot, warm or cold.", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong(Temperatures);
        var explain = new Option<string[]>("--explain") { Description = "Tell the whole story of these leads, by id.", HelpName = "ID", AllowMultipleArgumentsPerToken = true };
        var sample = new Option<bool>("--sample") { Description = "Judge the leads of a fictional firm that come with Ripen." };
        var command = new Command("grade", "Judge every lead of a file by an agreement: hot, warm or cold, and why.") { leads, agreement, touches, map, asOf, format, only, explain, sample };
        command.Validators.Add(result =>
        {
            if (result.GetValue(sample)) return;
            if (result.GetValue(leads) is null) result.AddError("Name the file with the leads, or try --sample.");
            if (result.GetValue(agreement) is null) result.AddError("Name the agreement with --agreement FILE; agreements/bant.yaml is a start.");
        });
        command.SetAction((parsed, stop) => RunAsync(
            new(parsed.GetValue(leads), parsed.GetValue(agreement), parsed.GetValue(touches), parsed.GetValue(map), parsed.GetValue(asOf),
                parsed.GetRequiredValue(format), parsed.GetValue(only) ?? [], parsed.GetValue(explain) ?? [], parsed.GetValue(sample)),
            clock,
            stop));
        return command;
    }

    private sealed record Wanted(string? Leads, string? Agreement, string? Touches, string? Map, string? AsOf, string Format, string[] Only, string[] Explain, bool Sample);

    private static async Task<int> RunAsync(Wanted wanted, TimeProvider clock, CancellationToken stop)
    {
        var reading = wanted.Agreement is { } path ? AgreementFile.Read(path) : Sample.Agreement();
        if (reading.Agreement is not { } agreement)
        {
            AgreementFile.Tell(wanted.Agreement ?? "sample", reading, Console.Error);
            return CommandLine.BadInput;
        }
        var plan = Plan.Of(agreement, new TouchKinds());
        var asOf = AsOf(wanted, plan, clock);
        var (leadReports, touchReports) = (new Reports(wanted.Leads ?? "leads.csv"), new Reports(wanted.Touches ?? "touches.csv"));
        using var touches = Touches(wanted, plan, touchReports, clock);
        using var rows = wanted.Leads is { } leads ? RowReader.Open(leads, leadReports) : Sample.Leads(leadReports);
        var mapping = wanted.Map is { } map ? Mapping.Read(map, plan.Facts) : Mapping.None;
        using var source = new LeadSource(new LeadRows(rows, plan, mapping, asOf, leadReports), touches, plan, leadReports);
        var colour = CommandLine.WantsColour(Console.IsOutputRedirected);
        var grader = new Grader(plan, asOf, wanted.Format, colour, wanted.Only.Length > 0 ? wanted.Only.ToHashSet(StringComparer.Ordinal) : null) { Explain = wanted.Explain };

        await using var output = Console.OpenStandardOutput();
        await WriteStartAsync(wanted, agreement, output, colour);
        GradeSummary summary;
        TimeSpan took;
        using (var progress = new Progress(clock, "leads"))
        {
            summary = await grader.RunAsync(source, output, progress.Report, stop);
            took = progress.Elapsed;
        }
        if (touches is not null && touches.Count > touches.Matched) touchReports.Add("touches of leads that are not in the file of leads are left out", 0, $"{touches.Count - touches.Matched} touches", "");
        if (wanted.Explain.Length > 0) return ConcludeStories(wanted, summary, leadReports.File);
        Conclude(wanted, summary, leadReports, touchReports, agreement, took);
        return leadReports.Any || touchReports.Any ? CommandLine.DoneWithFindings : CommandLine.Done;
    }

    private static Instant AsOf(Wanted wanted, Plan plan, TimeProvider clock)
    {
        if (wanted.AsOf is not { } text) return wanted.Sample && wanted.Leads is null ? Sample.AsOf : Instant.From(clock.GetUtcNow());
        return InstantText.TryParse(text.Trim(), plan.Zone, out var at, out _) ? at
            : throw new InputRefusedException($"--as-of {Reports.Harmless(text)} is no instant. Write 2026-07-15T09:00:00Z, or a date such as 2026-07-15.");
    }

    private static TouchFile? Touches(Wanted wanted, Plan plan, Reports reports, TimeProvider clock)
    {
        if (wanted.Touches is null && wanted.Leads is not null) return null;
        using var rows = wanted.Touches is { } path ? RowReader.Open(path, reports) : Sample.Touches(reports);
        using var progress = new Progress(clock, "touches read");
        return TouchFile.Read(rows, plan, reports, progress.Report);
    }

    private static async Task WriteStartAsync(Wanted wanted, Agreement agreement, Stream output, bool colour)
    {
        if (wanted.Explain.Length > 0) return;
        var start = new ArrayBufferWriter<byte>();
        VerdictFormat.Create(wanted.Format, agreement, colour).Start(start);
        await output.WriteAsync(start.WrittenMemory);
    }

    private static int ConcludeStories(Wanted wanted, GradeSummary summary, string file)
    {
        var missing = wanted.Explain.Where(id => !summary.Stories.Contains(id)).ToList();
        foreach (var id in missing) Console.Error.WriteLine($"There is no lead {Reports.Harmless(id)} in {file}.");
        return missing.Count > 0 ? CommandLine.DoneWithFindings : CommandLine.Done;
    }

    private static void Conclude(Wanted wanted, GradeSummary summary, Reports leadReports, Reports touchReports, Agreement agreement, TimeSpan took)
    {
        var writer = Console.Error;
        leadReports.WriteTo(writer);
        touchReports.WriteTo(writer);
        if (leadReports.Any || touchReports.Any) writer.WriteLine();
        summary.WriteTo(writer, agreement, took);
        if (wanted.Sample && summary.NearestHot is { } id) writer.WriteLine($"\nWhy is {id} only warm? Add: --explain {id}");
    }
}
