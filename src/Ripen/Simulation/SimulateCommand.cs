using System.CommandLine;
using System.Globalization;
using Ripen.Cli;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Simulation;

/// <summary><c>ripen simulate</c>: a year of a fictional firm, written as files to import.</summary>
internal static class SimulateCommand
{
    private const string UsualEnd = "2026-07-01T08:00:00Z";
    private const long Most = 10_000_000;

    public static Command Create(TimeProvider clock)
    {
        var (leads, seed) = (Leads(CampaignPlan.PlannedLeads, Most), Seed());
        var until = new Option<string>("--until") { Description = "The instant at which the year ends.", DefaultValueFactory = _ => UsualEnd, HelpName = "INSTANT" };
        var folder = new Option<string>("--out") { Description = "The folder to write to; new or empty.", Required = true, HelpName = "DIR" };
        var command = new Command("simulate", "Write a year of a fictional firm as files to import, and the truth about it apart from them.") { leads, seed, until, folder };
        command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(leads), parsed.GetValue(seed), EndOf(parsed.GetRequiredValue(until)), parsed.GetRequiredValue(folder), clock, stop));
        return command;
    }

    public static Option<long> Leads(long usual, long most)
    {
        var leads = new Option<long>("--leads") { Description = "How many leads the year has.", DefaultValueFactory = _ => usual, HelpName = "N" };
        leads.Validators.Add(result =>
        {
            // What is no number is told without us.
            if (result.Tokens is [var token, ..] && long.TryParse(token.Value, CultureInfo.InvariantCulture, out var count) && (count < 1 || count > most)) result.AddError(string.Create(CultureInfo.InvariantCulture, $"--leads: 1 to {most:#,##0}."));
        });
        return leads;
    }

    public static Option<long> Seed() => new("--seed") { Description = "Which year: the same seed gives the same year, on every machine.", DefaultValueFactory = _ => 1, HelpName = "S" };

    private static Task<int> RunAsync(long leads, long seed, Instant until, string folder, TimeProvider clock, CancellationToken stop)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new InputRefusedException($"{Reports.Harmless(folder)} is not empty. Name a new folder with --out; nothing is ever written over.");
        try
        {
            Write(new(seed, leads, new(until)), leads, folder, clock, stop);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new InputRefusedException($"{Reports.Harmless(folder)} cannot be written to: {InputFile.Sentence(failed)}", failed) { ExitCode = CommandLine.Unreachable };
        }
        return Task.FromResult(CommandLine.Done);
    }

    private static void Write(Firm firm, long leads, string folder, TimeProvider clock, CancellationToken stop)
    {
        using var files = new SimulatedFiles(folder);
        using var progress = new Progress(clock, "leads", Console.Error, !Console.IsErrorRedirected, leads);
        var told = 0L;
        foreach (var some in firm.Accounts())
        {
            stop.ThrowIfCancellationRequested();
            foreach (var lead in some) files.Write(lead);
            progress.Report(told += some.Count);
        }
        files.Write(firm, leads);
        progress.Dispose();
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{told:#,##0} leads of the year up to {firm.Year.Until} in {folder}"));
        foreach (var kind in (string[])["leads", "touches", "decisions", "outcomes", "costs"]) Console.Out.WriteLine($"  ripen import {kind} {Path.Combine(folder, $"{kind}.csv")}");
    }

    private static Instant EndOf(string text) => InstantText.TryParse(text.Trim(), Zone.Utc, out var at, out _) && at.ToDateTimeOffset().Year is >= 1980 and <= 2100 ? at
        : throw new InputRefusedException($"--until {Reports.Harmless(text)} is no instant of this time. Write 2026-07-01T08:00:00Z, or a date such as 2026-07-01.");
}
