using System.Buffers.Binary;
using System.Text;
using Ripen.Leads;
using Ripen.Reading;
using Ripen.Values;

namespace Ripen.Grading;

/// <summary>Leads put aside on disk, found again by number, with the others of their buying group.</summary>
internal sealed class GroupSpill(Plan plan, Reports reports) : IDisposable
{
    /// <summary>What is larger is a list of a company's people, not a group that buys together.</summary>
    public const int MostInGroup = 200;

    private const int None = -1;
    private readonly RowSpill spill = new();
    private readonly StatementReader statements = new(plan);
    private readonly Dictionary<string, (int First, int Last, int Count)> groups = new(StringComparer.Ordinal);
    private readonly List<int> next = [];
    private readonly List<string?> groupOf = [];
    private readonly MemoryStream record = new();
    private byte[] buffer = new byte[4096];

    public int Count => next.Count;

    public void Put(Dossier lead, string group)
    {
        record.SetLength(0);
        Write(lead.Id);
        foreach (ref readonly var statement in lead.Statements)
        {
            // What is derived is derived again.
            if (statement.IsDerived) continue;
            Write((short)statement.Fact);
            record.WriteByte((byte)statement.Saying);
            Write(statement.LearnedAt.Seconds);
            Write(statement.Order);
            Write(statement.Shown ?? "");
        }
        var number = spill.Append(record.GetBuffer().AsSpan(0, (int)record.Length));
        next.Add(None);
        groupOf.Add(null);
        if (group.Length == 0) return;
        if (!groups.TryGetValue(group, out var known)) known = (number, number, 0);
        else next[known.Last] = number;
        groups[group] = (known.First, number, known.Count + 1);
        groupOf[number] = groups.TryGetValue(group, out _) ? group : null;
        if (known.Count == MostInGroup) reports.Add($"buying group has more than {MostInGroup} leads, so each is judged alone", 0, "group", group);
    }

    /// <summary>Loads a lead and returns its colleagues, all sealed and with what they share; null where it has none.</summary>
    public Dossier[]? Load(int number, Dossier lead, TouchFile? touches)
    {
        Read(number, lead, touches);
        if (groupOf[number] is not { } name || groups[name] is not { Count: > 1 and <= MostInGroup } group)
        {
            lead.Seal();
            return null;
        }
        var members = new List<Dossier>();
        var own = 0;
        for (var member = group.First; member != None; member = next[member])
        {
            if (member == number) own = members.Count;
            var dossier = member == number ? lead : new Dossier(plan.Facts);
            if (member != number) Read(member, dossier, touches);
            members.Add(dossier);
        }
        Share(members);
        members.RemoveAt(own);
        return [.. members];
    }

    public void Dispose()
    {
        spill.Dispose();
        record.Dispose();
    }

    private static void Share(List<Dossier> members)
    {
        var counts = members.ConvertAll(member => member.Statements.Length);
        foreach (var to in members)
        {
            for (var i = 0; i < members.Count; i++)
            {
                if (members[i] != to) to.Share(members[i].Statements[..counts[i]]);
            }
        }
        foreach (var member in members) member.Seal();
    }

    private void Read(int number, Dossier lead, TouchFile? touches)
    {
        var bytes = spill.Read(number, ref buffer);
        lead.Clear();
        lead.Id = ReadText(ref bytes);
        while (!bytes.IsEmpty)
        {
            var fact = BinaryPrimitives.ReadInt16LittleEndian(bytes);
            var saying = (Saying)bytes[2];
            var learnedAt = new Instant(BinaryPrimitives.ReadInt64LittleEndian(bytes[3..]));
            var order = BinaryPrimitives.ReadInt32LittleEndian(bytes[11..]);
            bytes = bytes[15..];
            var text = ReadText(ref bytes);
            if (saying == Saying.Unfit) StatementReader.AddUnfit(lead, fact, text, learnedAt, Origin.Import, order);
            else statements.Add(lead, fact, text, learnedAt, Origin.Import, order);
        }
        touches?.AddTo(lead);
    }

    private static string ReadText(ref ReadOnlySpan<byte> bytes)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var text = Encoding.UTF8.GetString(bytes.Slice(4, length));
        bytes = bytes[(4 + length)..];
        return text;
    }

    private void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(bytes.Length);
        record.Write(bytes);
    }

    private void Write(short number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(short)];
        BinaryPrimitives.WriteInt16LittleEndian(bytes, number);
        record.Write(bytes);
    }

    private void Write(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        record.Write(bytes);
    }

    private void Write(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        record.Write(bytes);
    }
}
