using System.Data.Common;
using DataMigrator.Values;
using Npgsql;

namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>The values of a query as the server prints them: exact for every type.</summary>
internal sealed class PostgresQueryCells : QueryCells
{
    public override void SetUp(DbCommand command) => ((NpgsqlCommand)command).AllResultTypesAreUnknown = true;

    public override string Text(DbDataReader reader, int column) => reader.GetString(column);

    public override object Value(DbDataReader reader, int column) =>
        ExactValue.OfText(PostgresTypeMap.KindOf(reader.GetDataTypeName(column)), reader.GetString(column));
}
