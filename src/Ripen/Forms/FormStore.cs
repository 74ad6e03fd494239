using System.Data.Common;
using Ripen.Desks;
using Ripen.Storage;

namespace Ripen.Forms;

/// <summary>Reads and writes forms.</summary>
internal static class FormStore
{
    public const int Most = 500;
    private const string Columns = "f.form, f.name, f.line, v.version, v.definition, f.created_at, f.created_by, f.changed_at, f.changed_by, f.closed_at";
    private const string Newest = $"select {Columns} from forms f join form_versions v on v.form = f.form and v.version = f.version";

    /// <summary>In its newest version; null where there is none.</summary>
    public static KnownForm? Find(Session session, string form)
    {
        KnownForm? found = null;
        session.Read($"{Newest} where f.form = @form", row => found = Of(row), ("@form", form));
        return found;
    }

    /// <summary>As it was in a version.</summary>
    public static KnownForm? Find(Session session, string form, int version)
    {
        KnownForm? found = null;
        session.Read($"select {Columns} from forms f join form_versions v on v.form = f.form where f.form = @form and v.version = @version", row => found = Of(row), ("@form", form), ("@version", version));
        return found;
    }

    /// <summary>The open ones first, each by name.</summary>
    public static List<KnownForm> All(Session session)
    {
        var all = new List<KnownForm>();
        session.Read($"{Newest} order by case when f.closed_at is null then 0 else 1 end, f.name, f.form limit @most", row => all.Add(Of(row)), ("@most", Most));
        return all;
    }

    /// <summary>Makes a form under the first address that is free.</summary>
    /// <returns>Null where the desk has as many as it can.</returns>
    public static string? Add(Write write, Desk desk, string name, string slug, FormDefinition definition, string by)
    {
        if (write.Count("select count(*) from forms") >= Most) return null;
        var form = slug;
        for (var next = 2; write.Single("select 1 from forms where form = @form", ("@form", form)) is not null; next++) form = FormattableString.Invariant($"{slug}-{next}");
        write.Execute(
            "insert into forms (form, name, line, version, created_at, created_by, changed_at, changed_by) values (@form, @name, @line, 1, @now, @by, @now, @by)",
            ("@form", form), ("@name", name), ("@line", Desk.MainLine), ("@now", desk.Now), ("@by", by));
        Keep(write, desk, form, 1, definition, by);
        return form;
    }

    /// <exception cref="WriteConflictException">Somebody was quicker.</exception>
    public static void Save(Write write, Desk desk, KnownForm form, string name, FormDefinition definition, string by)
    {
        if (write.Execute(
            "update forms set name = @name, version = version + 1, changed_at = @now, changed_by = @by where form = @form and version = @version",
            ("@name", name), ("@now", desk.Now), ("@by", by), ("@form", form.Form), ("@version", form.Version)) != 1) throw new WriteConflictException("forms");
        Keep(write, desk, form.Form, form.Version + 1, definition, by);
    }

    public static void Close(Write write, Desk desk, string form, bool isClosed, string by) => write.Execute(
        "update forms set closed_at = @closed, changed_at = @now, changed_by = @by where form = @form",
        ("@closed", isClosed ? desk.Now : null), ("@now", desk.Now), ("@by", by), ("@form", form));

    private static void Keep(Write write, Desk desk, string form, int version, FormDefinition definition, string by) => write.Execute(
        "insert into form_versions (form, version, definition, at, by) values (@form, @version, @definition, @now, @by)",
        ("@form", form), ("@version", version), ("@definition", definition.Write()), ("@now", desk.Now), ("@by", by));

    private static KnownForm Of(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), FormDefinition.Read(row.GetString(4)), row.GetAt(5), row.GetString(6), row.GetAt(7), row.GetString(8), row.GetAtOrNull(9));
}
