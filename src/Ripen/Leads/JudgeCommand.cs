using System.CommandLine;
using System.Globalization;
using Ripen.Agreements;
using Ripen.Cli;
using Ripen.Reading;

namespace Ripen.Leads;

/// <summary><c>ripen judge</c>: judges every open lead of the desk under the agreement in force.</summary>
internal static class JudgeCommand
{
    public static Command Create(TimeProvider clock)
    {
        var line = new Option<string?>("--line") { Description = "Only this product line.", HelpName = "NAME" };
        return new Command("judge", "Judge every open lead of the desk under the agreement in force.") { line }.OnDesk(clock, (parsed, context) => RunAsync(parsed.GetValue(line), context));
    }

    private static async Task<int> RunAsync(string? only, DeskContext context)
    {
        var (tally, versions, total) = (new JudgeTally(), new List<string>(), 0L);
        var lines = LinesOf(only, context);
        using (var session = context.Desk.Database.Read())
        {
            foreach (var line in lines)
            {
                total += session.Count("select count(*) from leads where line = @line and ended is null", ("@line", line));
                var agreement = context.Desk.Agreements.InForce(session, line, context.Desk.Now)!;
                versions.Add(string.Create(CultureInfo.InvariantCulture, $"{agreement.Agreement.Name}, version {agreement.Version}{(lines.Count > 1 ? $" (line {Reports.Harmless(line)})" : "")}"));
            }
        }
        TimeSpan took;
        using (var progress = new Progress(context.Desk.Clock, "leads", context.Error, context.IsTerminal, total))
        {
            foreach (var line in lines)
            {
                var before = tally.Judged;
                tally.Add(await new LineWalk(context.Desk, line, count => progress.Report(before + count)).RunAsync(context.Stop));
            }
            took = progress.Elapsed;
        }
        await WriteAsync(context.Out, tally, string.Join("; ", versions), took);
        if (tally.Failed == 0) return CommandLine.Done;
        await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{tally.Failed:#,##0} leads could not be judged; they are tried again in an hour."));
        return CommandLine.DoneWithFindings;
    }

    private static IReadOnlyList<string> LinesOf(string? only, DeskContext context)
    {
        using var session = context.Desk.Database.Read();
        var lines = context.Desk.Agreements.LinesInForce(session, context.Desk.Now);
        if (only is null) return lines;
        return lines.Contains(only, StringComparer.Ordinal) ? [only] : throw new InputRefusedException($"No agreement is in force in line {Reports.Harmless(only)}. In force: {string.Join(", ", lines.Select(line => Reports.Harmless(line)))}.");
    }

    private static async Task WriteAsync(TextWriter output, JudgeTally tally, string agreements, TimeSpan took)
    {
        var rate = took.TotalSeconds > 0.5 ? string.Create(CultureInfo.InvariantCulture, $" in {took.TotalSeconds:0.0} s ({tally.Judged / took.TotalSeconds:#,##0} a second)") : "";
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{tally.Judged:#,##0} leads judged under {agreements}{rate}"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {"",-10} {"before",12} {"now",12}"));
        foreach (var temperature in Words.Temperatures.Append(JudgeTally.NotJudged))
        {
            if (temperature == JudgeTally.NotJudged && tally.Before(temperature) == 0) continue;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {temperature,-10} {tally.Before(temperature),12:#,##0} {tally.After(temperature),12:#,##0}"));
        }
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  of {tally.Changed:#,##0} something else was found than before"));
    }
}
