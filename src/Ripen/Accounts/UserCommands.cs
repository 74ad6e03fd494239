using System.CommandLine;
using System.Text.Json.Nodes;
using Ripen.Cli;
using Ripen.Reading;
using Ripen.Storage;
using Ripen.Web;

namespace Ripen.Accounts;

/// <summary><c>ripen user list|add|set|link|deactivate|reactivate</c>.</summary>
internal static class UserCommands
{
    public static Command Create(TimeProvider clock) => new("user", "Who has an account, and what he may do.")
    {
        List(clock), Add(clock), Set(clock), Link(clock), Turn(clock, "deactivate", "Shut somebody out at once: sessions and tokens end.", UserChanges.Deactivate), Turn(clock, "reactivate", "Let somebody in again.", UserChanges.Reactivate),
    };

    private static Command List(TimeProvider clock)
    {
        var format = ResultTable.Format();
        return new Command("list", "Every user.") { format }.OnDesk(clock, (parsed, context) =>
        {
            using var session = context.Desk.Database.Read();
            Tell(context.Out, parsed.GetRequiredValue(format), context.Desk.Users.All(session));
            return Task.FromResult(CommandLine.Done);
        }).OnServer(async (parsed, server, stop) =>
        {
            var table = NewTable();
            foreach (var user in await server.AllAsync("/api/v1/users", stop)) table.Add($"{user["email"]}", $"{user["name"]}", Words(user["roles"]), Words(user["signs_for"]), (bool)user["second_step"]! ? "yes" : "no", (DateTimeOffset?)user["logged_in_at"], (DateTimeOffset?)user["deactivated_at"]);
            table.WriteTo(Console.Out, parsed.GetRequiredValue(format));
            return CommandLine.Done;
        });
    }

    private static Command Add(TimeProvider clock)
    {
        var (email, format) = (Email(), ResultTable.Format());
        var name = new Option<string>("--name") { Description = "What colleagues call him.", Required = true };
        var roles = new Option<string>("--role") { Description = $"{KnownRole.Words}; several with commas between.", Required = true };
        var signs = new Option<string?>("--signs-for") { Description = "sales, marketing, or both with a comma between." };
        return new Command("add", "Add somebody; prints the link by which he chooses his password.") { email, name, roles, signs, format }.OnDesk(clock, async (parsed, context) =>
        {
            var errors = new FieldErrors();
            var (address, called, sides) = (parsed.GetRequiredValue(email).Trim(), parsed.GetRequiredValue(name).Trim(), Sides(parsed.GetValue(signs)));
            UserRules.CheckEmail(errors, address.Length == 0 ? null : address);
            UserRules.CheckName(errors, called.Length is 0 or > UserRules.LongestName ? null : called);
            if (errors.Any) throw new InputRefusedException(errors.ToProblem().Detail);
            var (given, desk) = (RolesOf(parsed.GetRequiredValue(roles)), context.Desk);
            var made = await desk.Writer.DoAsync(write => UserChanges.Add(desk, write, Caller.OnThisMachine, address, called, user => user with { Roles = given, SignsForSales = sides.Sales, SignsForMarketing = sides.Marketing }), context.Stop)
                ?? throw new InputRefusedException($"Somebody has an account as {Reports.Harmless(address)} already.");
            await SayLinkAsync(context, made.Link);
            using var session = desk.Database.Read();
            Tell(context.Out, parsed.GetRequiredValue(format), [desk.Users.Find(session, made.User.Id)!]);
            return CommandLine.Done;
        });
    }

    private static Command Set(TimeProvider clock)
    {
        var (email, format) = (Email(), ResultTable.Format());
        var name = new Option<string?>("--name") { Description = "What colleagues call him." };
        var roles = new Option<string?>("--role") { Description = $"{KnownRole.Words}; several with commas between." };
        var signs = new Option<string?>("--signs-for") { Description = "sales, marketing, both with a comma between, or nobody." };
        var withoutDevices = new Option<bool>("--without-devices") { Description = "Take back his second step and passkeys: the device is lost." };
        return new Command("set", "Change what is said of somebody; what is left out stays.") { email, name, roles, signs, withoutDevices, format }.OnDesk(clock, async (parsed, context) =>
        {
            var desk = context.Desk;
            var found = Find(context, parsed.GetRequiredValue(email));
            var (called, given, sides) = (parsed.GetValue(name)?.Trim(), parsed.GetValue(roles), parsed.GetValue(signs));
            if (called is { Length: 0 or > UserRules.LongestName }) throw new InputRefusedException("--name may have 1 to 80 characters.");
            var refusal = await desk.Writer.DoAsync(
                write =>
                {
                    var refused = UserChanges.Save(desk, write, Caller.OnThisMachine, found.Id, called ?? found.Name, user => user with
                    {
                        Roles = given is null ? user.Roles : RolesOf(given),
                        SignsForSales = sides is null ? user.SignsForSales : Sides(sides).Sales,
                        SignsForMarketing = sides is null ? user.SignsForMarketing : Sides(sides).Marketing,
                    });
                    if (refused is null && parsed.GetValue(withoutDevices)) UserChanges.TakeBackDevices(desk, write, Caller.OnThisMachine, found.Id);
                    return refused;
                },
                context.Stop);
            if (refusal is not null) throw new InputRefusedException(refusal);
            using var session = desk.Database.Read();
            Tell(context.Out, parsed.GetRequiredValue(format), [desk.Users.Find(session, found.Id)!]);
            return CommandLine.Done;
        });
    }

    private static Command Link(TimeProvider clock)
    {
        var email = Email();
        return new Command("link", "Print a link by which somebody chooses a new password.") { email }.OnDesk(clock, async (parsed, context) =>
        {
            var found = Find(context, parsed.GetRequiredValue(email));
            if (!found.IsActive) throw new InputRefusedException($"{found.Email} is deactivated. First: ripen user reactivate {found.Email}");
            var link = await context.Desk.Writer.DoAsync(write => UserChanges.Link(context.Desk, write, Caller.OnThisMachine, found), context.Stop);
            await SayLinkAsync(context, link);
            return CommandLine.Done;
        });
    }

    private static Command Turn(TimeProvider clock, string name, string says, Func<Desks.Desk, Write, Caller, Guid, string?> turn)
    {
        var email = Email();
        return new Command(name, says) { email }.OnDesk(clock, async (parsed, context) =>
        {
            var found = Find(context, parsed.GetRequiredValue(email));
            if (await context.Desk.Writer.DoAsync(write => turn(context.Desk, write, Caller.OnThisMachine, found.Id), context.Stop) is { } refusal) throw new InputRefusedException(refusal);
            context.Out.WriteLine($"{found.Email} is {name}d.");
            return CommandLine.Done;
        });
    }

    // Where the desk is reached, whoever typed the command knows better than the desk.
    private static async Task SayLinkAsync(DeskContext context, string link)
    {
        context.Out.WriteLine($"/join/{link}");
        await context.Error.WriteLineAsync("Put the desk's own address before it, such as http://127.0.0.1:5080, and pass it on. It is good once, for three days.");
    }

    private static void Tell(TextWriter to, string format, IReadOnlyList<User> users)
    {
        var table = NewTable();
        foreach (var user in users)
        {
            var shown = ShownUser.Of(user);
            table.Add(shown.Email, shown.Name, string.Join(", ", shown.Roles), string.Join(", ", shown.SignsFor), shown.SecondStep ? "yes" : "no", shown.LoggedInAt, shown.DeactivatedAt);
        }
        table.WriteTo(to, format);
    }

    private static ResultTable NewTable() => new("email", "name", "roles", "signs_for", "second_step", "logged_in_at", "deactivated_at");

    private static string Words(JsonNode? list) => string.Join(", ", list!.AsArray().Select(word => $"{word}"));

    private static Argument<string> Email() => new("EMAIL") { Description = "His address." };

    /// <exception cref="InputRefusedException">There is no such user.</exception>
    public static User Find(DeskContext context, string email)
    {
        using var session = context.Desk.Database.Read();
        return context.Desk.Users.Find(session, email) ?? throw new InputRefusedException($"Nobody has an account as {Reports.Harmless(email)}. See: ripen user list");
    }

    private static Role RolesOf(string text)
    {
        var roles = Role.None;
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var role = KnownRole.Of(word);
            roles |= role == Role.None ? throw new InputRefusedException($"There is no role '{Reports.Harmless(word)}'. There are {KnownRole.Words}.") : role;
        }
        return roles == Role.None ? throw new InputRefusedException($"--role wants at least one of {KnownRole.Words}.") : roles;
    }

    private static (bool Sales, bool Marketing) Sides(string? text)
    {
        var words = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.FirstOrDefault(word => word is not ("sales" or "marketing" or "nobody")) is { } wrong) throw new InputRefusedException($"--signs-for {Reports.Harmless(wrong)}: write sales, marketing, sales,marketing or nobody.");
        return (words.Contains("sales"), words.Contains("marketing"));
    }
}
