using Ripen.Storage;

namespace Ripen.Privacy;

/// <summary>The purposes of the desk with their wordings, kept in memory; a number that every transaction reads says whether they still hold.</summary>
internal sealed class Purposes
{
    private const string Cache = "purposes";
    private readonly Cached<IReadOnlyList<Purpose>> known = new(Cache, Read);

    /// <summary>Those that people are asked for, in the order in which they came.</summary>
    public IReadOnlyList<Purpose> All(Session session) => [.. known.Of(session).Where(purpose => purpose.RetiredAt is null)];

    /// <summary>Whether or not people are still asked.</summary>
    public Purpose? Find(Session session, string name) => known.Of(session).FirstOrDefault(purpose => purpose.Name == name);

    /// <summary>All of them, the retired ones too; from the database.</summary>
    public static IReadOnlyList<Purpose> Read(Session session)
    {
        var wordings = new Dictionary<(string Purpose, string Language), Wording>();
        session.Read("select purpose, language, version, title, says, worded_at, worded_by from purpose_wordings order by purpose, language, version", row =>
            wordings[(row.GetString(0), row.GetString(1))] = new(row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetAt(5), row.GetString(6)));
        var all = new List<Purpose>();
        session.Read("select purpose, label, basis, is_mail, retired_at from purposes order by made_at, purpose", row => all.Add(new(
            row.GetString(0), row.GetString(1), (LawfulBasis)row.GetInt16(2), row.GetYes(3), row.GetAtOrNull(4),
            [.. wordings.Where(wording => wording.Key.Purpose == row.GetString(0)).Select(wording => wording.Value).OrderBy(wording => wording.Language, StringComparer.Ordinal)])));
        return all;
    }

    /// <summary>Every version of a purpose's wordings, the latest first.</summary>
    public static List<Wording> WordingsOf(Session session, string purpose)
    {
        var all = new List<Wording>();
        session.Read("select language, version, title, says, worded_at, worded_by from purpose_wordings where purpose = @purpose order by worded_at desc, language, version desc", row =>
            all.Add(new(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetAt(4), row.GetString(5))), ("@purpose", purpose));
        return all;
    }

    /// <summary>Adds one without wordings.</summary>
    /// <returns>False where there is one of this name.</returns>
    public static bool Add(Write write, Purpose purpose, string by, DateTimeOffset now)
    {
        var added = write.Execute(
            "insert into purposes (purpose, label, basis, is_mail, made_at, made_by, retired_at) values (@purpose, @label, @basis, @mail, @now, @by, null) on conflict do nothing",
            ("@purpose", purpose.Name), ("@label", purpose.Label), ("@basis", purpose.Basis), ("@mail", purpose.IsMail), ("@now", now), ("@by", by)) == 1;
        Versions.Raise(write, Cache);
        return added;
    }

    /// <summary>Puts it in the place of the one of its name; its wordings stay.</summary>
    public static void Save(Write write, Purpose purpose)
    {
        write.Execute(
            "update purposes set label = @label, basis = @basis, is_mail = @mail, retired_at = @retired where purpose = @purpose",
            ("@label", purpose.Label), ("@basis", purpose.Basis), ("@mail", purpose.IsMail), ("@retired", purpose.RetiredAt), ("@purpose", purpose.Name));
        Versions.Raise(write, Cache);
    }

    /// <summary>Words it anew in a language; what was worded before is kept.</summary>
    /// <returns>The version; null where it is worded so already.</returns>
    public static int? Word(Write write, string purpose, string language, string title, string says, string by, DateTimeOffset now)
    {
        var last = WordingsOf(write, purpose).Where(wording => wording.Language == language).MaxBy(wording => wording.Version);
        if (last is not null && last.Title == title && last.Says == says) return null;
        var version = (last?.Version ?? 0) + 1;
        var added = write.Execute(
            "insert into purpose_wordings (purpose, language, version, title, says, worded_at, worded_by) values (@purpose, @language, @version, @title, @says, @now, @by) on conflict do nothing",
            ("@purpose", purpose), ("@language", language), ("@version", version), ("@title", title), ("@says", says), ("@now", now), ("@by", by));
        if (added != 1) throw new WriteConflictException("purpose_wordings");
        Versions.Raise(write, Cache);
        return version;
    }
}
