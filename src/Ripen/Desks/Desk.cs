using Ripen.Accounts;
using Ripen.Agreements;
using Ripen.Funnel;
using Ripen.Imports;
using Ripen.Languages;
using Ripen.Leads;
using Ripen.Nurture;
using Ripen.Privacy;
using Ripen.Settings;
using Ripen.Storage;
using Ripen.Tracking;
using Ripen.Webhooks;

namespace Ripen.Desks;

/// <summary>
/// One open desk: its database and the one writer, the clock, what numbers names and ids, the agreements in force and the programmes. Made
/// once a process; everything else is handed one.
/// </summary>
internal sealed class Desk : IAsyncDisposable
{
    /// <summary>The product line that stands where none is named.</summary>
    public const string MainLine = "main";

    private Desk(DeskPlace place, Database database, TimeProvider clock)
    {
        (Place, Database, Clock, Writer, HeldImports, Secrets) = (place, database, clock, new(database), new(database), new(place.Folder));
        Leads = new(this);
        Passes = new(this);
    }

    public DeskPlace Place { get; }

    public Database Database { get; }

    public Writer Writer { get; }

    public TimeProvider Clock { get; }

    public Ids Ids { get; } = new();

    public Recorded Recorded { get; } = new();

    public Kinds Kinds { get; } = new();

    public Sources Sources { get; } = new();

    public Tracking.Campaigns Campaigns { get; } = new();

    public Offers Offers { get; } = new();

    public AgreementStore Agreements { get; } = new();

    public ProgrammeStore Programmes { get; } = new();

    public SettingStore Settings { get; } = new();

    public Users Users { get; } = new();

    /// <summary>What visitors read, by language.</summary>
    public TextBook Texts { get; } = new();

    /// <summary>What people are asked for.</summary>
    public Purposes Purposes { get; } = new();

    public WebhookStore Webhooks { get; } = new();

    public SecretBox Secrets { get; }

    public HeldImports HeldImports { get; }

    /// <summary>The one door to a lead.</summary>
    public LeadDesk Leads { get; }

    /// <summary>What reports count.</summary>
    public PassBook Passes { get; }

    /// <summary>Cut to the microsecond, as the database keeps it.</summary>
    public DateTimeOffset Now => DbValues.Kept(Clock.GetUtcNow());

    /// <summary>Opens a desk, makes it if it is not there, and brings it to this program's version.</summary>
    /// <exception cref="UnreachableException">It cannot be reached, is locked, or is of a newer version.</exception>
    public static async Task<Desk> OpenAsync(DeskPlace place, TimeProvider clock)
    {
        var database = Database.At(place);
        try
        {
            Migrator.Migrate(database, clock.GetUtcNow());
            var desk = new Desk(place, database, clock);
            await desk.Writer.DoAsync(write =>
            {
                StarterAgreement.Ensure(write, desk);
                ShippedProgrammes.Ensure(write, desk.Now);
                ShippedPurposes.Ensure(write, desk.Now);
            });
            return desk;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Database.DisposeAsync();
    }
}
