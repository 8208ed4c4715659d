using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using static DataMigrator.SchemaCopy.Types.LossClass;
using static DataMigrator.SchemaCopy.Types.TypeTable;

namespace DataMigrator.SchemaCopy.Types;

/// <summary>Types of PostgreSQL in the other databases. Arrays go by the name <c>array</c>, composite types, ranges and
/// what else only PostgreSQL has by the last row.</summary>
internal static class PostgresSourceTypes
{
    public static readonly TypeTable ToMySql = new(DatabaseKind.Postgres, DatabaseKind.MySql,
    [
        Rule("bool", "boolean_as_tinyint1", Lossless, SqlType.Boolean, _ => "tinyint(1)") with { Plain = true },
        Plain("int2", SqlType.Integer, "smallint"),
        Plain("int4", SqlType.Integer, "int"),
        Plain("int8", SqlType.Integer, "bigint"),
        Rule("oid xid cid", "oid_as_unsigned_int", Widened, SqlType.Integer, _ => "int unsigned"),
        Rule("float4", "real_as_float", Lossy, SqlType.Float, _ => "float") with { Plain = true },
        Rule("float8", "double_as_double", Lossy, SqlType.Float, _ => "double") with { Plain = true },
        Rule("numeric", "bare_numeric_by_data", Lossy, SqlType.Decimal, BareDecimal) with
        {
            When = q => q.Type.Precision is null && Fits(q), WhenText = "without a precision", ToText = "decimal(65,30), or wider in whole digits as the data needs",
            Warning = "has no precision; its decimal was chosen by the data, and what does not fit is rejected",
        },
        Rule("numeric", "wide_numeric_as_text", Unsupported, SqlType.Text, _ => "varchar(255)") with
        {
            When = q => q.Type.Precision is null or > 65 || q.Type.Scale is > 30 or < 0 || q.Type.Scale > q.Type.Precision,
            WhenText = "beyond decimal(65,30)", Warning = "has more digits than MySQL's decimal(65,30), so it goes as text",
        },
        Plain("numeric", SqlType.Decimal, "decimal(p,s)", q => $"decimal({q.Type.Precision},{q.Type.Scale ?? 0})"),
        Rule("money", "money_as_decimal", Widened, SqlType.Decimal, _ => "decimal(19,2)"),
        Rule("text citext xml", "text_key_as_varchar", Lossy, SqlType.Text, KeyVarchar) with
        {
            When = q => q.InKey, WhenText = "in a key", ToText = "varchar(n), n by the data",
            Warning = "is part of a key, for which MySQL needs a length: it was chosen by the data",
        },
        Rule("varchar", "text_key_as_varchar", Lossy, SqlType.Text, KeyVarchar) with
        {
            When = q => q.InKey && (q.Type.Length is null || q.Type.Length > q.KeyChars), WhenText = "in a key, without a length or too long for it",
            ToText = "varchar(n), n by the data",
            Warning = "is part of a key, for which MySQL needs a length: it was chosen by the data",
        },
        Rule("varchar", "long_varchar_as_longtext", Widened, SqlType.Text, _ => "longtext") with { When = q => q.Type.Length is null or > 16_000, WhenText = "without a length, or over 16,000" },
        Plain("varchar", SqlType.Text, "varchar(n)", q => $"varchar({q.Type.Length})"),
        Rule("bpchar", "long_char_as_varchar", Widened, SqlType.Text, q => q.Type.Length > 16_000 ? "longtext" : $"varchar({q.Type.Length})") with
        {
            When = q => q.Type.Length > 255, WhenText = "over 255 characters", ToText = "varchar(n)",
        },
        Plain("bpchar", SqlType.Text, "char(n)", q => q.Type.Length is null ? "longtext" : $"char({q.Type.Length})"),
        Rule("citext", "citext_as_longtext", Widened, SqlType.Text, _ => "longtext") with { Warning = "no longer compares without minding the case" },
        Plain("text", SqlType.Text, "longtext"),
        Rule("xml", "xml_as_text", Widened, SqlType.Text, _ => "longtext"),
        Rule("name", "name_as_varchar", Widened, SqlType.Text, _ => "varchar(64)"),
        Rule("char", "char_as_char1", Widened, SqlType.Text, _ => "char(1)"),
        Rule("bytea", "bytea_key_as_varbinary", Lossy, SqlType.Binary, q => $"varbinary({KeyLength(q, q.Facts?.MaxBytes, q.KeyChars * 4)})") with
        {
            When = q => q.InKey, WhenText = "in a key", ToText = "varbinary(n), n by the data",
            Warning = "is part of a key, for which MySQL needs a length: it was chosen by the data",
        },
        Plain("bytea", SqlType.Binary, "longblob"),
        Rule("date", "date_within_9999", Lossy, SqlType.Date, _ => "date") with { Plain = true },
        Rule("time", "time", Lossless, SqlType.Time, q => $"time({q.FractionDigits ?? 6})") with { Plain = true, ToText = "time(p)" },
        Rule("timestamp", "timestamp_as_datetime", Lossy, SqlType.Timestamp, q => $"datetime({q.FractionDigits ?? 6})") with { Plain = true, ToText = "datetime(p)" },
        Rule("timestamptz", "timestamptz_as_datetime_in_utc", Widened, SqlType.Timestamp, q => $"datetime({q.FractionDigits ?? 6})") with
        {
            ToText = "datetime(p)", Warning = "goes as UTC into datetime: MySQL's timestamp ends in 2038",
        },
        Rule("interval", "interval_as_text", Unsupported, SqlType.Text, _ => "varchar(64)") with { Warning = "goes as text: MySQL has no such type" },
        Rule("uuid", "uuid", Lossless, SqlType.Uuid, _ => "uuid") with { When = q => q.Target == DatabaseKind.MariaDb, WhenText = "into MariaDB", Plain = true },
        Rule("uuid", "uuid_as_char36", Widened, SqlType.Uuid, _ => "char(36) CHARACTER SET ascii COLLATE ascii_bin"),
        Rule("json jsonb", "json_with_long_numbers_as_text", Widened, SqlType.Json, _ => "longtext") with
        {
            When = q => q.Facts?.HasLongNumbers == true && q.Target == DatabaseKind.MySql, WhenText = "a number in it has over 15 digits",
            Warning = "holds numbers with more digits than MySQL's json keeps, so it goes as text",
        },
        Plain("jsonb", SqlType.Json, "json"),
        Rule("json", "json_without_its_spelling", Widened, SqlType.Json, _ => "json") with { Plain = true },
        Rule("bit", "long_bit_as_text", Widened, SqlType.Text, q => $"varchar({q.Type.Length})") with { When = q => q.Type.Length > 64, WhenText = "over 64 bits", ToText = "varchar(n)" },
        Rule("bit", "bit1", Widened, SqlType.Bits, _ => "bit(1)") with { When = q => q.Type.Length is null or 1, WhenText = "bit(1)", Plain = true },
        Plain("bit", SqlType.Bits, "bit(n)", q => $"bit({q.Type.Length ?? 1})"),
        Rule("varbit", "varbit_as_text", Widened, SqlType.Text, q => q.Type.Length is <= 16_000 ? $"varchar({q.Type.Length})" : "longtext") with { ToText = "varchar(n)" },
        Rule("inet cidr macaddr macaddr8", "address_as_text", Widened, SqlType.Text, _ => "varchar(43)"),
        Rule("timetz", "timetz_as_text", Unsupported, SqlType.Text, _ => "varchar(32)") with { Warning = "goes as text: MySQL has no time with a zone" },
        Rule("enum", "enum_as_varchar", Widened, SqlType.Text, q => $"varchar({Math.Max(1, q.Type.Labels.Max(l => l.Length))})") with
        {
            When = q => q.Type.Labels.Any(l => l.EndsWith(' ')) || q.Type.Labels.Sum(l => l.Length) > 60_000 || q.Type.Labels.Count == 0,
            WhenText = "a label ends in a blank", ToText = "varchar(n)", Check = q => MySqlSourceTypes.LabelCheck(q),
        },
        Rule("enum", "enum_as_enum", Lossless, SqlType.Text, q => "enum(" + string.Join(",", q.Type.Labels.Select(l => q.To.Text(l))) + ")") with { Plain = true, ToText = "enum(…)" },
        Rule("geometry geography", "geometry", Lossless, SqlType.Binary, _ => "geometry"),
        Rule("array", "array_as_json", Widened, SqlType.Json, _ => "json") with { Warning = "an array goes as json" },
        Rule("hstore", "hstore_as_text", Unsupported, SqlType.Text, _ => "longtext") with { Warning = "goes as text: MySQL has no such type" },
        Rule(Any, "other_key_as_varchar", Unsupported, SqlType.Text, KeyVarchar) with { When = q => q.InKey, WhenText = "in a key", ToText = "varchar(n), n by the data", Warning = "goes as text: MySQL has no such type" },
        Rule(Any, "other_as_text", Unsupported, SqlType.Text, _ => "longtext") with { Warning = "goes as text: MySQL has no such type" },
    ]);

    public static readonly TypeTable ToSqlite = new(DatabaseKind.Postgres, DatabaseKind.Sqlite,
    [
        Plain("bool", SqlType.Boolean, "BOOLEAN"),
        Plain("int8", SqlType.Integer, "INTEGER"),
        Rule("int2 int4 oid xid cid", "integer", Widened, SqlType.Integer, _ => "INTEGER") with { Plain = true },
        Rule("float4 float8", "double", Lossy, SqlType.Float, _ => "REAL") with { Plain = true },
        Rule("numeric", "decimal_as_text", Widened, SqlType.Text, q => q.Type.Precision is null ? "DECIMAL_TEXT" : $"DECIMAL_TEXT({q.Type.Precision},{q.Type.Scale ?? 0})") with
        {
            When = q => q.Type.Precision is null or > 15 || q.Type.Scale < 0, WhenText = "without a precision, or over 15 digits", ToText = "DECIMAL_TEXT(p,s)",
            Warning = "may have more digits than SQLite's numbers keep, so its values are texts there",
        },
        Plain("numeric", SqlType.Decimal, "DECIMAL(p,s)", q => $"DECIMAL({q.Type.Precision},{q.Type.Scale ?? 0})"),
        Rule("money", "money_as_decimal", Widened, SqlType.Text, _ => "DECIMAL_TEXT(19,2)"),
        Rule("varchar bpchar", "text", Widened, SqlType.Text, _ => "TEXT") with { When = q => q.Type.Length is null, WhenText = "without a length", Plain = true },
        Plain("varchar", SqlType.Text, "VARCHAR(n)", q => $"VARCHAR({q.Type.Length})"),
        Plain("bpchar", SqlType.Text, "CHAR(n)", q => $"CHAR({q.Type.Length})"),
        Plain("text", SqlType.Text, "TEXT"),
        Rule("name char xml", "other_text", Widened, SqlType.Text, _ => "TEXT") with { Plain = true },
        Rule("citext", "citext_as_text", Widened, SqlType.Text, _ => "TEXT") with { Warning = "no longer compares without minding the case" },
        Plain("bytea", SqlType.Binary, "BLOB"),
        Rule("date", "date_within_9999", Lossy, SqlType.Date, _ => "DATE") with { Plain = true },
        Rule("time", "time_as_text", Widened, SqlType.Time, _ => "TIME") with { Plain = true },
        Rule("timestamp", "timestamp_as_datetime", Lossy, SqlType.Timestamp, _ => "DATETIME") with { Plain = true },
        Rule("timestamptz", "timestamptz", Lossy, SqlType.TimestampTz, _ => "TIMESTAMPTZ") with { Plain = true },
        Rule("interval timetz", "interval_as_text", Unsupported, SqlType.Text, _ => "TEXT") with { Warning = "goes as text: SQLite has no such type" },
        Rule("uuid", "uuid_as_text", Lossless, SqlType.Uuid, _ => "UUID") with { Plain = true },
        Rule("jsonb", "json_as_text", Lossless, SqlType.Json, _ => "JSON_TEXT"),
        Rule("json", "json_as_text", Widened, SqlType.Json, _ => "JSON_TEXT"),
        Rule("bit", "bit_as_text", Widened, SqlType.Text, _ => "TEXT") with { When = q => q.Type.Length > 63, WhenText = "over 63 bits" },
        Rule("bit", "bit1_as_boolean", Widened, SqlType.Boolean, _ => "BOOLEAN") with { When = q => q.Type.Length is null or 1, WhenText = "bit(1)" },
        Plain("bit", SqlType.Bits, "BIT(n)", q => $"BIT({q.Type.Length})"),
        Rule("varbit", "varbit_as_text", Widened, SqlType.Text, _ => "TEXT"),
        Rule("inet cidr macaddr macaddr8", "address_as_text", Widened, SqlType.Text, _ => "TEXT"),
        Rule("enum", "enum_as_text_with_check", Widened, SqlType.Text, _ => "TEXT") with { When = q => q.Type.Labels.Count > 0, WhenText = "with labels", Check = q => MySqlSourceTypes.LabelCheck(q) },
        Rule("geometry geography", "geometry_as_geopackage", Widened, SqlType.Binary, _ => "GEOMETRY") with { Warning = "a geometry goes as a blob in GeoPackage's form" },
        Rule("array", "array_as_json_text", Widened, SqlType.Json, _ => "JSON_TEXT") with { Warning = "an array goes as json" },
        Rule(Any, "other_as_text", Unsupported, SqlType.Text, _ => "TEXT") with { Warning = "goes as text: SQLite has no such type" },
    ]);

    private static bool Fits(TypeQuestion question) =>
        question.Facts is not { IntegerDigits: int whole, FractionDigits: int fraction } || (fraction <= 30 && whole + fraction <= 65);

    /// <summary>At least 30 digits after the point where the whole part leaves room for them.</summary>
    private static string BareDecimal(TypeQuestion question)
    {
        int whole = question.Facts?.IntegerDigits ?? 0;
        int fraction = Math.Max(question.Facts?.FractionDigits ?? 0, Math.Min(30, 65 - Math.Max(whole, 35)));
        return $"decimal(65,{fraction})";
    }

    private static string KeyVarchar(TypeQuestion question) =>
        $"varchar({KeyLength(question, question.Facts?.MaxChars, question.KeyChars)})";

    /// <summary>255 where the key has room for it, else what it has room for.</summary>
    /// <exception cref="UntranslatableException">The data is longer than any key of MySQL.</exception>
    public static long KeyLength(TypeQuestion question, long? longest, int room) =>
        longest > room
            ? throw new UntranslatableException($"it holds values of {longest} characters or bytes, and a key of MySQL has room "
                + $"for {room} of this column")
            : Math.Max(longest ?? 0, Math.Min(255, room));
}
