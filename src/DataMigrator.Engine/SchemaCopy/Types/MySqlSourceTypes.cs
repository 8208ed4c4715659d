using DataMigrator.Sql;
using static DataMigrator.SchemaCopy.Types.LossClass;
using static DataMigrator.SchemaCopy.Types.TypeTable;

namespace DataMigrator.SchemaCopy.Types;

/// <summary>Types of MySQL and MariaDB in the other databases.</summary>
internal static class MySqlSourceTypes
{
    private const string Geometries =
        "geometry point linestring polygon multipoint multilinestring multipolygon geometrycollection geomcollection";

    public static readonly TypeTable ToPostgres = new(DatabaseKind.MySql, DatabaseKind.Postgres,
    [
        Rule("tinyint", "tinyint1_as_boolean", Lossless, SqlType.Boolean, _ => "boolean") with
        {
            When = q => TinyIntOne(q) && q.Facts?.OnlyZeroAndOne != false && !q.IsIdentity,
            WhenText = "tinyint(1) that holds 0, 1 and NULL alone",
        },
        Rule("tinyint", "tinyint1_as_smallint", Widened, SqlType.Integer, _ => "smallint") with
        {
            When = q => TinyIntOne(q) && !q.IsIdentity, WhenText = "tinyint(1) that holds other values",
            Warning = "tinyint(1) holds values other than 0 and 1 and is no boolean",
        },
        Rule("tinyint", "tinyint_as_smallint", Widened, SqlType.Integer, _ => "smallint"),
        Rule("smallint", "unsigned_smallint_as_integer", Widened, SqlType.Integer, _ => "integer") with { When = Unsigned, WhenText = "unsigned" },
        Plain("smallint", SqlType.Integer, "smallint"),
        Rule("mediumint", "mediumint_as_integer", Widened, SqlType.Integer, _ => "integer"),
        Rule("int", "unsigned_int_as_bigint", Widened, SqlType.Integer, _ => "bigint") with { When = Unsigned, WhenText = "unsigned" },
        Plain("int", SqlType.Integer, "integer"),
        Rule("bigint", "unsigned_bigint_identity_as_bigint", Lossy, SqlType.Integer, _ => "bigint") with
        {
            When = q => q.Type.Unsigned && q.IsIdentity && q.Facts?.FitsSigned != false,
            WhenText = "unsigned, AUTO_INCREMENT, no value over 2^63 - 1",
        },
        Rule("bigint", "unsigned_bigint_as_numeric", Widened, SqlType.Decimal, _ => "numeric(20,0)") with { When = Unsigned, WhenText = "unsigned" },
        Plain("bigint", SqlType.Integer, "bigint"),
        Rule("float double decimal", "unsigned_number", Widened, SqlType.Decimal, q => q.Type.BaseName switch
        {
            "float" => "real", "double" => "double precision", _ => $"numeric({q.Type.Precision ?? 10},{q.Type.Scale ?? 0})",
        }) with { When = Unsigned, WhenText = "unsigned", ToText = "real, double precision, numeric(p,s)" },
        Rule("float double", "number_without_display_digits", Widened, SqlType.Float, q => q.Type.BaseName == "float" ? "real" : "double precision") with
        {
            When = q => q.Type.Precision is not null, WhenText = "with digits, as float(7,3)", ToText = "real, double precision",
        },
        Plain("float", SqlType.Float, "real"),
        Plain("double", SqlType.Float, "double precision"),
        Plain("decimal", SqlType.Decimal, "numeric(p,s)", q => $"numeric({q.Type.Precision ?? 10},{q.Type.Scale ?? 0})"),
        Rule("bit", "bit1_as_boolean", Widened, SqlType.Boolean, _ => "boolean") with { When = q => q.Type.Length is null or 1, WhenText = "bit(1)" },
        Plain("bit", SqlType.Bits, "bit(n)", q => $"bit({q.Type.Length})"),
        Rule("year", "year_as_smallint", Widened, SqlType.Integer, _ => "smallint"),
        Plain("date", SqlType.Date, "date"),
        Rule("time", "time_beyond_a_day_as_interval", Widened, SqlType.Interval, q => $"interval({q.FractionDigits ?? 0})") with
        {
            When = q => q.Facts?.WithinDay == false, WhenText = "a value is negative or over 24 hours",
            Warning = "holds times below zero or beyond 24 hours, which are intervals in PostgreSQL",
        },
        Rule("time", "time_within_a_day", Lossy, SqlType.Time, q => $"time({q.FractionDigits ?? 0})") with { Plain = true, ToText = "time(p)" },
        Plain("datetime", SqlType.Timestamp, "timestamp(p)", q => $"timestamp({q.FractionDigits ?? 0})"),
        Rule("timestamp", "timestamp_as_timestamptz", Lossless, SqlType.TimestampTz, q => $"timestamptz({q.FractionDigits ?? 0})") with { ToText = "timestamptz(p)" },
        Rule("char", "char0_as_varchar1", Widened, SqlType.Text, _ => "varchar(1)") with { When = q => q.Type.Length == 0, WhenText = "char(0)" },
        Plain("char", SqlType.Text, "char(n)", q => $"char({q.Type.Length ?? 1})"),
        Rule("varchar", "varchar0_as_varchar1", Widened, SqlType.Text, _ => "varchar(1)") with { When = q => q.Type.Length == 0, WhenText = "varchar(0)" },
        Plain("varchar", SqlType.Text, "varchar(n)", q => $"varchar({q.Type.Length})"),
        Plain("longtext", SqlType.Text, "text"),
        Rule("tinytext text mediumtext", "text", Widened, SqlType.Text, _ => "text") with { Plain = true },
        Plain("longblob", SqlType.Binary, "bytea"),
        Rule("binary varbinary tinyblob blob mediumblob", "bytea", Widened, SqlType.Binary, _ => "bytea") with { Plain = true },
        Rule("vector", "vector_as_bytea", Widened, SqlType.Binary, _ => "bytea") with { Warning = "a vector goes as the bytes of its floats" },
        Rule("json", "json_with_nul_as_json", Lossless, SqlType.Json, _ => "json") with
        {
            When = q => q.Facts?.HasNulEscape == true, WhenText = @"a value holds \u0000",
            Warning = @"holds \u0000, which jsonb refuses",
        },
        Rule("json", "json_as_jsonb", Lossless, SqlType.Json, _ => "jsonb"),
        Rule("uuid", "uuid", Lossless, SqlType.Uuid, _ => "uuid") with { Plain = true },
        Plain("inet4 inet6", SqlType.Other, "inet"),
        Rule("enum", "enum_as_text_with_check", Widened, SqlType.Text, _ => "text") with
        {
            When = q => q.EnumName is null || q.Type.Labels.Any(l => System.Text.Encoding.UTF8.GetByteCount(l) > 63),
            WhenText = "a label is over 63 bytes", Check = q => LabelCheck(q),
        },
        Rule("enum", "enum_as_enum_type", Lossless, SqlType.Enum, q => q.EnumName!) with { NeedsEnum = true, ToText = "an enum type of its own" },
        Rule("set", "set_as_text_with_check", Widened, SqlType.Text, _ => "text") with { Check = q => SetCheck(q) },
        Rule(Geometries, "geometry_as_bytea", Widened, SqlType.Binary, _ => "bytea") with
        {
            Warning = "a geometry goes as bytes: its SRID in four bytes (little endian), then WKB",
        },
        Rule(Any, "other_as_text", Unsupported, SqlType.Text, _ => "text") with { Warning = "PostgreSQL has no such type: values go as text" },
    ]);

    public static readonly TypeTable ToSqlite = new(DatabaseKind.MySql, DatabaseKind.Sqlite,
    [
        Rule("bigint", "unsigned_bigint_as_text", Widened, SqlType.Text, _ => "TEXT") with
        {
            When = q => q.Type.Unsigned && q.Facts?.FitsSigned == false && !q.IsIdentity,
            WhenText = "unsigned, with a value over 2^63 - 1", Warning = "holds values over 2^63 - 1, which SQLite keeps as text",
        },
        Rule("bigint", "unsigned_bigint_as_integer", Lossy, SqlType.Integer, _ => "INTEGER") with { When = Unsigned, WhenText = "unsigned" },
        Rule("tinyint", "tinyint1_as_boolean", Lossless, SqlType.Boolean, _ => "BOOLEAN") with
        {
            When = q => TinyIntOne(q) && q.Facts?.OnlyZeroAndOne != false && !q.IsIdentity,
            WhenText = "tinyint(1) that holds 0, 1 and NULL alone",
        },
        Plain("bigint", SqlType.Integer, "INTEGER"),
        Rule("tinyint smallint mediumint int year", "integer", Widened, SqlType.Integer, _ => "INTEGER") with { Plain = true },
        Rule("float", "double", Widened, SqlType.Float, _ => "REAL") with { Plain = true },
        Rule("double", "unsigned_number", Widened, SqlType.Float, _ => "REAL") with
        {
            When = q => q.Type.Unsigned || q.Type.Precision is not null, WhenText = "unsigned, or with digits", Plain = true,
        },
        Plain("double", SqlType.Float, "REAL"),
        Rule("decimal", "decimal_as_text", Widened, SqlType.Text, q => $"DECIMAL_TEXT({q.Type.Precision},{q.Type.Scale ?? 0})") with
        {
            When = q => q.Type.Precision > 15, WhenText = "over 15 digits", ToText = "DECIMAL_TEXT(p,s)",
            Warning = "has more digits than SQLite's numbers keep, so its values are texts there",
        },
        Rule("decimal", "unsigned_number", Widened, SqlType.Decimal, q => $"DECIMAL({q.Type.Precision ?? 10},{q.Type.Scale ?? 0})") with
        {
            When = Unsigned, WhenText = "unsigned", ToText = "DECIMAL(p,s)", Plain = true,
        },
        Plain("decimal", SqlType.Decimal, "DECIMAL(p,s)", q => $"DECIMAL({q.Type.Precision ?? 10},{q.Type.Scale ?? 0})"),
        Rule("bit", "bit1_as_boolean", Widened, SqlType.Boolean, _ => "BOOLEAN") with { When = q => q.Type.Length is null or 1, WhenText = "bit(1)" },
        Plain("bit", SqlType.Bits, "BIT(n)", q => $"BIT({q.Type.Length})"),
        Plain("date", SqlType.Date, "DATE"),
        Rule("time", "time_as_text", Widened, SqlType.Time, _ => "TIME") with { Plain = true },
        Rule("datetime", "datetime", Widened, SqlType.Timestamp, _ => "DATETIME") with { Plain = true },
        Rule("timestamp", "timestamp_as_timestamptz", Widened, SqlType.TimestampTz, _ => "TIMESTAMPTZ"),
        Rule("char varchar", "empty_text", Widened, SqlType.Text, _ => "TEXT") with { When = q => q.Type.Length == 0, WhenText = "of no characters" },
        Plain("char", SqlType.Text, "CHAR(n)", q => $"CHAR({q.Type.Length ?? 1})"),
        Plain("varchar", SqlType.Text, "VARCHAR(n)", q => $"VARCHAR({q.Type.Length})"),
        Plain("longtext", SqlType.Text, "TEXT"),
        Rule("tinytext text mediumtext", "text", Widened, SqlType.Text, _ => "TEXT") with { Plain = true },
        Plain("longblob", SqlType.Binary, "BLOB"),
        Rule("binary varbinary tinyblob blob mediumblob", "blob", Widened, SqlType.Binary, _ => "BLOB") with { Plain = true },
        Rule("vector", "vector_as_blob", Widened, SqlType.Binary, _ => "BLOB") with { Warning = "a vector goes as the bytes of its floats" },
        Rule("json", "json_as_text", Lossless, SqlType.Json, _ => "JSON_TEXT"),
        Rule("uuid", "uuid_as_text", Lossless, SqlType.Uuid, _ => "UUID"),
        Rule("enum", "enum_as_text_with_check", Widened, SqlType.Text, _ => "TEXT") with { Check = q => LabelCheck(q) },
        Rule("set", "set_as_text", Widened, SqlType.Text, _ => "TEXT"),
        Rule(Geometries, "geometry_as_geopackage", Widened, SqlType.Binary, _ => "GEOMETRY") with
        {
            Warning = "a geometry goes as a blob in GeoPackage's form",
        },
        Rule(Any, "other_as_text", Unsupported, SqlType.Text, _ => "TEXT") with { Warning = "SQLite has no such type: values go as text" },
    ]);

    private static bool Unsigned(TypeQuestion question) => question.Type.Unsigned;

    private static bool TinyIntOne(TypeQuestion question) => !question.Type.Unsigned
        && question.Type.Declared.StartsWith("tinyint(1)", StringComparison.OrdinalIgnoreCase);

    /// <summary>A condition that lets only the labels in.</summary>
    public static string LabelCheck(TypeQuestion question) =>
        "{0} IN (" + string.Join(", ", question.Type.Labels.Select(l => question.To.Text(l)
            .Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal))) + ")";

    private static string SetCheck(TypeQuestion question) =>
        "string_to_array({0}, ',') <@ ARRAY[" + string.Join(", ", question.Type.Labels.Select(l =>
            question.To.Text(l).Replace("{", "{{", StringComparison.Ordinal)
                .Replace("}", "}}", StringComparison.Ordinal))) + "]::text[]";
}
