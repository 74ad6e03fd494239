namespace Ripen.Agreements;

/// <summary>The tokens of one condition and where its reading stands; looks ahead, moves on, and tells errors with their place.</summary>
internal sealed class TokenCursor
{
    private readonly string text;
    private readonly Func<int, Place> placeOf;
    private readonly Remarks remarks;
    private readonly List<Token> tokens;
    private readonly List<PartExtent> parts = [];
    private int next;
    private int openLists;

    public TokenCursor(string text, Func<int, Place> placeOf, Remarks remarks)
    {
        (this.text, this.placeOf, this.remarks) = (text, placeOf, remarks);
        tokens = ConditionTokens.Of(text, token => Error(token, "This quote does not close.", "Write '…'; inside it '' is a quote."));
    }

    public Token Current => tokens[Math.Min(next, tokens.Count - 1)];

    public Token Previous => tokens[Math.Min(next, tokens.Count) - 1];

    public bool IsAtEnd => Current.Kind == TokenKind.End;

    /// <summary>Where the condition begins.</summary>
    public Place Start => placeOf(0);

    /// <summary>Whether what stands here is behind a test: a joint, or a comma or bracket of the level we are on.</summary>
    public bool IsBehindTest => Current.IsWord("and") || Current.IsWord("or") || (openLists > 0 && Current.Is(",")) || Current.Is(")");

    /// <summary>The token so many behind the current one, or the end.</summary>
    public Token Ahead(int count = 1) => tokens[Math.Min(next + count, tokens.Count - 1)];

    public Place PlaceOf(Token token) => placeOf(token.From);

    /// <summary>The condition's text from one token up to the end of another.</summary>
    public string TextOf(Token first, Token last) => text[first.From..last.To];

    public void Move(int count = 1) => next += count;

    public void MoveToEnd() => next = tokens.Count - 1;

    /// <summary>Gives the current token and moves behind it.</summary>
    public Token Take()
    {
        var taken = Current;
        next++;
        return taken;
    }

    /// <summary>Moves behind the sign if it stands here.</summary>
    public bool TakeSign(string sign) => MoveIf(Current.Is(sign));

    /// <summary>Moves behind the word if it stands here.</summary>
    public bool TakeWord(string word) => MoveIf(Current.IsWord(word));

    /// <summary>Moves behind <c>in the last</c> if it stands here.</summary>
    public bool TakeInTheLast()
    {
        if (!Current.IsWord("in") || !Ahead().IsWord("the") || !Ahead(2).IsWord("last")) return false;
        Move(3);
        return true;
    }

    /// <summary>Notes that what has been read since a token is a part of the test at hand.</summary>
    public void Note(PartKind kind, Token from) => parts.Add(new(kind, from.From, Previous.To));

    /// <summary>Where what has been read since a token stands, and the parts noted in it, which are then forgotten.</summary>
    public Extent ExtentFrom(Token from)
    {
        var extent = new Extent(from.From, Previous.To, parts.Count == 0 ? null : [.. parts.Where(part => part.From >= from.From)]);
        parts.Clear();
        return extent;
    }

    /// <summary>Inside a list of conditions a comma ends one.</summary>
    public void EnterList() => openLists++;

    public void LeaveList() => openLists--;

    /// <summary>After an error: moves on to what stands behind the test.</summary>
    public void Skip()
    {
        for (var open = 0; !IsAtEnd; next++)
        {
            if (open == 0 && IsBehindTest) return;
            if (Current.Is("(") || Current.Is("[")) open++;
            else if (Current.Is(")") || Current.Is("]")) open = Math.Max(0, open - 1);
        }
    }

    public void Error(Token at, string message, string? suggestion = null) =>
        remarks.Error(placeOf(at.From), at.To > at.From ? TextOf(at, at) : "", message, suggestion);

    /// <summary>Tells an error and skips what it spoils.</summary>
    public void ErrorAndSkip(Token at, string message, string? suggestion = null)
    {
        Error(at, message, suggestion);
        Skip();
    }

    private bool MoveIf(bool isHere)
    {
        if (isHere) next++;
        return isHere;
    }
}
