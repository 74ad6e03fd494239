using YamlDotNet.Core;

namespace Ripen.Agreements;

/// <summary>A piece of the agreement's YAML that knows where it stands. Scalars are text; what they mean is decided by who reads them.</summary>
internal abstract class YamlNode
{
    public required Place At { get; init; }

    /// <summary>Where it begins in the whole text.</summary>
    public int From { get; init; }

    /// <summary>Behind its last character. What is in block style ends with its last value.</summary>
    public abstract int To { get; }

    /// <summary>As it stands in the text; of what goes on over lines, the first.</summary>
    public abstract string Shown { get; }
}

internal sealed class YamlScalar : YamlNode
{
    public required string Text { get; init; }

    public override string Shown => Text;

    public override int To => End;

    public int End { get; init; }

    public ScalarStyle Style { get; init; }

    /// <summary>Whether it was written without quotes.</summary>
    public bool IsPlain => Style == ScalarStyle.Plain;

    /// <summary>Whether it begins with | or >.</summary>
    public bool IsBlock => Style is ScalarStyle.Literal or ScalarStyle.Folded;

    /// <summary>Whether its error has been told already: who reads it says nothing more.</summary>
    public bool IsBroken => Text.Contains(YamlTree.Harmless, StringComparison.Ordinal);

    /// <summary>The place of each character of <see cref="Text"/>.</summary>
    public required Func<int, Place> PlaceOf { get; init; }

    /// <summary>The same in the whole text.</summary>
    public required Func<int, int> IndexOf { get; init; }

    /// <summary>Stands for something whose error has been told.</summary>
    public static YamlScalar Broken(Place at) => new() { At = at, Text = YamlTree.Harmless.ToString(), Style = ScalarStyle.Any, PlaceOf = _ => at, IndexOf = _ => 0 };
}

internal sealed class YamlList(string shown) : YamlNode
{
    public override string Shown => shown;

    public override int To => IsFlow ? End : Items.Count > 0 ? Items[^1].To : From;

    public bool IsFlow { get; init; }

    /// <summary>In flow style: behind its closing bracket.</summary>
    public int End { get; set; }

    public List<YamlNode> Items { get; } = [];
}

internal sealed class YamlMap(string shown) : YamlNode
{
    public override string Shown => shown;

    public override int To => IsFlow ? End : Entries.Count > 0 ? Entries[^1].Value.To : From;

    public bool IsFlow { get; init; }

    /// <summary>In flow style: behind its closing bracket.</summary>
    public int End { get; set; }

    public List<(YamlScalar Key, YamlNode Value)> Entries { get; } = [];
}
