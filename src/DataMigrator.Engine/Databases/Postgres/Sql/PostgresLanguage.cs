using DataMigrator.Sql;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>PostgreSQL's SQL, with <c>standard_conforming_strings</c> on.</summary>
internal sealed class PostgresLanguage : SqlLanguage
{
    public override DatabaseKind Kind => DatabaseKind.Postgres;

    public override NameRules Names { get; } = new PostgresNames();

    public override string Quote(string name) => Quoted(name, '"');

    public override string Text(string value) => Quoted(WithoutNul(value), '\'');

    protected override string BytesOf(string hex) => "'\\x" + hex + "'::bytea";
}
