using DataMigrator.Sql;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>SQLite's SQL.</summary>
internal sealed class SqliteLanguage : SqlLanguage
{
    public override DatabaseKind Kind => DatabaseKind.Sqlite;

    public override NameRules Names { get; } = new SqliteNames();

    public override string Quote(string name) => Quoted(name, '"');

    public override string Text(string value) => Quoted(WithoutNul(value), '\'');

    protected override string BytesOf(string hex) => "x'" + hex + "'";
}
