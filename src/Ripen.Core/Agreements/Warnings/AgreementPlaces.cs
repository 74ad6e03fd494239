namespace Ripen.Agreements.Warnings;

/// <summary>Where keys and names of lists stand in the text: an agreement itself keeps only the places of its conditions.</summary>
internal sealed class AgreementPlaces(YamlMap root)
{
    /// <summary>The place of the last key of a path; of the nearest one above it that is there.</summary>
    public Place Key(params ReadOnlySpan<string> path) => Find(path).At;

    /// <summary>The place of a text in the list behind a path; of the last key where it stands elsewhere.</summary>
    public Place Item(string text, params ReadOnlySpan<string> path)
    {
        var (at, node) = Find(path);
        return (node as YamlList)?.Items.OfType<YamlScalar>().FirstOrDefault(item => item.Text.Trim() == text)?.At ?? (node as YamlScalar)?.At ?? at;
    }

    private (Place At, YamlNode Node) Find(ReadOnlySpan<string> path)
    {
        (Place At, YamlNode Node) found = (root.At, root);
        foreach (var key in path)
        {
            var name = key;
            if (found.Node is not YamlMap map || map.Entries.Find(entry => entry.Key.Text == name) is not { Key: { } entry, Value: { } value }) break;
            found = (entry.At, value);
        }
        return found;
    }
}
