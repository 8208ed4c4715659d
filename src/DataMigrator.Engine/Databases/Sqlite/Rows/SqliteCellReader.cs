using DataMigrator.Values;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>Takes the values of one column into its vector. A value that is not of the column's kind goes in as
/// irregular.</summary>
internal abstract class SqliteCellReader
{
    /// <summary>Appends a value that is not NULL.</summary>
    public abstract void Append(in SqliteCell cell, ColumnVector vector);

    /// <summary>The reader for a wire that <see cref="SqliteTypeMap"/> or a look at the data has chosen.</summary>
    public static SqliteCellReader Of(WireType wire) => wire.Kind switch
    {
        WireKind.Native => new SqliteNativeReader(),
        _ when wire.Mixed => new SqliteMixedReader(),
        WireKind.Integer => new SqliteIntegerReader(),
        WireKind.Float64 => new SqliteFloatReader(),
        WireKind.Boolean => new SqliteBooleanReader(wire.Encoding == SqliteEncoding.TrueFalseText),
        WireKind.Decimal => new SqliteDecimalReader(),
        WireKind.Text or WireKind.Literal => new SqliteTextReader(),
        WireKind.Json => new SqliteJsonReader(),
        WireKind.Binary => new SqliteBinaryReader(),
        WireKind.Uuid => new SqliteUuidReader(wire.Encoding == SqliteEncoding.UuidBlob),
        WireKind.Bits => new SqliteBitsReader(wire),
        WireKind.Geometry => new SqliteGeometryReader(),
        WireKind.Time => new SqliteTimeReader(wire.Encoding == SqliteEncoding.IsoTextRounded),
        WireKind.Date or WireKind.Timestamp or WireKind.TimestampTz => wire.Encoding switch
        {
            null or SqliteEncoding.IsoText or SqliteEncoding.IsoTextRounded =>
                new SqliteIsoTextReader(wire.Kind, wire.Encoding == SqliteEncoding.IsoTextRounded),
            _ => new SqliteEpochReader(wire.Kind, wire.Encoding),
        },
        _ => throw new NotSupportedException($"SQLite has no values of the kind {wire.Kind}."),
    };
}
