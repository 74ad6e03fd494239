using System.Data.Common;
using System.Linq.Expressions;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider;
using LinqToDB.DataProvider.SQLite;
using LinqToDB.Internal.DataProvider;
using LinqToDB.Mapping;

namespace Ripen.Storage;

/// <summary>Tells linq2db to write and read values as <see cref="DbValues"/> does; by itself it sorts ids and instants wrongly on SQLite.</summary>
internal static class LinqMapping
{
    public static readonly MappingSchema Sqlite = OfSqlite();

    public static readonly MappingSchema Postgres = OfPostgres();

    public static readonly IDataProvider SqliteProvider = ReadingIds(SQLiteTools.GetDataProvider(SQLiteProvider.Microsoft));

    // A converter is asked for writing only: an id is read by the driver, which takes its bytes in .NET's order.
    private static IDataProvider ReadingIds(IDataProvider provider)
    {
        Expression<Func<DbDataReader, int, Guid>> read = (row, column) => DbValues.Id(row.GetFieldValue<byte[]>(column));
        var readers = ((DataProviderBase)provider).ReaderExpressions;
        foreach (var reader in readers.Keys.Where(reader => reader.ToType == typeof(Guid)).ToList()) readers[reader] = read;
        return provider;
    }

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
