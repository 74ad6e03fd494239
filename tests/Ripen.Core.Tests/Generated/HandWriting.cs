using System.Globalization;
using System.Text;
using Ripen.Agreements;
using YamlDotNet.Core;

namespace Ripen.Tests.Generated;

/// <summary>
/// Writes an agreement as people might: braces and brackets or lines, quotes of either kind, comments behind and between,
/// blank lines. Comments are <c>~1~</c>, <c>~2~</c> and so on, so that none is mistaken for another.
/// </summary>
internal sealed class HandWriting(Draw draw)
{
    private readonly StringBuilder page = new();

    public int Comments { get; private set; }

    public string Write(Agreement agreement)
    {
        var root = (YamlMap)YamlTree.Read(AgreementWriter.Write(agreement), new Remarks())!;
        Map(root, 0);
        return draw.Chance(20) ? page.ToString().Replace("\n", "\r\n", StringComparison.Ordinal) : page.ToString();
    }

    private void Map(YamlMap map, int column, bool atDash = false)
    {
        foreach (var (key, value) in map.Entries)
        {
            if (!atDash) Between(column);
            page.Append(' ', atDash ? 0 : column).Append(Scalar(key.Text, inFlow: false, isKey: true)).Append(':');
            atDash = false;
            Value(value, column);
        }
    }

    private void Value(YamlNode value, int column)
    {
        switch (value)
        {
            case YamlMap { Entries.Count: > 0 } map when draw.Chance(60):
                End();
                Map(map, column + draw.Of(2, 2, 4));
                break;
            case YamlList { Items.Count: > 0 } list when draw.Chance(60):
                End();
                List(list, column + draw.Of(0, 2, 2, 4));
                break;
            case YamlScalar scalar:
                page.Append(' ').Append(Scalar(scalar.Text, inFlow: false));
                End();
                break;
            default:
                page.Append(' ');
                Flow(value, column + 2, draw.Chance(25));
                End();
                break;
        }
    }

    private void List(YamlList list, int column)
    {
        foreach (var item in list.Items)
        {
            Between(column);
            page.Append(' ', column).Append("- ");
            if (item is YamlMap map && draw.Chance(60)) Map(map, column + 2, atDash: true);
            else if (item is YamlScalar scalar)
            {
                page.Append(Scalar(scalar.Text, inFlow: false));
                End();
            }
            else
            {
                Flow(item, column + 2, overLines: false);
                End();
            }
        }
    }

    private void Flow(YamlNode node, int column, bool overLines)
    {
        var parts = node is YamlMap map ? map.Entries.Select(entry => (Key: (YamlScalar?)entry.Key, entry.Value)).ToList()
            : node is YamlList list ? list.Items.ConvertAll(item => (Key: (YamlScalar?)null, item)) : null;
        if (parts is null)
        {
            page.Append(Scalar(((YamlScalar)node).Text, inFlow: true));
            return;
        }
        page.Append(node is YamlMap ? '{' : '[').Append(node is YamlMap && !overLines ? " " : "");
        foreach (var (i, (key, value)) in parts.Index())
        {
            if (overLines) Break(column);
            if (key is not null) page.Append(Scalar(key.Text, inFlow: true, isKey: true)).Append(": ");
            Flow(value, column + 2, overLines: false);
            if (i < parts.Count - 1) page.Append(", ");
        }
        if (overLines) Break(column);
        page.Append(node is YamlMap && !overLines ? " " : "").Append(node is YamlMap ? '}' : ']');
    }

    private void Break(int column)
    {
        End();
        page.Append(' ', column);
    }

    private string Scalar(string text, bool inFlow, bool isKey = false)
    {
        var style = draw.Chance(85) ? ScalarStyle.Plain : draw.Of(ScalarStyle.SingleQuoted, ScalarStyle.DoubleQuoted);
        return isKey ? YamlText.Key(text) is var key && (!inFlow || YamlText.IsPlainInFlow(key)) ? key : YamlText.Like(ScalarStyle.DoubleQuoted, text, inFlow) : YamlText.Like(style, text, inFlow);
    }

    private void End()
    {
        if (draw.Chance(20)) page.Append(' ').Append(Comment());
        page.Append('\n');
    }

    private void Between(int column)
    {
        if (draw.Chance(5)) page.Append('\n');
        if (draw.Chance(8)) page.Append(' ', column).Append(Comment()).Append('\n');
    }

    private string Comment() => string.Create(CultureInfo.InvariantCulture, $"# ~{++Comments}~");
}
