using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Ripen.Values;

namespace Ripen.Identity;

/// <summary>The name of an organisation as it is compared.</summary>
public static class OrganisationName
{
    // Those of several words come apart like everything else: "co" and "kg", "s" "a" "r" "l" once the dots are gone.
    private static readonly FrozenSet<string> LegalForms = new[]
    {
        "gmbh", "mbh", "ggmbh", "ag", "se", "kg", "kgaa", "ohg", "gbr", "ug", "ev", "eg", "ek", "haftungsbeschrankt", "haftungsbeschraenkt",
        "inc", "incorporated", "corp", "corporation", "co", "company", "llc", "llp", "lp", "lllp", "pllc", "pc",
        "ltd", "limited", "plc", "pty", "pte", "pvt", "private", "sdn", "bhd",
        "sa", "sas", "sasu", "sarl", "eurl", "sci", "snc", "scop", "sl", "slu", "sau", "srl", "srls", "spa", "sapa", "ltda", "eireli", "cv",
        "bv", "nv", "vof", "bvba", "sprl", "oy", "oyj", "ab", "hb", "as", "asa", "aps", "is", "ehf", "hf",
        "spzoo", "zoo", "doo", "dd", "ad", "ood", "eood", "sro", "kft", "zrt", "nyrt", "bt", "uab", "sia", "ou", "ooo", "oao", "zao", "kk", "gk",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Without legal form, punctuation, accents and a leading "the": of <c>ACME GmbH &amp; Co. KG</c> it is
    /// <c>acme</c>. Never empty where the name is not: a name that is nothing but that is kept as text is compared.
    /// </summary>
    public static string Key(ReadOnlySpan<char> name)
    {
        var words = Words(name);
        var (first, end) = (0, words.Count);
        if (end > 1 && words[0] == "the") first = 1;
        while (end > first && LegalForms.Contains(words[end - 1])) end = BeforeAnd(words, end - 1);
        if (end > first) return string.Join(' ', words[first..end]);
        // "Company" may be a company's name, and 株式会社 without a letter that folds still is one.
        return words.Count > 0 ? string.Join(' ', words) : Folded.From(name);
    }

    // "& Co. KG" goes as a whole, "Marks and Spencer" stays.
    private static int BeforeAnd(List<string> words, int end)
    {
        while (end > 0 && words[end - 1] is "&" or "+" or "and" or "und" or "et" or "y") end--;
        return end;
    }

    private static List<string> Words(ReadOnlySpan<char> name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in Decomposed(name))
        {
            // Points and apostrophes stand inside words (S.A., O'Reilly), everything else between them.
            if (char.IsLetterOrDigit(c)) word.Append(Plain(c));
            else if (c is not ('.' or '\'' or '’' or '`' or '´') && !IsMark(c)) EndWord(c);
        }
        EndWord(' ');
        JoinForms(words);
        return words;

        void EndWord(char c)
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
            if (c is '&' or '+') words.Add(c.ToString());
        }
    }

    // "S A R L", "sp. z o.o." and "e. V." written apart are the same forms.
    private static void JoinForms(List<string> words)
    {
        for (var count = Math.Min(4, words.Count - 1); count > 1; count--)
        {
            var tail = string.Concat(words[^count..]);
            if (!LegalForms.Contains(tail) || words[^count..].TrueForAll(LegalForms.Contains)) continue;
            words.RemoveRange(words.Count - count, count);
            words.Add(tail);
            return;
        }
    }

    private static string Decomposed(ReadOnlySpan<char> name)
    {
        var folded = Folded.From(name);
        try
        {
            return folded.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            return folded; // a lone surrogate
        }
    }

    private static bool IsMark(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static string Plain(char c) => c switch { 'ø' => "o", 'æ' => "ae", 'œ' => "oe", 'ł' => "l", 'đ' => "d", 'ð' => "d", 'þ' => "th", 'ı' => "i", _ => c.ToString() };
}
