using System.Text;
using Ripen.Agreements;
using Ripen.Desks;
using Ripen.Imports;
using Ripen.Reading;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Imports;

/// <summary>Lists of who registered, attended and asked: one row, several touches.</summary>
public sealed class AttendanceTests
{
    private const string Map = """
        columns:
          Registration Time: touch webinar_registered
          Attended: touch webinar_attended
          Questions: touch question_asked
        constants:
          at: 2026-07-10T14:00:00Z
          campaign: Webinar July
        """;

    private const string List = """
        Email,Registration Time,Attended,Questions
        ann@orbis-freight.com,2026-07-01 09:30,Yes,How much is it?
        bob@nord-works.com,2026-07-02 10:00,No,
        carl@west-lines.com,,45 minutes,-
        dora@east-mills.com,,No,
        eve@south-mines.com,2027-07-02 10:00,Yes,

        """;

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task A_row_gives_a_touch_for_each_column_that_says_so(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var done = await ImportAsync(desk);
        Assert.Equal((3L, 2L), (done.Counts.Taken, done.Counts.Refused));
        Assert.Equal(["5: none of its columns says that something happened", "6: Registration Time: the time lies in the future"], done.Reasons());
        Assert.Equal((2L, 2L, 1L), (Count("webinar_registered"), Count("webinar_attended"), Count("question_asked")));
        Assert.Equal(5, desk.Count("select count(*) from touches t join campaigns c on c.campaign = t.campaign where c.name = 'Webinar July'"));
        var again = await ImportAsync(desk);
        Assert.Equal((0L, 3L, 5L), (again.Counts.Taken, again.Counts.Seen, desk.Count("select count(*) from touches")));

        long Count(string name) => desk.Count($"select count(*) from touches t join kinds k on k.kind = t.kind where k.name = '{name}'");
    }

    [Fact]
    public void Its_columns_are_proposed()
    {
        using var file = Intake.File("Attendee Email,Registered,Attended,Questions,Session Start\nann@orbis-freight.com,yes,yes,,2026-07-10\n");
        using var rows = file.Read(new Reports("list.csv"));
        var proposed = MappingProposal.Of(rows, FactCatalogue.Standard, ImportKind.Touches).Columns;
        Assert.Equal(["email", "touch webinar_registered", "touch webinar_attended", null, "at"], proposed.Select(column => column.Target));
    }

    [Theory]
    [InlineData("no", true)]
    [InlineData("Nicht teilgenommen", true)]
    [InlineData("No-show", true)]
    [InlineData("Yes", false)]
    [InlineData("12", false)]
    public void A_no_is_told_from_a_yes(string text, bool isNo) => Assert.Equal(isNo, AttendanceWords.SaysNo(text));

    private static async Task<ImportDone> ImportAsync(TestDesk desk)
    {
        using var file = ImportFile.Spool(new MemoryStream(Encoding.UTF8.GetBytes(List)), "attendance.csv");
        file.Check();
        return await new Importer(desk.Desk, new(ImportKind.Touches, file, Mapping.Parse(Map, "map.yaml", FactCatalogue.Standard, ImportKind.Touches), Desk.MainLine, null, "test"), _ => { }).RunAsync(TestContext.Current.CancellationToken);
    }
}
