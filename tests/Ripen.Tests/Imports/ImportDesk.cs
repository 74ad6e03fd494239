using System.Globalization;
using System.Text;
using Ripen.Desks;
using Ripen.Exports;
using Ripen.Imports;
using Ripen.Leads;
using Ripen.Storage;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>Imports into a desk in this process, and what the desk then holds.</summary>
internal static class ImportDesk
{
    public static Task<ImportDone> LeadsAsync(this TestDesk desk, string rows) => desk.ImportAsync(ImportKind.Leads, rows);

    public static Task<ImportDone> TouchesAsync(this TestDesk desk, string rows) => desk.ImportAsync(ImportKind.Touches, rows);

    public static async Task<ImportDone> ImportAsync(this TestDesk desk, ImportKind kind, string rows, string line = Desk.MainLine)
    {
        using var file = ImportFile.Spool(new MemoryStream(Encoding.UTF8.GetBytes(rows)), $"{kind}.csv");
        file.Check();
        return await new Importer(desk.Desk, new(kind, file, Mapping.None, line, null, "test"), _ => { }).RunAsync(TestContext.Current.CancellationToken);
    }

    public static Task<Undone> UndoAsync(this TestDesk desk, int import) => new ImportUndo(desk.Desk, import, _ => { }).RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Judges everybody, which otherwise is done by and by where others said something.</summary>
    public static Task SettleAsync(this TestDesk desk) => desk.Desk.Writer.DoAsync(write =>
    {
        var leads = LeadStore.OpenAfter(write, Desk.MainLine, Guid.Empty, 1000);
        new JudgingByLine(desk.Desk.Agreements).Of(write, Desk.MainLine, desk.Desk.Now).Judge(write, leads, desk.Desk.Now);
        LeadStore.Save(write, leads);
    });

    public static string Export(this TestDesk desk, ImportKind kind, string format = "csv", string line = Desk.MainLine)
    {
        using var session = desk.Desk.Database.Read();
        var export = new Export(desk.Desk, session, kind, line);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var sheet = ExportSheet.To(text, format, export.Columns);
        export.Write(sheet, _ => { }, TestContext.Current.CancellationToken);
        sheet.Finish();
        return text.ToString();
    }

    /// <summary>All leads, by external id and number.</summary>
    public static List<LeadRecord> Leads(this TestDesk desk)
    {
        using var session = desk.Desk.Database.Read();
        var persons = new List<Guid>();
        session.Read("select distinct person_id from leads", row => persons.Add(row.GetId(0)));
        return [.. LeadStore.OfPersons(session, persons).OrderBy(lead => lead.ExternalId, StringComparer.Ordinal).ThenBy(lead => lead.Email, StringComparer.Ordinal).ThenBy(lead => lead.Id.Number)];
    }

    public static LeadRecord Lead(this TestDesk desk, string id) => desk.Leads().Last(lead => lead.ExternalId == id);

    public static string[] Reasons(this ImportDone done) => [.. done.Rejected.InOrder().Select(row => $"{row.Row}: {row.Reason}")];
}
