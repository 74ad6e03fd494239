using System.Globalization;
using System.Text;

namespace Ripen.Agreements;

internal enum TokenKind : byte { Word, Quoted, Sign, End }

/// <summary>A word, a quoted text, or one of <c>( ) [ ] , = != &lt; &lt;= &gt; &gt;=</c>, with its place in the condition.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int From, int To)
{
    public bool Is(string sign) => Kind == TokenKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;

    public bool IsWhole(out int number)
    {
        number = 0;
        return Kind == TokenKind.Word && int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}

/// <summary>Cuts the text of a condition into tokens.</summary>
internal static class ConditionTokens
{
    /// <summary>The tokens, ending with one of kind End. A quote that does not close is an error told to <paramref name="unclosed"/>.</summary>
    public static List<Token> Of(string text, Action<Token> unclosed)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c)) i++;
            else if (c == '\'') i = Quoted(text, i, tokens, unclosed);
            else if (c is '(' or ')' or '[' or ']' or ',' or '=') tokens.Add(new(TokenKind.Sign, c.ToString(), i, ++i));
            else if (c is '<' or '>' or '!')
            {
                var length = i + 1 < text.Length && text[i + 1] == '=' ? 2 : 1;
                tokens.Add(new(TokenKind.Sign, text.Substring(i, length), i, i += length));
            }
            else i = Word(text, i, tokens);
        }
        tokens.Add(new(TokenKind.End, "", text.Length, text.Length));
        return tokens;
    }

    private static int Word(string text, int from, List<Token> tokens)
    {
        var i = from;
        while (i < text.Length && !char.IsWhiteSpace(text[i]) && !"()[],'<>=!".Contains(text[i], StringComparison.Ordinal)) i++;
        tokens.Add(new(TokenKind.Word, text[from..i], from, i));
        return i;
    }

    private static int Quoted(string text, int from, List<Token> tokens, Action<Token> unclosed)
    {
        var value = new StringBuilder();
        for (var i = from + 1; i < text.Length; i++)
        {
            if (text[i] != '\'') value.Append(text[i]);
            else if (i + 1 < text.Length && text[i + 1] == '\'') value.Append(text[i++]);
            else
            {
                tokens.Add(new(TokenKind.Quoted, value.ToString(), from, i + 1));
                return i + 1;
            }
        }
        var token = new Token(TokenKind.Quoted, value.ToString(), from, text.Length);
        unclosed(token);
        tokens.Add(token);
        return text.Length;
    }
}
