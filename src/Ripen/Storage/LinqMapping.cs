using LinqToDB;
using LinqToDB.Data;
using LinqToDB.Mapping;

namespace Ripen.Storage;

/// <summary>Tells linq2db to write and read values as <see cref="DbValues"/> does; by itself it sorts ids and instants wrongly on SQLite.</summary>
internal static class LinqMapping
{
    public static readonly MappingSchema Sqlite = OfSqlite();

    public static readonly MappingSchema Postgres = OfPostgres();

    private static MappingSchema OfSqlite()
    {
        var schema = new MappingSchema("ripen-sqlite");
        schema.AddScalarType(typeof(Guid), DataType.VarBinary);
        schema.SetConverter<Guid, DataParameter>(id => new DataParameter(null, DbValues.Bytes(id), DataType.VarBinary));
        schema.SetConverter<byte[], Guid>(DbValues.Id);
        schema.SetValueToSqlConverter(typeof(Guid), (text, _, id) => text.Append("x'").Append(Convert.ToHexString(DbValues.Bytes((Guid)id))).Append('\''));
        schema.AddScalarType(typeof(DateTimeOffset), DataType.Int64);
        schema.SetConverter<DateTimeOffset, DataParameter>(at => new DataParameter(null, DbValues.Microseconds(at), DataType.Int64));
        schema.SetConverter<long, DateTimeOffset>(DbValues.At);
        schema.SetValueToSqlConverter(typeof(DateTimeOffset), (text, _, at) => text.Append(DbValues.Microseconds((DateTimeOffset)at)));
        return schema;
    }

    private static MappingSchema OfPostgres()
    {
        var schema = new MappingSchema("ripen-postgres");
        schema.SetConverter<DateTimeOffset, DataParameter>(at => new DataParameter(null, DbValues.Kept(at).ToUniversalTime(), DataType.DateTimeOffset));
        return schema;
    }
}
