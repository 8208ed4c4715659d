using DataMigrator.Catalog;
using DataMigrator.Sql;

namespace DataMigrator.SchemaCopy.Types;

/// <summary>The type tables, one a pair of different databases. Equal databases keep their declared types.</summary>
internal static class TypeTables
{
    public static IReadOnlyList<TypeTable> All { get; } =
    [
        SqliteSourceTypes.ToPostgres, SqliteSourceTypes.ToMySql, PostgresSourceTypes.ToSqlite, PostgresSourceTypes.ToMySql,
        MySqlSourceTypes.ToSqlite, MySqlSourceTypes.ToPostgres,
    ];

    public static TypeTable Find(DatabaseKind source, DatabaseKind target) =>
        All.First(t => DatabaseNames.SameFamily(t.Source, source) && DatabaseNames.SameFamily(t.Target, target));

    /// <summary>How expressions see a column whose declared type is kept.</summary>
    public static SqlType KindOf(ColumnType type) => type.TypeClass == 'e' ? SqlType.Enum : type.Wire.Kind switch
    {
        Values.WireKind.Boolean => SqlType.Boolean,
        Values.WireKind.Integer or Values.WireKind.Unsigned => SqlType.Integer,
        Values.WireKind.Float32 or Values.WireKind.Float64 => SqlType.Float,
        Values.WireKind.Decimal => SqlType.Decimal,
        Values.WireKind.Text => SqlType.Text,
        Values.WireKind.Binary or Values.WireKind.Geometry => SqlType.Binary,
        Values.WireKind.Bits => SqlType.Bits,
        Values.WireKind.Date => SqlType.Date,
        Values.WireKind.Time => SqlType.Time,
        Values.WireKind.Timestamp => SqlType.Timestamp,
        Values.WireKind.TimestampTz => SqlType.TimestampTz,
        Values.WireKind.Interval => SqlType.Interval,
        Values.WireKind.Json => SqlType.Json,
        Values.WireKind.Uuid => SqlType.Uuid,
        _ => SqlType.Other,
    };
}
