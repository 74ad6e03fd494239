using Ripen.Desks;
using Ripen.Imports;
using Ripen.Reading;
using Ripen.Storage;

namespace Ripen.Exports;

/// <summary>What the desk holds of one kind, as a table. Read a piece at a time, so that it takes little memory and stops nobody.</summary>
internal sealed class Export
{
    private readonly Action<ExportSheet, Action<long>, CancellationToken> write;

    /// <param name="line">Costs have none.</param>
    /// <exception cref="InputRefusedException">There is no such line.</exception>
    public Export(Desk desk, Session session, ImportKind kind, string line)
    {
        var agreement = desk.Agreements.InForce(session, kind == ImportKind.Costs ? Desk.MainLine : line, desk.Now)
            ?? throw new InputRefusedException($"There is no line {Reports.Harmless(line)}: no agreement is in force in it.");
        var leads = new LeadsExport(desk, agreement);
        (Columns, write) = kind switch
        {
            ImportKind.Leads => (leads.Columns, (sheet, progress, stop) => leads.Write(session, sheet, progress, stop)),
            ImportKind.Touches => (TouchesExport.Columns, (sheet, progress, stop) => new TouchesExport(desk, line).Write(session, sheet, progress, stop)),
            ImportKind.Decisions => (EndsExport.DecisionColumns, (sheet, progress, stop) => EndsExport.WriteDecisions(session, line, sheet, progress, stop)),
            ImportKind.Outcomes => (EndsExport.OutcomeColumns, (sheet, progress, stop) => EndsExport.WriteOutcomes(session, line, sheet, progress, stop)),
            _ => ((IReadOnlyList<string>)CostsExport.Columns, (Action<ExportSheet, Action<long>, CancellationToken>)((sheet, progress, stop) => new CostsExport(desk).Write(session, sheet, progress, stop))),
        };
    }

    public IReadOnlyList<string> Columns { get; }

    public void Write(ExportSheet sheet, Action<long> progress, CancellationToken stop) => write(sheet, progress, stop);
}
