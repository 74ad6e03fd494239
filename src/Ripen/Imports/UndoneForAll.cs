using Ripen.Storage;

namespace Ripen.Imports;

/// <summary>What an import brought that is no person's: taken back in the end.</summary>
internal static class UndoneForAll
{
    public static int Delete(Write write, string table, int import) => write.Execute($"delete from {table} where import = @import", ("@import", import));

    public static void Finish(Write write, int import, DateTimeOffset now)
    {
        ForgetKeys(write, import);
        write.Execute("delete from buying_groups where import in (select i.import from imports i where i.undone_at is not null or i.import = @import) and not exists (select 1 from leads l where l.group_id = buying_groups.group_id) and not exists (select 1 from group_facts f where f.group_id = buying_groups.group_id)", ("@import", import));
        write.Execute(
            """
            delete from organisations where import in (select i.import from imports i where i.undone_at is not null or i.import = @import)
              and not exists (select 1 from persons p where p.organisation_id = organisations.organisation_id)
              and not exists (select 1 from leads l where l.organisation_id = organisations.organisation_id)
              and not exists (select 1 from buying_groups g where g.organisation_id = organisations.organisation_id)
              and not exists (select 1 from organisation_facts f where f.organisation_id = organisations.organisation_id)
            """,
            ("@import", import));
        write.Execute("delete from organisation_keys where not exists (select 1 from organisations o where o.organisation_id = organisation_keys.organisation_id)");
        foreach (var table in (string[])["costs", "review", "import_keys", "suppressions"]) Delete(write, table, import);
        write.Execute("delete from moves where not exists (select 1 from persons p where p.person_id = moves.person_id)");
        write.Execute("update imports set undone_at = @at where import = @import", ("@at", now), ("@import", import));
    }

    // Whoever stays keeps what he was known by before. Who was made by the import and stays keeps all: others have met him by it.
    private static void ForgetKeys(Write write, int import)
    {
        write.Execute("delete from contact_keys where not exists (select 1 from persons p where p.person_id = contact_keys.person_id)");
        write.Execute("delete from contact_keys where import = @import and exists (select 1 from persons p where p.person_id = contact_keys.person_id and p.import is distinct from @import)", ("@import", import));
        write.Execute(
            """
            update organisations set domain = null where import is distinct from @import
              and exists (select 1 from organisation_keys k where k.kind = 1 and k.value = organisations.domain and k.organisation_id = organisations.organisation_id and k.import = @import)
            """,
            ("@import", import));
        write.Execute("delete from organisation_keys where import = @import and exists (select 1 from organisations o where o.organisation_id = organisation_keys.organisation_id and o.import is distinct from @import)", ("@import", import));
    }
}
