using System.CommandLine;
using System.Globalization;
using System.Text;
using Ripen.Accounts;
using Ripen.Cli;
using Ripen.Desks;
using Ripen.Reading;

namespace Ripen.Agreements;

/// <summary><c>ripen agreement sign</c>, on a desk, and <c>ripen agreement verify</c>, without one.</summary>
internal static class SigningCommands
{
    private const int MostBytes = 2_000_000;

    public static Command Sign(TimeProvider clock)
    {
        var version = new Argument<int>("VERSION") { Description = "The version." };
        var user = new Option<string>("--user") { Description = "Who signs, by e-mail.", Required = true };
        var side = new Option<string>("--for") { Description = "sales or marketing.", Required = true };
        side.AcceptOnlyFromAmong("sales", "marketing");
        var password = new Option<string>("--password-file") { Description = "A file that holds the password and nothing else.", Required = true, HelpName = "FILE" };
        var line = new Option<string>("--line") { Description = "The product line.", DefaultValueFactory = _ => Desk.MainLine, HelpName = "LINE" };
        return new Command("sign", "Sign a version for a side; the second signature puts it in force.") { version, user, side, password, line }.OnDesk(clock, async (parsed, context) =>
        {
            var (desk, signer, of) = (context.Desk, UserCommands.Find(context, parsed.GetRequiredValue(user)), Signatures.SideOf(parsed.GetRequiredValue(side))!.Value);
            var typed = TextOf(context.PathOf(parsed.GetRequiredValue(password))).TrimEnd('\r', '\n');
            var by = Caller.OnThisMachine with { By = signer.Email, User = signer };
            if (!signer.SignsFor(of)) throw new InputRefusedException($"{signer.Email} does not sign for {of}. See: ripen user set {signer.Email} --signs-for {Signatures.WordOf(of)}");
            if (await desk.Writer.DoAsync(write => LoginLimits.Begin(write, signer.Email, null, desk.Now), context.Stop) is { } until) throw new InputRefusedException(LoginPages.WaitOf(until - desk.Now));
            if (!Passwords.IsOf(signer, typed)) throw new InputRefusedException("That is not the password.");
            var isNew = await desk.Writer.DoAsync<bool?>(
                write =>
                {
                    LoginLimits.Succeed(write, signer.Email, null);
                    return AgreementStore.Find(write, parsed.GetRequiredValue(line), parsed.GetRequiredValue(version)) is { } kept ? Signatures.Sign(desk, write, kept, of, by) : null;
                },
                context.Stop) ?? throw new InputRefusedException(string.Create(CultureInfo.InvariantCulture, $"There is no version {parsed.GetRequiredValue(version)} in that line. See: ripen agreement list"));
            context.Out.WriteLine(isNew ? $"Signed for {of} by {signer.Name}." : $"It is signed for {of} already.");
            return isNew ? CommandLine.Done : CommandLine.DoneWithFindings;
        });
    }

    public static Command Verify()
    {
        var file = new Argument<string>("FILE") { Description = "A signed version as the desk gives it out." };
        var command = new Command("verify", "Check a signed version that left a desk: is this the text, and who signed it?") { file };
        command.SetAction(async (parsed, _) =>
        {
            var export = SignedExport.Read(TextOf(parsed.GetRequiredValue(file))) ?? throw new InputRefusedException($"{Reports.Harmless(parsed.GetRequiredValue(file))} is no signed version. It is had on the page of the agreement.");
            var faults = export.Faults();
            foreach (var fault in faults) await Console.Error.WriteLineAsync(fault);
            if (faults.Count > 0) return CommandLine.DoneWithFindings;
            foreach (var one in export.Signatures) await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Version {export.Version} of {Reports.Harmless(export.Line)}: signed for {Reports.Harmless(one.Side)} by {Reports.Harmless(one.Name)} ({Reports.Harmless(one.By)}) on {one.At:yyyy-MM-dd HH:mm} UTC"));
            await Console.Error.WriteLineAsync($"Whoever trusts this compares the key of the desk, which its page shows too: {DeskSeal.FingerprintOf(export.Key!)}");
            return CommandLine.Done;
        });
        return command;
    }

    private static string TextOf(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw new InputRefusedException($"{Reports.Harmless(path)} is too large to be that.");
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new InputRefusedException($"{Reports.Harmless(path)} cannot be read: {InputFile.Sentence(failed)}");
        }
    }
}
