using System.Data.Common;

namespace Ripen.Storage;

/// <summary>
/// Reading as if time stood still: whoever walks through a whole desk sees it as it was when he began, while others write.
/// Costs the others nothing but room: what they replace is kept until this is disposed.
/// </summary>
internal sealed class Snapshot : Session
{
    public Snapshot(Database database, DbConnection connection)
        : base(database, connection) => Begin();

    /// <summary>Looks anew: after a failed query PostgreSQL answers nothing more in the same transaction.</summary>
    public override void Renew()
    {
        End();
        Begin();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) End();
        base.Dispose(disposing);
    }

    private void Begin()
    {
        // By hand and not by BeginTransaction, which on SQLite wants every command told of it.
        Run(IsPostgres ? "begin isolation level repeatable read read only" : "begin");
        // The snapshot is taken by the first look, not by the beginning.
        Run("select count(*) from versions");
    }

    private void End()
    {
        try
        {
            Run("rollback");
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // The connection is gone, and with it the transaction.
        }
    }

    private void Run(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
