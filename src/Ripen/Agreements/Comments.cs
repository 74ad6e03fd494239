using Ripen.Storage;

namespace Ripen.Agreements;

/// <summary>What somebody has to say about a sentence.</summary>
/// <param name="Version">Which he read.</param>
/// <param name="Sentence">Its key.</param>
/// <param name="SaidOf">Its words at that time.</param>
public sealed record Comment(Guid Id, int Version, string Sentence, string SaidOf, string Text, DateTimeOffset WrittenAt, string WrittenBy);

/// <summary>Comments on sentences of an agreement. They stay with the sentence through all versions until somebody settles them.</summary>
internal static class Comments
{
    public const int Longest = 2_000;

    /// <summary>Those of a line that are not settled, by sentence, the oldest first.</summary>
    public static ILookup<string, Comment> Open(Session session, string line)
    {
        var comments = new List<Comment>();
        session.Read(
            "select comment_id, version, sentence, said_of, text, written_at, written_by from agreement_comments where line = @line and settled_at is null order by written_at, comment_id",
            row => comments.Add(new(row.GetId(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetAt(5), row.GetString(6))),
            ("@line", line));
        return comments.ToLookup(comment => comment.Sentence, StringComparer.Ordinal);
    }

    public static void Add(Write write, string line, Comment comment) => write.Execute(
        "insert into agreement_comments (comment_id, line, version, sentence, said_of, text, written_at, written_by, settled_at) values (@id, @line, @version, @sentence, @said_of, @text, @at, @by, null)",
        ("@id", comment.Id),
        ("@line", line),
        ("@version", comment.Version),
        ("@sentence", comment.Sentence),
        ("@said_of", comment.SaidOf),
        ("@text", comment.Text),
        ("@at", comment.WrittenAt),
        ("@by", comment.WrittenBy));

    /// <returns>Whether there was such an open one.</returns>
    public static bool Settle(Write write, Guid comment, DateTimeOffset now) =>
        write.Execute("update agreement_comments set settled_at = @at where comment_id = @id and settled_at is null", ("@at", now), ("@id", comment)) > 0;
}
