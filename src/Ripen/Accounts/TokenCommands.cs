using System.CommandLine;
using Ripen.Cli;
using Ripen.Reading;

namespace Ripen.Accounts;

/// <summary><c>ripen token list|create|revoke</c>.</summary>
internal static class TokenCommands
{
    private const int UsualDays = 90;

    public static Command Create(TimeProvider clock) => new("token", "What programs use instead of a password.") { List(clock), Make(clock), Revoke(clock) };

    private static Command List(TimeProvider clock)
    {
        var format = ResultTable.Format();
        return new Command("list", "Every token.") { format }.OnDesk(clock, (parsed, context) =>
        {
            using var session = context.Desk.Database.Read();
            var table = new ResultTable("token", "name", "user", "scopes", "created_at", "expires_at", "used_at", "revoked_at");
            foreach (var token in ApiTokens.All(session)) table.Add($"{token.Id}", token.Name, context.Desk.Users.Find(session, token.User)?.Email, KnownScope.WordsOf(token.Scopes), token.CreatedAt, token.ExpiresAt, token.UsedAt, token.RevokedAt);
            table.WriteTo(context.Out, parsed.GetRequiredValue(format));
            return Task.FromResult(CommandLine.Done);
        });
    }

    private static Command Make(TimeProvider clock)
    {
        var user = new Option<string>("--user") { Description = "For whom it acts, by e-mail; it may never more than he.", Required = true };
        var name = new Option<string>("--name") { Description = "What it is for.", Required = true };
        var scopes = new Option<string>("--scope") { Description = $"{KnownScope.Words}; several with commas between.", DefaultValueFactory = _ => "read" };
        var days = new Option<int>("--days") { Description = "For how many days it is good; at most 730.", DefaultValueFactory = _ => UsualDays };
        return new Command("create", "Make a token; it is printed this once.") { user, name, scopes, days }.OnDesk(clock, async (parsed, context) =>
        {
            var owner = UserCommands.Find(context, parsed.GetRequiredValue(user));
            var (called, lasts) = (parsed.GetRequiredValue(name).Trim(), parsed.GetValue(days));
            if (!owner.IsActive) throw new InputRefusedException($"{owner.Email} is deactivated, and so would be the token.");
            if (called.Length is 0 or > ApiTokens.LongestName) throw new InputRefusedException("--name may have 1 to 60 characters.");
            if (lasts is < 1 or > ApiTokens.LongestDays) throw new InputRefusedException("--days is from 1 to 730.");
            var secret = await context.Desk.Writer.DoAsync(write => TokenChanges.Create(context.Desk, write, Caller.OnThisMachine, owner, called, ScopesOf(parsed.GetRequiredValue(scopes)), lasts), context.Stop);
            context.Out.WriteLine(secret);
            await context.Error.WriteLineAsync("Copy it now: it is not shown again.");
            return CommandLine.Done;
        });
    }

    private static Command Revoke(TimeProvider clock)
    {
        var token = new Argument<string>("TOKEN") { Description = "Its id, as `ripen token list` shows it." };
        return new Command("revoke", "End a token at once.") { token }.OnDesk(clock, async (parsed, context) =>
        {
            if (!Guid.TryParse(parsed.GetRequiredValue(token), out var id) || !await context.Desk.Writer.DoAsync(write => TokenChanges.Revoke(context.Desk, write, Caller.OnThisMachine, id, ofAnybody: true), context.Stop))
                throw new InputRefusedException($"There is no token {Reports.Harmless(parsed.GetRequiredValue(token))}. See: ripen token list");
            context.Out.WriteLine("It is revoked.");
            return CommandLine.Done;
        });
    }

    private static Scope ScopesOf(string text)
    {
        var scopes = Scope.None;
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var scope = KnownScope.Of(word);
            scopes |= scope == Scope.None ? throw new InputRefusedException($"There is no scope '{Reports.Harmless(word)}'. There are {KnownScope.Words}.") : scope;
        }
        return scopes == Scope.None ? throw new InputRefusedException($"--scope wants at least one of {KnownScope.Words}.") : scopes;
    }
}
