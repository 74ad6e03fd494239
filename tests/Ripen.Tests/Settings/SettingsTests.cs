using Ripen.Settings;
using Ripen.Tests.Databases;
using Ripen.Tests.Storage;
using Xunit;

namespace Ripen.Tests.Settings;

public class SettingsTests
{
    [Theory]
    [InlineData("desk_name", "  Torfeld  ", "Torfeld")]
    [InlineData("desk_name", " ", null)]
    [InlineData("currency", "chf", "CHF")]
    [InlineData("currency", "Franken", null)]
    [InlineData("zone", "Europe/Berlin", "Europe/Berlin")]
    [InlineData("zone", "Berlin", null)]
    [InlineData("fiscal_year_start", "04-06", "04-06")]
    [InlineData("fiscal_year_start", "02-29", null)]
    public void A_value_is_kept_in_one_form_or_refused(string name, string typed, string? kept) => Assert.Equal(kept, KnownSettings.Find(name)!.Read(typed));

    [Fact]
    public void Every_default_is_a_value_that_may_be_set() => Assert.All(KnownSettings.All, setting => Assert.Equal(setting.Default, setting.Read(setting.Default)));

    [Theory, MemberData(nameof(DatabaseKinds.Both), MemberType = typeof(DatabaseKinds))]
    public async Task What_is_set_holds_at_once_for_every_process_and_until_it_is_unset(string kind)
    {
        await using var desk = await TestDesk.OpenAsync(kind);
        var stop = TestContext.Current.CancellationToken;
        var (here, there) = (desk.Desk.Settings, new SettingStore());
        using var session = desk.Desk.Database.Read();
        Assert.Equal("EUR", here.Of(session, KnownSettings.Currency));
        await desk.Desk.Writer.DoAsync(write => SettingStore.Set(write, KnownSettings.Currency, "CHF", desk.Desk.Now), stop);
        Assert.Equal(("CHF", "CHF"), (here.Of(session, KnownSettings.Currency), there.Of(session, KnownSettings.Currency)));
        await desk.Desk.Writer.DoAsync(write => SettingStore.Set(write, KnownSettings.Currency, "SEK", desk.Desk.Now), stop);
        Assert.Equal(("SEK", "SEK"), (here.Of(session, KnownSettings.Currency), there.Of(session, KnownSettings.Currency)));
        Assert.Equal(2, desk.Count("select version from settings where name = 'currency'"));
        await desk.Desk.Writer.DoAsync(write => SettingStore.Unset(write, KnownSettings.Currency), stop);
        Assert.Equal(("EUR", "EUR"), (here.Of(session, KnownSettings.Currency), there.Of(session, KnownSettings.Currency)));
    }

    [Fact]
    public void From_the_command_line()
    {
        using var folder = new TempFolder();
        string[] desk = ["--data", folder.PathOf("data")];
        Assert.Equal("zone is Europe/Berlin.\n", Cli.Run(["settings", "set", "zone", "Europe/Berlin", .. desk]).Output);
        Assert.Equal("Europe/Berlin\n", Cli.Run(["settings", "get", "zone", .. desk]).Output);
        Assert.Equal("name,value,default,help", Cli.Run(["settings", "--format", "csv", .. desk]).Lines[0].TrimStart('\uFEFF').TrimEnd('\r'));
        var mistyped = Cli.Run(["settings", "set", "curency", "EUR", .. desk]);
        Assert.Equal((2, "There is no setting 'curency'. Did you mean currency?\n"), (mistyped.ExitCode, mistyped.Errors));
        var wrong = Cli.Run(["settings", "set", "currency", "Euros", .. desk]);
        Assert.Equal((2, "'Euros' does not fit: currency is a code of ISO 4217, such as EUR.\n"), (wrong.ExitCode, wrong.Errors));
    }
}
