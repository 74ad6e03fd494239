using System.CommandLine;
using System.Globalization;
using Ripen.Accounts;
using Ripen.Cli;
using Ripen.Desks;
using Ripen.Nurture;
using Ripen.Reading;

namespace Ripen.Agreements;

/// <summary><c>ripen agreement check|list|show|propose|sign|activate|verify</c>.</summary>
internal static class AgreementCommands
{
    public static Command Create(TimeProvider clock) => new("agreement", "Check agreements, propose them, put them in force.")
    {
        CheckCommand.Create(), List(clock), Show(clock), Propose(clock), SigningCommands.Sign(clock), Activate(clock), SigningCommands.Verify(),
    };

    private static Command List(TimeProvider clock)
    {
        var format = ResultTable.Format();
        var command = new Command("list", "The versions of all lines, and how they stand.") { format };
        return command.OnDesk(clock, (parsed, context) => Task.FromResult(List(context, parsed.GetRequiredValue(format))))
            .OnServer((parsed, server, stop) => RemoteAgreements.ListAsync(server, parsed.GetRequiredValue(format), stop));
    }

    private static int List(DeskContext context, string format)
    {
        using var session = context.Desk.Database.Read();
        Tell(context, format, ShownAgreement.Of(AgreementStore.All(session), context.Desk.Now));
        return CommandLine.Done;
    }

    private static Command Show(TimeProvider clock)
    {
        var (version, line) = (VersionOf("The version; the one in force where left out."), LineOf());
        version.Arity = ArgumentArity.ZeroOrOne;
        var words = new Option<bool>("--words") { Description = "In plain words instead of its text." };
        var command = new Command("show", "A version's text, or the same in plain words.") { version, line, words };
        return command.OnDesk(clock, (parsed, context) => Task.FromResult(Show(context, parsed.GetRequiredValue(line), parsed.GetValue(version), parsed.GetValue(words))))
            .OnServer((parsed, server, stop) => RemoteAgreements.ShowAsync(server, parsed.GetRequiredValue(line), parsed.GetValue(version), parsed.GetValue(words), stop));
    }

    private static int Show(DeskContext context, string line, int version, bool inWords)
    {
        using var session = context.Desk.Database.Read();
        if (version == 0) version = context.Desk.Agreements.InForce(session, line, context.Desk.Now)?.Version ?? throw new InputRefusedException($"No agreement is in force in line {Reports.Harmless(line)}. See: ripen agreement list");
        var kept = AgreementStore.Find(session, line, version) ?? throw None(line, version);
        context.Out.Write(inWords ? AgreementWords.AsText(context.Desk.Agreements.Compiled(session, line, version).Agreement) : kept.Text);
        return CommandLine.Done;
    }

    private static Command Propose(TimeProvider clock)
    {
        var file = new Argument<string>("FILE") { Description = "The agreement, a YAML file." };
        var (line, format) = (LineOf(), ResultTable.Format());
        var command = new Command("propose", "Keep an agreement as the line's next version; it holds once it is activated.") { file, line, format };
        return command.OnDesk(clock, (parsed, context) => ProposeAsync(context, context.PathOf(parsed.GetRequiredValue(file)), parsed.GetRequiredValue(line), parsed.GetRequiredValue(format)))
            .OnServer((parsed, server, stop) => RemoteAgreements.ProposeAsync(server, parsed.GetRequiredValue(file), parsed.GetRequiredValue(line), parsed.GetRequiredValue(format), stop));
    }

    private static async Task<int> ProposeAsync(DeskContext context, string path, string line, string format)
    {
        if (!Proposing.IsLine(line)) throw new InputRefusedException($"--line {Reports.Harmless(line)}: a line's name has 1 to 50 small letters, digits, hyphens and underscores.");
        var text = AgreementFile.TextOf(path);
        var reading = AgreementReader.Read(text);
        AgreementFile.Tell(path, reading, context.Error);
        if (reading.Agreement is null) return CommandLine.BadInput;
        var (kept, isNew) = await context.Desk.Writer.DoAsync(write => Proposing.Propose(context.Desk, write, line, reading, text, Caller.OnThisMachine), context.Stop);
        await WarnAsync(context, reading.Agreement);
        if (!isNew) await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"This text is version {kept.Version} already."));
        else await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Once both sides have signed it, it is in force: on its page, or with ripen agreement sign {kept.Version}{(line == Desk.MainLine ? "" : $" --line {line}")}"));
        Tell(context, format, line, kept.Version);
        return CommandLine.Done;
    }

    private static Command Activate(TimeProvider clock)
    {
        var (version, line, format) = (VersionOf("The version."), LineOf(), ResultTable.Format());
        var command = new Command("activate", "Put a version in force without waiting for signatures, from now or from the day it names; then every lead of the line is judged under it.") { version, line, format };
        return command.OnDesk(clock, (parsed, context) => ActivateAsync(context, parsed.GetRequiredValue(line), parsed.GetRequiredValue(version), parsed.GetRequiredValue(format)));
    }

    private static async Task<int> ActivateAsync(DeskContext context, string line, int version, string format)
    {
        var (isThere, from, missing) = await context.Desk.Writer.DoAsync(
            write => AgreementStore.Find(write, line, version) is { } kept ? (true, Proposing.Activate(context.Desk, write, kept, Caller.OnThisMachine), Signatures.MissingOf(write, kept)) : (false, null, []),
            context.Stop);
        if (!isThere) throw None(line, version);
        if (from is not null && missing.Count > 0) await context.Error.WriteLineAsync($"It is not signed by {string.Join(" and ", missing)}, and holds all the same; the audit says so.");
        await WarnAsync(context, AgreementOf(context, line, version));
        if (from is null) await context.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Version {version} has been put in force before."));
        Tell(context, format, line, version);
        return from is null ? CommandLine.DoneWithFindings : CommandLine.Done;
    }

    // Leads for whom such a programme is named get nothing; that is for people to decide, and no error.
    private static async Task WarnAsync(DeskContext context, Agreement agreement)
    {
        using var session = context.Desk.Database.Read();
        foreach (var name in ProgrammeSaving.MissingOf(context.Desk, session, agreement)) await context.Error.WriteLineAsync($"warning: Under nurture it names a programme into which nobody comes on this desk: {Reports.Harmless(name)}. See: ripen programme list");
    }

    private static Agreement AgreementOf(DeskContext context, string line, int version)
    {
        using var session = context.Desk.Database.Read();
        return context.Desk.Agreements.Compiled(session, line, version).Agreement;
    }

    private static void Tell(DeskContext context, string format, string line, int version)
    {
        using var session = context.Desk.Database.Read();
        Tell(context, format, [Proposing.Shown(session, line, version, context.Desk.Now)!]);
    }

    private static void Tell(DeskContext context, string format, IReadOnlyList<ShownAgreement> agreements)
    {
        var table = NewTable();
        foreach (var one in agreements)
        {
            var standing = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(one.Standing.ToString());
            table.Add(one.Line, one.Version, standing, one.InForceAt, one.ProposedAt, one.ProposedBy, one.ActivatedBy, one.Name);
        }
        table.WriteTo(context.Out, format);
    }

    /// <summary>Versions, for people and programs.</summary>
    public static ResultTable NewTable() => new("line", "version", "standing", "in_force_at", "proposed_at", "proposed_by", "activated_by", "name");

    private static Argument<int> VersionOf(string says) => new("VERSION") { Description = says };

    private static Option<string> LineOf() => new("--line") { Description = "The product line.", DefaultValueFactory = _ => Desk.MainLine, HelpName = "LINE" };

    private static InputRefusedException None(string line, int version) => new(string.Create(CultureInfo.InvariantCulture, $"There is no version {version} of the agreement of line {Reports.Harmless(line)}. See: ripen agreement list"));
}
