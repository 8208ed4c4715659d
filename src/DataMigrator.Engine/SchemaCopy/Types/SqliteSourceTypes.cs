using DataMigrator.Sql;
using DataMigrator.Values;
using static DataMigrator.SchemaCopy.Types.LossClass;
using static DataMigrator.SchemaCopy.Types.TypeTable;

namespace DataMigrator.SchemaCopy.Types;

/// <summary>Types of SQLite in the other databases. The names here are those of what the column holds: the declared type
/// first, then what the data shows, since SQLite enforces neither.</summary>
internal static class SqliteSourceTypes
{
    private const string MixedAsText = "holds values of several storage classes, so all go as text";
    private const string MixedAsBytes = "holds blobs beside other values, so all go as bytes: texts and numbers as their text in UTF-8";

    public static readonly TypeTable ToPostgres = new(DatabaseKind.Sqlite, DatabaseKind.Postgres,
    [
        Rule("mixed", "mixed_storage_as_text", Widened, SqlType.Text, _ => "text") with
        {
            WhenText = "values of several storage classes, no blobs", Warning = MixedAsText,
        },
        Rule("mixed_with_blobs", "mixed_storage_as_bytes", Widened, SqlType.Binary, _ => "bytea") with
        {
            WhenText = "values of several storage classes", Warning = MixedAsBytes,
        },
        Plain("integer", SqlType.Integer, "bigint"),
        Plain("float64", SqlType.Float, "double precision"),
        Rule("boolean", "boolean", Lossless, SqlType.Boolean, _ => "boolean") with { Plain = true },
        Rule("decimal", "decimal_wider_than_declared", Widened, SqlType.Decimal, _ => "numeric") with
        {
            When = q => q.Type.Precision is null || !DecimalFits(q), WhenText = "without a precision, or the data needs more than declared",
        },
        Plain("decimal", SqlType.Decimal, "numeric(p,s)", q => $"numeric({q.Type.Precision},{q.Type.Scale ?? 0})"),
        Rule("text", "varchar_longer_than_declared", Widened, SqlType.Text, _ => "text") with
        {
            When = q => q.Type.Length > 0 && q.Facts?.MaxChars > q.Type.Length, WhenText = "a value is longer than declared",
            Warning = "holds values longer than declared, so no length is set",
        },
        Rule("text", "char_as_varchar", Widened, SqlType.Text, q => $"varchar({q.Type.Length})") with { When = IsChar, WhenText = "CHAR(n), which SQLite does not pad", ToText = "varchar(n)" },
        Plain("text", SqlType.Text, "varchar(n)", q => q.Type.Length is > 0 and <= 10_485_760 && IsVarchar(q)
            ? $"varchar({q.Type.Length})" : "text"),
        Plain("binary", SqlType.Binary, "bytea"),
        Plain("date", SqlType.Date, "date"),
        Plain("time", SqlType.Time, "time"),
        Plain("timestamp", SqlType.Timestamp, "timestamp"),
        Plain("timestamptz", SqlType.TimestampTz, "timestamptz"),
        Plain("uuid", SqlType.Uuid, "uuid"),
        Rule("json", "json_as_jsonb", Lossless, SqlType.Json, _ => "jsonb"),
        Rule("bits", "bits", Lossless, SqlType.Bits, q => q.Type.Wire.FixedLength ? $"bit({q.Type.Length})" : q.Type.Length is null ? "varbit" : $"varbit({q.Type.Length})") with { Plain = true, ToText = "bit(n)" },
        Rule("geometry", "geometry_as_bytea", Widened, SqlType.Binary, _ => "bytea") with { Warning = "a geometry goes as bytes: its SRID in four bytes (little endian), then WKB" },
        Rule(Any, "other_as_text", Unsupported, SqlType.Text, _ => "text"),
    ]);

    public static readonly TypeTable ToMySql = new(DatabaseKind.Sqlite, DatabaseKind.MySql,
    [
        Rule("mixed", "mixed_storage_as_text", Widened, SqlType.Text, Text) with
        {
            WhenText = "values of several storage classes, no blobs", ToText = "longtext, or in a key varchar(n)", Warning = MixedAsText,
        },
        Rule("mixed_with_blobs", "mixed_storage_as_bytes", Widened, SqlType.Binary, q => q.InKey ? KeyBinary(q) : "longblob") with
        {
            WhenText = "values of several storage classes", ToText = "longblob, or in a key varbinary(n)", Warning = MixedAsBytes,
        },
        Plain("integer", SqlType.Integer, "bigint"),
        Plain("float64", SqlType.Float, "double"),
        Rule("boolean", "boolean_as_tinyint1", Lossless, SqlType.Boolean, _ => "tinyint(1)") with { Plain = true },
        Rule("decimal", "decimal_wider_than_declared", Widened, SqlType.Decimal, WideDecimal) with
        {
            When = q => q.Type.Precision is null or > 65 || q.Type.Scale is > 30 || !DecimalFits(q),
            WhenText = "without a precision, or the data needs more than declared", ToText = "decimal(p,s) as the data needs",
        },
        Plain("decimal", SqlType.Decimal, "decimal(p,s)", q => $"decimal({q.Type.Precision},{q.Type.Scale ?? 0})"),
        Rule("text", "text_key_as_varchar", Lossy, SqlType.Text, Text) with
        {
            When = q => q.InKey && (q.Type.Length is null or 0 || q.Type.Length > q.KeyChars || q.Facts?.MaxChars > q.Type.Length),
            WhenText = "in a key, without a length that holds", ToText = "varchar(n), n by the data",
            Warning = "is part of a key, for which MySQL needs a length: it was chosen by the data",
        },
        Rule("text", "varchar_longer_than_declared", Widened, SqlType.Text, _ => "longtext") with
        {
            When = q => q.Type.Length > 0 && q.Facts?.MaxChars > q.Type.Length, WhenText = "a value is longer than declared",
            Warning = "holds values longer than declared, so no length is set",
        },
        Rule("text", "char_as_varchar", Widened, SqlType.Text, q => $"varchar({q.Type.Length})") with { When = IsChar, WhenText = "CHAR(n), which SQLite does not pad", ToText = "varchar(n)" },
        Plain("text", SqlType.Text, "varchar(n)", q => q.Type.Length is > 0 and <= 16_000 && IsVarchar(q) ? $"varchar({q.Type.Length})" : "longtext"),
        Rule("binary", "blob_key_as_varbinary", Lossy, SqlType.Binary, KeyBinary) with
        {
            When = q => q.InKey, WhenText = "in a key", ToText = "varbinary(n), n by the data",
            Warning = "is part of a key, for which MySQL needs a length: it was chosen by the data",
        },
        Plain("binary", SqlType.Binary, "longblob"),
        Plain("date", SqlType.Date, "date"),
        Plain("time", SqlType.Time, "time(6)"),
        Plain("timestamp", SqlType.Timestamp, "datetime(6)"),
        Rule("timestamptz", "timestamptz_as_datetime_in_utc", Widened, SqlType.Timestamp, _ => "datetime(6)"),
        Rule("uuid", "uuid", Lossless, SqlType.Uuid, _ => "uuid") with { When = q => q.Target == DatabaseKind.MariaDb, WhenText = "into MariaDB", Plain = true },
        Rule("uuid", "uuid_as_char36", Widened, SqlType.Uuid, _ => "char(36) CHARACTER SET ascii COLLATE ascii_bin"),
        Rule("json", "json", Lossless, SqlType.Json, _ => "json") with { Plain = true },
        Rule("bits", "bits", Lossless, SqlType.Bits, q => q.Type.Wire.FixedLength && q.Type.Length <= 64 ? $"bit({q.Type.Length})" : "longtext") with { Plain = true, ToText = "bit(n)" },
        Rule("geometry", "geometry", Lossless, SqlType.Binary, _ => "geometry") with { Plain = true },
        Rule(Any, "other_as_text", Unsupported, SqlType.Text, Text) with { ToText = "longtext" },
    ]);

    /// <summary>The row's name for what a column holds.</summary>
    public static string NameOf(WireType wire) => !wire.Mixed ? wire.Kind.ToString().ToLowerInvariant()
        : wire.Kind == WireKind.Binary ? "mixed with blobs" : "mixed";

    private static bool IsVarchar(TypeQuestion question) => question.Column.Type.BaseName.Contains("char", StringComparison.Ordinal);

    private static bool IsChar(TypeQuestion question) => question.Type.Length is > 0 and <= 16_000
        && question.Column.Type.BaseName is "char" or "character" or "nchar" or "native character";

    private static bool DecimalFits(TypeQuestion question) => question.Facts is not { } facts
        || ((facts.IntegerDigits ?? 0) <= question.Type.Precision - (question.Type.Scale ?? 0)
            && (facts.FractionDigits ?? 0) <= (question.Type.Scale ?? 0));

    private static string WideDecimal(TypeQuestion question)
    {
        int whole = Math.Max(question.Facts?.IntegerDigits ?? 0, (question.Type.Precision ?? 0) - (question.Type.Scale ?? 0));
        int fraction = Math.Clamp(65 - Math.Max(whole, 35), 0, 30);
        return $"decimal(65,{fraction})";
    }

    private static string KeyBinary(TypeQuestion question) =>
        $"varbinary({PostgresSourceTypes.KeyLength(question, question.Facts?.MaxBytes, question.KeyChars * 4)})";

    private static string Text(TypeQuestion question) => question.InKey
        ? $"varchar({PostgresSourceTypes.KeyLength(question, question.Facts?.MaxChars, question.KeyChars)})"
        : "longtext";
}
