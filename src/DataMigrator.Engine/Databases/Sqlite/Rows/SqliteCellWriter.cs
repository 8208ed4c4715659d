using DataMigrator.Catalog;
using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>Binds the cells of one column to a parameter. Bytes are bound where they lie, so vectors and the writer's own
/// buffers stay pinned until the statement has run. A value that SQLite would change is refused.</summary>
internal abstract class SqliteCellWriter
{
    /// <summary>Binds a cell that is not NULL.</summary>
    /// <returns>SQLite's result code.</returns>
    /// <exception cref="SqliteRefusal">The column would not keep the value as it is.</exception>
    public abstract int Bind(nint statement, int parameter, ColumnVector vector, int row);

    /// <summary>The writer for a column and the wire in which its cells come.</summary>
    /// <param name="column">The column.</param>
    /// <param name="wire">The wire.</param>
    /// <param name="warn">Takes what a user should know; called once a column.</param>
    public static SqliteCellWriter Of(CatalogColumn column, WireType wire, Action<string> warn)
    {
        Affinity affinity = SqliteAffinity.Of(column.Type);
        bool numeric = SqliteAffinity.TurnsTextIntoNumbers(affinity);
        return wire.Kind switch
        {
            WireKind.Native => new SqliteNativeWriter(),
            WireKind.Boolean or WireKind.Integer => new SqliteIntegerWriter(),
            WireKind.Unsigned => new SqliteUnsignedWriter(column.Name),
            WireKind.Float64 or WireKind.Float32 =>
                new SqliteFloatWriter(column.Name, wire.Kind == WireKind.Float32, warn),
            WireKind.Decimal when numeric => new SqliteDecimalWriter(column.Name),
            WireKind.Text or WireKind.Literal or WireKind.Bits when numeric && wire.Encoding != SqliteTypeMap.BitsAsInteger =>
                new SqliteWordWriter(column.Name),
            WireKind.Json when numeric => new SqliteJsonWriter(column.Name),
            WireKind.Bits when wire.Encoding == SqliteTypeMap.BitsAsInteger => new SqliteBitsWriter(),
            WireKind.Text or WireKind.Literal or WireKind.Bits or WireKind.Json or WireKind.Decimal => new SqliteTextWriter(),
            WireKind.Binary => new SqliteBinaryWriter(),
            WireKind.Geometry => new SqliteGeometryWriter(),
            WireKind.Uuid => new SqliteUuidWriter(),
            WireKind.Date or WireKind.Time or WireKind.Timestamp or WireKind.TimestampTz => new SqliteTimeWriter(wire.Kind),
            _ => throw new NotSupportedException($"SQLite stores no values of the kind {wire.Kind}."),
        };
    }
}
