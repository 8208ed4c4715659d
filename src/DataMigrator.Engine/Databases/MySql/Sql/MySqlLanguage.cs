using DataMigrator.Sql;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>MySQL's SQL, without ANSI_QUOTES and NO_BACKSLASH_ESCAPES.</summary>
internal class MySqlLanguage : SqlLanguage
{
    public override DatabaseKind Kind => DatabaseKind.MySql;

    public override NameRules Names { get; } = new MySqlNames();

    public override string Quote(string name) => Quoted(name, '`');

    public override string Text(string value) => Quoted(value, '\'')
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal);

    protected override string BytesOf(string hex) => "x'" + hex + "'";
}
