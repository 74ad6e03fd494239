namespace Ripen.Tests.Life;

internal static class Approved
{
    public static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Life", file));
}
