using System.CommandLine;
using System.Globalization;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Cli;

/// <summary><c>ripen database migrate|distribute</c>: the tables themselves. Not beside a server: it has migrated already, and holds them.</summary>
internal static class DatabaseCommand
{
    public static Command Create(TimeProvider clock) => new("database", "The tables of the desk: bring them to this version, or spread them over a cluster.") { Migrate(clock), Distribute(clock) };

    private static Command Migrate(TimeProvider clock)
    {
        var command = new Command("migrate", "Bring the database to this version of Ripen. Serving and every other command do it by themselves; this is for doing it beforehand.");
        command.SetAction(async parsed =>
        {
            await using var opened = await OpenedDatabase.OfAsync(DeskCommand.PlaceOf(parsed), clock);
            foreach (var name in opened.Applied) await Console.Out.WriteLineAsync($"Applied {name}.");
            if (opened.Applied.Count == 0) await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Nothing to do: {opened.Database.Name} has schema {Migrator.Newest}, which is this version's."));
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Distribute(TimeProvider clock)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Print what would be run." };
        var command = new Command("distribute", "Spread a desk on PostgreSQL over the nodes of a Citus cluster. Run again after an update that brings new tables.") { dryRun };
        command.SetAction(async parsed =>
        {
            var place = DeskCommand.PlaceOf(parsed);
            Distribution.RequirePostgres(place);
            if (parsed.GetValue(dryRun))
            {
                foreach (var (_, sql) in Distribution.Steps) await Console.Out.WriteLineAsync($"{sql};");
                return CommandLine.Done;
            }
            await using var opened = await OpenedDatabase.OfAsync(place, clock);
            using var session = opened.Database.Read();
            var done = Distribution.Run(session, Console.Error.WriteLine);
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{done} tables were spread; {Distribution.Steps.Count - done} were before."));
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>A migrated database, with the lock of its folder where it is a file.</summary>
    private sealed record OpenedDatabase(Database Database, IReadOnlyList<string> Applied, DeskLock? Held) : IAsyncDisposable
    {
        public static async Task<OpenedDatabase> OfAsync(DeskPlace place, TimeProvider clock)
        {
            var held = place.IsPostgres ? null : DeskLock.TryTake(place.Folder) ?? throw DeskLock.InUse(place.Folder);
            var database = Storage.Database.At(place);
            try
            {
                return new(database, Migrator.Migrate(database, clock.GetUtcNow()), held);
            }
            catch
            {
                await database.DisposeAsync();
                held?.Dispose();
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Database.DisposeAsync();
            Held?.Dispose();
        }
    }
}
