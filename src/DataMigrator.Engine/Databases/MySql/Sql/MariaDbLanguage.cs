namespace DataMigrator.Databases.MySql.Sql;

/// <summary>MariaDB's SQL where it differs from MySQL's.</summary>
internal sealed class MariaDbLanguage : MySqlLanguage
{
    public override DatabaseKind Kind => DatabaseKind.MariaDb;

    public override string Text(string value) => base.Text(WithoutNul(value));
}
