using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Values;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>MariaDB's SQL where it differs from MySQL's.</summary>
internal sealed class MariaDbLanguage : MySqlLanguage
{
    public override DatabaseKind Kind => DatabaseKind.MariaDb;

    public override string Title => "MariaDB";

    public override FunctionTable Functions { get; } = new(MySqlFunctions.Table, MariaDbFunctions.Forms);

    public override SqlWriter Writer(SqlLanguage source, IRelations relations, bool deterministic = false) =>
        new MariaDbWriter(source, this, relations) { Deterministic = deterministic };

    public override SchemaRules Schema { get; } = new() { RefusesChangedColumns = true, ForeignKeysShareNames = true, ScriptHead = "SET NAMES utf8mb4;\n" };

    public override ObjectStates States { get; } = new() { CheckedViews = CheckedViews.Any, InvokerClause = "SQL SECURITY INVOKER " };

    public override DefaultDoubt? Doubt(CatalogColumn column) =>
        column.Type.Wire.Kind == WireKind.Binary && column.Default?.Contains('?') == true
            ? new DefaultDoubt($"its default {column.Default} is left out: MariaDB shows bytes that are no text as question marks", true)
            : null;

    public override string Text(string value) => base.Text(WithoutNul(value));
}
