using System.CommandLine;
using Ripen.Cli;

namespace Ripen.Verifying;

/// <summary><c>ripen verify</c>: whether everything that always holds does hold on this desk.</summary>
internal static class VerifyCommand
{
    public static Command Create(TimeProvider clock)
    {
        var all = new Option<bool>("--all") { Description = "Judge every lead again, not some ten thousand, and look into every index." };
        var format = new Option<string>("--format") { Description = "table, json, ndjson or csv.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong(VerifiedWords.Formats);
        return new Command("verify", "Check a desk, also one that is at work: what is written down fits together, and every verdict is found again. Exit code 1 where something is wrong.") { all, format }
            .OnDesk(clock, (parsed, context) => Task.FromResult(Run(context, parsed.GetValue(all), parsed.GetRequiredValue(format))));
    }

    private static int Run(DeskContext context, bool all, string format)
    {
        Verified verified;
        using (var progress = new Progress(context.Desk.Clock, "leads", context.Error, context.IsTerminal, Total(context)))
            verified = new Verification(context.Desk, all, progress.Report).Run(context.Stop);
        VerifiedWords.Write(format, verified, context.Out);
        return verified.Faults.Count == 0 ? CommandLine.Done : CommandLine.DoneWithFindings;
    }

    private static long Total(DeskContext context)
    {
        using var session = context.Desk.Database.Read();
        return Verification.Leads(session);
    }
}
