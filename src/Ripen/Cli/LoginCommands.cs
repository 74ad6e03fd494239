using System.CommandLine;
using Ripen.Reading;

namespace Ripen.Cli;

/// <summary><c>ripen login</c> and <c>ripen logout</c>: which token is used with <c>--server URL</c>.</summary>
internal static class LoginCommands
{
    public static Command LogIn()
    {
        var url = new Argument<string>("URL") { Description = "Where the desk is reached." };
        var file = new Option<string>("--token-file") { Description = "A file that holds the token and nothing else.", Required = true, HelpName = "FILE" };
        var command = new Command("login", "Keep a token for a desk elsewhere, to be used with --server URL.") { url, file };
        command.SetAction(async (parsed, stop) =>
        {
            var (server, token) = (RemoteServer.UrlOf(parsed.GetRequiredValue(url)), TokenIn(parsed.GetRequiredValue(file)));
            using (var remote = new RemoteServer(server, token)) await remote.CheckAsync(stop);
            KnownServers.Keep(server, token);
            await Console.Out.WriteLineAsync($"From now on: ripen --server {server} …");
            return CommandLine.Done;
        });
        return command;
    }

    public static Command LogOut()
    {
        var url = new Argument<string>("URL") { Description = "Where the desk is reached." };
        var command = new Command("logout", "Forget the token of a desk elsewhere. Revoke it there, too, where nobody else needs it.") { url };
        command.SetAction(parsed =>
        {
            var isForgotten = KnownServers.Forget(RemoteServer.UrlOf(parsed.GetRequiredValue(url)));
            Console.Out.WriteLine(isForgotten ? "Forgotten." : "No token was known for it.");
            return isForgotten ? CommandLine.Done : CommandLine.DoneWithFindings;
        });
        return command;
    }

    private static string TokenIn(string path)
    {
        try
        {
            var token = File.ReadAllText(path).Trim();
            return token.StartsWith(Accounts.ApiTokens.Prefix, StringComparison.Ordinal) && token.Length < 100 ? token : throw new InputRefusedException($"{Reports.Harmless(path)} holds no token: they begin with {Accounts.ApiTokens.Prefix}.");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new InputRefusedException($"{Reports.Harmless(path)} cannot be read: {InputFile.Sentence(failed)}");
        }
    }
}
