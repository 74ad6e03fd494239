using Ripen.Agreements;
using Ripen.Identity;

namespace Ripen.Imports;

/// <summary>How rows of one kind are put aside, and what tells whom they are about.</summary>
internal abstract class RowFormat<T>
    where T : ImportRow
{
    private const int MostWords = 1 << 16;
    private const int Nothing = 0;
    private const int Inline = 1;
    private const int FirstWord = 2;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> words = [];

    public abstract string? IdOf(T row);

    /// <summary>The address, where it is one person's.</summary>
    public abstract string? AddressOf(T row);

    /// <summary>What colleagues have in common, the surest first.</summary>
    public abstract IEnumerable<string> ColleaguesOf(T row);

    public abstract void Write(T row, BinaryWriter to);

    public abstract T Read(BinaryReader from);

    /// <summary>What repeats from row to row is kept once.</summary>
    private protected void WriteWord(BinaryWriter to, string? word)
    {
        if (word is null)
        {
            to.Write7BitEncodedInt(Nothing);
            return;
        }
        if (!numbers.TryGetValue(word, out var number) && words.Count < MostWords)
        {
            numbers.Add(word, number = words.Count + FirstWord);
            words.Add(word);
        }
        to.Write7BitEncodedInt(number == 0 ? Inline : number);
        if (number == 0) to.Write(word);
    }

    private protected string? ReadWord(BinaryReader from) => from.Read7BitEncodedInt() switch
    {
        Nothing => null,
        Inline => from.ReadString(),
        var number => words[number - FirstWord],
    };

    private protected static void WriteText(BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        if (text is not null) to.Write(text);
    }

    private protected static string? ReadText(BinaryReader from) => from.ReadBoolean() ? from.ReadString() : null;

    private protected static void WriteAt(BinaryWriter to, DateTimeOffset at) => to.Write(at.UtcTicks);

    private protected static DateTimeOffset ReadAt(BinaryReader from) => new(from.ReadInt64(), TimeSpan.Zero);

    private protected static void WriteAt(BinaryWriter to, DateTimeOffset? at)
    {
        to.Write(at is not null);
        if (at is { } known) WriteAt(to, known);
    }

    private protected static DateTimeOffset? ReadAtOrNull(BinaryReader from) => from.ReadBoolean() ? ReadAt(from) : null;

    private protected static void WriteKey(BinaryWriter to, ImportRow row)
    {
        to.Write(row.Row);
        to.Write((ulong)(row.Key >> 64));
        to.Write((ulong)row.Key);
    }

    private protected void WriteTouches(BinaryWriter to, IReadOnlyList<ImportedTouch> touches)
    {
        to.Write7BitEncodedInt(touches.Count);
        foreach (var touch in touches)
        {
            WriteWord(to, touch.Kind);
            WriteAt(to, touch.At);
            WriteAt(to, touch.KnownAt);
            to.Write(touch.Assumed);
            to.Write(touch.OfTheImport);
        }
    }

    private protected ImportedTouch[] ReadTouches(BinaryReader from)
    {
        var read = new ImportedTouch[from.Read7BitEncodedInt()];
        for (var i = 0; i < read.Length; i++) read[i] = new(ReadWord(from)!, ReadAt(from), ReadAt(from), from.ReadBoolean(), from.ReadBoolean());
        return read;
    }

    private protected static UInt128 ReadKey(BinaryReader from) => new(from.ReadUInt64(), from.ReadUInt64());
}

/// <summary>Leads: colleagues are of one buying group, or of one organisation by domain or name.</summary>
internal sealed class LeadRowFormat(FactCatalogue facts) : RowFormat<LeadImportRow>
{
    private readonly int domain = facts.PlaceOf("domain");

    public override string? IdOf(LeadImportRow row) => row.Id;

    public override string? AddressOf(LeadImportRow row) => row.Email is { IsShared: false } email ? email.Text : null;

    public override IEnumerable<string> ColleaguesOf(LeadImportRow row)
    {
        if (row.Group is { } group) yield return group.Trim();
        if ((Said(row, domain) ?? row.Email?.BusinessDomain) is { } at) yield return at;
        if (row.OrganisationKey is { Length: > 0 } key) yield return key;
    }

    public override void Write(LeadImportRow row, BinaryWriter to)
    {
        WriteKey(to, row);
        WriteText(to, row.Id);
        WriteText(to, row.Email?.Text);
        WriteText(to, row.EmailAsWritten);
        WriteText(to, row.Group);
        WriteText(to, row.OrganisationKey);
        foreach (var word in (ReadOnlySpan<string?>)[row.Line, row.Owner, row.Source, row.Campaign, row.Offer, row.Page]) WriteWord(to, word);
        WriteAt(to, row.CreatedAt);
        to.Write(row.CreatedAssumed);
        WriteAt(to, row.KnownAt);
        to.Write7BitEncodedInt(row.Facts.Count);
        foreach (var fact in row.Facts)
        {
            to.Write7BitEncodedInt(fact.Fact);
            WriteWord(to, fact.Text);
            WriteAt(to, fact.LearnedAt);
            to.Write(fact.Assumed);
        }
        WriteTouches(to, row.Touches);
    }

    public override LeadImportRow Read(BinaryReader from) => new()
    {
        Row = from.ReadInt64(),
        Key = ReadKey(from),
        Id = ReadText(from),
        Email = ReadText(from) is { } address ? EmailAddress.OfNormalised(address) : null,
        EmailAsWritten = ReadText(from),
        Group = ReadText(from),
        OrganisationKey = ReadText(from),
        Line = ReadWord(from),
        Owner = ReadWord(from),
        Source = ReadWord(from),
        Campaign = ReadWord(from),
        Offer = ReadWord(from),
        Page = ReadWord(from),
        CreatedAt = ReadAt(from),
        CreatedAssumed = from.ReadBoolean(),
        KnownAt = ReadAtOrNull(from),
        Facts = ReadFacts(from),
        Touches = ReadTouches(from),
    };

    private ImportedFact[] ReadFacts(BinaryReader from)
    {
        var read = new ImportedFact[from.Read7BitEncodedInt()];
        for (var i = 0; i < read.Length; i++) read[i] = new(from.Read7BitEncodedInt(), ReadWord(from)!, ReadAtOrNull(from), from.ReadBoolean());
        return read;
    }

    private static string? Said(LeadImportRow row, int fact)
    {
        foreach (var said in row.Facts)
        {
            if (said.Fact == fact) return said.Text;
        }
        return null;
    }
}

/// <summary>Touches: all of one person come together; of his colleagues they say nothing.</summary>
internal sealed class TouchRowFormat : RowFormat<TouchImportRow>
{
    public override string? IdOf(TouchImportRow row) => row.Lead;

    public override string? AddressOf(TouchImportRow row) => row.Email?.Text;

    public override IEnumerable<string> ColleaguesOf(TouchImportRow row) => [];

    public override void Write(TouchImportRow row, BinaryWriter to)
    {
        WriteKey(to, row);
        WriteText(to, row.Id);
        WriteText(to, row.Lead);
        WriteText(to, row.Email?.Text);
        WriteAt(to, row.At);
        WriteAt(to, row.KnownAt);
        to.Write(row.Assumed);
        foreach (var word in (ReadOnlySpan<string?>)[row.Kind, row.Source, row.Campaign, row.Offer, row.Page]) WriteWord(to, word);
        WriteTouches(to, row.Further);
    }

    public override TouchImportRow Read(BinaryReader from) => new()
    {
        Row = from.ReadInt64(),
        Key = ReadKey(from),
        Id = ReadText(from),
        Lead = ReadText(from),
        Email = ReadText(from) is { } address ? EmailAddress.OfNormalised(address) : null,
        At = ReadAt(from),
        KnownAt = ReadAt(from),
        Assumed = from.ReadBoolean(),
        Kind = ReadWord(from)!,
        Source = ReadWord(from),
        Campaign = ReadWord(from),
        Offer = ReadWord(from),
        Page = ReadWord(from),
        Further = ReadTouches(from),
    };
}
