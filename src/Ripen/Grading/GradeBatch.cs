using System.Buffers;
using Ripen.Leads;

namespace Ripen.Grading;

/// <summary>Some leads on their way from the reader to a worker to the output; used again and again.</summary>
internal sealed class GradeBatch(Plan plan)
{
    public const int Size = 256;
    private readonly Dossier[] leads = new Dossier[Size];
    private readonly Dossier[]?[] colleagues = new Dossier[]?[Size];

    public int Count { get; private set; }

    public ArrayBufferWriter<byte> Output { get; } = new(64 * 1024);

    public bool IsFull => Count == Size;

    /// <summary>The next empty lead; kept by <see cref="Keep"/>.</summary>
    public Dossier Next => leads[Count] ??= new(plan.Facts);

    public void Keep(Dossier[]? group = null) => colleagues[Count++] = group;

    public (Dossier Lead, Dossier[]? Colleagues) this[int index] => (leads[index], colleagues[index]);

    public void Clear()
    {
        Count = 0;
        Output.ResetWrittenCount();
    }
}
