using System.Globalization;
using Ripen.Desks;
using Ripen.Privacy;
using Ripen.Storage;

namespace Ripen.Forms;

/// <summary>A file that whoever sends a form gets for it.</summary>
public sealed record FormFile(Guid Id, string Name, long Size);

/// <summary>Files of forms, and the signed addresses under which visitors get them.</summary>
internal static class FormFiles
{
    public const int MostBytes = 5_000_000;
    private const string Purpose = "download";

    public static FormFile? Find(Session session, Guid file)
    {
        FormFile? found = null;
        session.Read("select file_id, name, size from form_files where file_id = @file", row => found = new(row.GetId(0), row.GetString(1), row.GetInt64(2)), ("@file", file));
        return found;
    }

    public static byte[]? Content(Session session, Guid file) =>
        session.Single("select content from form_files where file_id = @file", ("@file", file)) is string content ? Convert.FromBase64String(content) : null;

    public static Guid Add(Write write, Desk desk, string name, byte[] content, string by)
    {
        var id = desk.Ids.Next(desk.Now);
        write.Execute(
            "insert into form_files (file_id, name, size, content, at, by) values (@file, @name, @size, @content, @now, @by)",
            ("@file", id), ("@name", name), ("@size", (long)content.Length), ("@content", Convert.ToBase64String(content)), ("@now", desk.Now), ("@by", by));
        return id;
    }

    /// <summary>Where whoever sent a form finds what he wanted; null where it gives nothing.</summary>
    public static string? PathOf(Desk desk, KnownForm form, FormTicket ticket) => form.Definition is { File: null, Link: null } ? null
        : $"/d/{SignedLink.Of(desk.Secrets, Purpose, string.Create(CultureInfo.InvariantCulture, $"{form.Form} {form.Version} {ticket.View:N}"))}";

    /// <summary>The form of a link, in the version that was sent; null where the desk did not make it.</summary>
    public static KnownForm? FormOf(Desk desk, Session session, string link) =>
        SignedLink.Read(desk.Secrets, Purpose, link)?.Split(' ') is [var form, var number, _] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? FormStore.Find(session, form, version) : null;
}
