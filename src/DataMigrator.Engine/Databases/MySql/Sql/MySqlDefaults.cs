using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>Defaults of MySQL and MariaDB: any expression but CURRENT_TIMESTAMP in parentheses.</summary>
internal sealed class MySqlDefaults : DefaultForms
{
    public override bool TakesHugeNumbers => false;

    // MariaDB prints functions without their parentheses.
    public override string Own(string sql, SqlLanguage language)
    {
        try
        {
            return !sql.StartsWith('(') && SqlParser.ParseExpression(language, sql) is CallExpr or BinaryExpr or CastExpr ? "(" + sql + ")" : sql;
        }
        catch (UntranslatableException)
        {
            return sql.StartsWith('(') ? sql : "(" + sql + ")";
        }
    }

    public override string Expression(string sql) => "(" + sql + ")";

    /// <summary>TEXT, BLOB, JSON and geometry take a default as an expression only.</summary>
    public override string Constant(string sql, string type)
    {
        bool large = type.Contains("text", StringComparison.Ordinal) || type.Contains("blob", StringComparison.Ordinal)
            || type.StartsWith("json", StringComparison.Ordinal) || type.StartsWith("geometry", StringComparison.Ordinal);
        return large && !sql.StartsWith('(') ? "(" + sql + ")" : sql;
    }

    public override string Bits(string bits, int length) => "b'" + bits.PadLeft(length, '0') + "'";

    // CURRENT_TIMESTAMP stands bare, with exactly the column's digits.
    public override string Present(SqlFragment value, SqlType column, string digits, bool inUtc) =>
        column is not (SqlType.Timestamp or SqlType.TimestampTz) ? base.Present(value, column, digits, inUtc)
        : value.Sql.StartsWith("UTC_", StringComparison.Ordinal) || inUtc ? $"(UTC_TIMESTAMP{(digits.Length > 0 ? digits : "()")})"
        : "CURRENT_TIMESTAMP" + digits;

    /// <summary>MySQL shows the bytes of a default up to the first zero byte.</summary>
    public static DefaultDoubt? CutAtZero(CatalogColumn column) =>
        column is { Default: { } value, Type: { BaseName: "binary" or "varbinary", Length: long size } }
            && value.StartsWith("0x", StringComparison.Ordinal) && value.Length < 2 + (2 * size)
            ? new DefaultDoubt($"its default may go on after {value}: MySQL shows it up to its first zero byte only", value.Length == 2)
            : null;
}
