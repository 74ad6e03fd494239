using System.CommandLine;
using Ripen.Accounts;
using Ripen.Cli;
using Ripen.Reading;

namespace Ripen.Privacy;

/// <summary><c>ripen suppress FILE</c>.</summary>
internal static class SuppressCommand
{
    public static Command Create(TimeProvider clock)
    {
        var file = new Argument<string>("FILE") { Description = "Addresses, one a line; what stands behind a comma or a semicolon is passed over." };
        return new Command("suppress", "Send nothing to these addresses any more, whoever has them. Only a hash of each is kept.") { file }.OnDesk(clock, async (parsed, context) =>
        {
            var path = context.PathOf(parsed.GetRequiredValue(file));
            try
            {
                var done = await SuppressionList.AddAsync(context.Desk, Caller.OnThisMachine, File.ReadLines(path), context.Stop);
                await context.Out.WriteLineAsync($"{Web.Components.Spoken.Counted(done.Added, "address", "addresses")} suppressed, {Web.Components.Spoken.Number(done.There)} had been before.");
                if (done.Refused == 0) return CommandLine.Done;
                await context.Error.WriteLineAsync($"{Web.Components.Spoken.Counted(done.Refused, "line is", "lines are")} no address, such as: {string.Join(", ", done.Unread)}");
                return CommandLine.DoneWithFindings;
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                throw new InputRefusedException($"{Reports.Harmless(path)} cannot be read: {failed.Message}");
            }
        });
    }
}
