using System.Buffers;
using Ripen.Agreements;
using Ripen.Leads;

namespace Ripen.Grading;

/// <summary>Writes verdicts, one after the other, as UTF-8. Each worker has its own.</summary>
internal abstract class VerdictFormat
{
    public static readonly string[] Names = ["table", "csv", "ndjson"];

    /// <summary>What stands before the first verdict.</summary>
    public virtual void Start(ArrayBufferWriter<byte> to)
    {
    }

    public abstract void Write(Verdict verdict, Dossier lead, ArrayBufferWriter<byte> to);

    public static VerdictFormat Create(string name, Agreement agreement, bool colour) => name switch
    {
        "csv" => new CsvVerdicts(agreement),
        "ndjson" => new JsonVerdicts(),
        _ => new TableVerdicts(agreement, colour),
    };
}
