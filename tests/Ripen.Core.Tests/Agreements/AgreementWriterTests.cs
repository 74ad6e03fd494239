using CsCheck;
using Ripen.Agreements;
using Ripen.Tests.Generated;
using Ripen.Values;
using Xunit;

namespace Ripen.Tests.Agreements;

public sealed class AgreementWriterTests
{
    [Fact]
    public void What_is_written_reads_back_as_the_same_agreement() =>
        Generators.Agreement.Sample(agreement =>
        {
            var text = AgreementWriter.Write(agreement);
            var reading = AgreementReader.Read(text);
            Assert.True(reading.Agreement is not null, string.Join('\n', reading.Remarks));
            Assert.True(reading.Agreement == agreement, Difference(agreement, reading.Agreement));
            Assert.Equal(text, AgreementWriter.Write(reading.Agreement));
        }, iter: 500, print: AgreementWriter.Write);

    [Fact]
    public void The_worked_cases_are_written_as_they_were_read()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases"), "agreement.yaml", SearchOption.AllDirectories))
        {
            var agreement = AgreementReader.Read(File.ReadAllText(path)).Agreement!;
            Assert.Equal(agreement, AgreementReader.Read(AgreementWriter.Write(agreement)).Agreement);
        }
    }

    [Fact]
    public void The_example_of_the_language_is_written_as_approved()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Agreements");
        var reading = AgreementReader.Read(File.ReadAllText(Path.Combine(folder, "northwind.yaml")));
        Assert.Empty(reading.Remarks);
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "northwind-written.yaml")), AgreementWriter.Write(reading.Agreement!));
    }

    [Fact]
    public void Every_construct_of_the_language_is_drawn()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Generators.Agreement.Sample(agreement =>
        {
            lock (seen)
            {
                foreach (var root in Parts.RootsOf(agreement))
                {
                    foreach (var part in Parts.All(root.Condition)) seen.Add(part is Test test ? $"{part.GetType().Name} {test.Op}" : part.GetType().Name);
                    if (root.GoodFor is { } goodFor) seen.Add($"good for {goodFor.Unit}");
                    if (root.ByAnyone) seen.Add("anyone");
                }
                foreach (var fact in agreement.Facts) seen.Add($"{fact.Type} {fact.Several}");
                foreach (var test in Parts.TestsOf(agreement).OfType<FactTest>()) seen.Add($"{test.Fact.Type} {test.Op}");
            }
        }, iter: 400);
        string[] ops = [.. Enum.GetNames<TestOp>().Except(["High", "NotHigh"]).Select(op => $"FactTest {op}")];
        string[] wanted =
        [
            .. ops, "InterestTest High", "InterestTest NotHigh", "InterestTest Between", "PassTest In", "WordTest NotIn", "WordTest Known", "Behaviour AtLeast", "Behaviour Less", "anyone", "Any", "All", "Not",
            "AtLeast", "Named", "Otherwise", "good for Minute", "good for Hour", "good for Day", "good for Week", "good for Month", "good for Year", "Money Between", "OrderedChoice Less", "YesNo In", "Date NotIn",
            .. Enum.GetNames<FactType>().SelectMany(type => new[] { $"{type} True", $"{type} False" }),
        ];
        Assert.Equal([], wanted.Except(seen));
    }

    // The sections that differ, so that a failure can be read.
    private static string Difference(Agreement wanted, Agreement got) => string.Join('\n', typeof(Agreement).GetProperties()
        .Where(property => !Equals(property.GetValue(wanted), property.GetValue(got)))
        .Select(property => $"{property.Name}\n  wanted {Shown(property.GetValue(wanted))}\n  got    {Shown(property.GetValue(got))}"));

    private static string Shown(object? value) => value is System.Collections.IEnumerable list and not string ? string.Join("; ", list.Cast<object>()) : $"{value}";
}
