using System.CommandLine;
using System.Globalization;
using Ripen.Cli;
using Ripen.Reading;

namespace Ripen.Imports;

/// <summary><c>ripen import list</c>.</summary>
internal static class ImportListCommand
{
    public static Command Create(TimeProvider clock) => new Command("list", "The imports of the desk, the latest first.").OnDesk(clock, (_, context) => Task.FromResult(Run(context)));

    private static int Run(DeskContext context)
    {
        using var session = context.Desk.Database.Read();
        var imports = ImportStore.All(session);
        if (imports.Count == 0) context.Error.WriteLine("Nothing has been imported yet. Begin with: ripen import leads FILE --dry-run");
        else context.Out.WriteLine("import  what        began at              rows     taken    seen  refused  review  state        file");
        foreach (var import in imports)
        {
            var state = import.UndoneAt is not null ? "undone" : import.EndedAt is null ? "broken off" : "done";
            var counts = import.Counts;
            context.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{import.Import,6}  {import.What,-10}  {import.BeganAt:yyyy-MM-dd HH:mm:ss}Z {counts.Read,8} {counts.Taken,9} {counts.Seen,7} {counts.Refused,8} {counts.Review,7}  {state,-11}  {Reports.Harmless(import.File)}"));
        }
        return CommandLine.Done;
    }
}
