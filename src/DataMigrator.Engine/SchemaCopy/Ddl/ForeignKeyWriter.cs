using DataMigrator.Catalog;
using DataMigrator.Sql;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>Writes foreign keys: as statements of their own, or within CREATE TABLE.</summary>
internal sealed class ForeignKeyWriter(Translation translation)
{
    private readonly SchemaRules _rules = translation.To.Schema;

    /// <summary>Foreign keys written within CREATE TABLE.</summary>
    public int InlineCount { get; private set; }

    public IReadOnlyList<SchemaStatement> Write()
    {
        var statements = new List<SchemaStatement>();
        if (_rules.ForeignKeysInTables)
        {
            return statements;
        }

        foreach (DdlTable table in translation.Tables.Values)
        {
            foreach (CatalogForeignKey key in table.Source.ForeignKeys)
            {
                if (Definition(table, key) is { } definition)
                {
                    string scope = _rules.ForeignKeysShareNames ? "foreign key" : "constraint:" + table.Name;
                    string name = translation.Names.Claim(scope, key.Name ?? NameOf(key), table.Name, false);
                    statements.Add(new SchemaStatement(SchemaObjectKind.ForeignKey, name, table.Name,
                        $"ALTER TABLE {translation.Quote(table.Name)} ADD CONSTRAINT {translation.Quote(name)} {definition}"));
                }
            }
        }

        return statements;
    }

    public IEnumerable<string> Inline(DdlTable table)
    {
        foreach (CatalogForeignKey key in table.Source.ForeignKeys)
        {
            if (Definition(table, key) is { } definition)
            {
                InlineCount++;
                yield return (key.Name is null ? "" : "CONSTRAINT " + translation.Quote(key.Name) + " ") + definition;
            }
        }
    }

    private static string NameOf(CatalogForeignKey key) => string.Join("_", key.Columns) + "_fkey";

    private string? Definition(DdlTable table, CatalogForeignKey key)
    {
        string name = table.Source.Name + "." + (key.Name ?? NameOf(key));
        if (!translation.Tables.TryGetValue(key.ReferencedTable, out DdlTable? parent))
        {
            string why = translation.Exists(key.ReferencedTable) ? "which was not chosen" : "which does not exist";
            translation.Skip("foreign_key", name, $"it refers to {key.ReferencedTable}, {why}", "");
            return null;
        }

        bool known = key.Columns.All(c => table.Source.FindColumn(c) is not null)
            && key.ReferencedColumns.All(c => parent.Source.FindColumn(c) is not null)
            && key.Columns.Count == key.ReferencedColumns.Count;
        if (!known || !IsUnique(parent.Source, key.ReferencedColumns))
        {
            translation.Skip("foreign_key", name, $"it refers to columns of {key.ReferencedTable} that are no unique key", "");
            return null;
        }

        if (!translation.To.Semantics.TypesAreDynamic && key.Columns.Zip(key.ReferencedColumns).Any(p =>
            !SameKind(table.Column(p.First), parent.Column(p.Second))))
        {
            translation.Skip("foreign_key", name, "its columns and those it refers to have different types in the target", "");
            return null;
        }

        string sql = "FOREIGN KEY (" + translation.QuoteAll(table.Names(key.Columns)) + ") REFERENCES "
            + translation.Quote(parent.Name) + " (" + translation.QuoteAll(parent.Names(key.ReferencedColumns)) + ")";
        bool canBeNull = key.Columns.All(c => table.Column(c).Source.Nullable);
        return sql + Options(table, key, name, canBeNull);
    }

    private static bool SameKind(DdlColumn a, DdlColumn b) => (a.Choice.Kind == b.Choice.Kind && a.EnumType == b.EnumType)
        || (a.Choice.Kind is SqlType.Integer or SqlType.Decimal && b.Choice.Kind is SqlType.Integer or SqlType.Decimal)
        || (a.Choice.Kind is SqlType.Timestamp or SqlType.Date && b.Choice.Kind is SqlType.Timestamp or SqlType.Date);

    private static bool IsUnique(CatalogTable table, IReadOnlyList<string> columns)
    {
        bool Same(CatalogKey key) => key.PrefixLengths.All(p => p is null)
            && key.Columns.Count == columns.Count && key.Columns.All(columns.Contains);
        return (table.PrimaryKey is { } primary && Same(primary)) || table.UniqueKeys.Any(Same);
    }

    private string Options(DdlTable table, CatalogForeignKey key, string name, bool canBeNull)
    {
        string sql = "";
        if (key.MatchFull && _rules.MatchesFull)
        {
            sql += " MATCH FULL";
        }
        else if (key.MatchFull && key.Columns.Count > 1)
        {
            translation.Warn("foreign_key", name, "no longer is MATCH FULL");
        }

        sql += OnDelete(table, key, name, canBeNull) + Action("UPDATE", key.OnUpdate, name, canBeNull);
        if (key.Deferrable && _rules.DefersForeignKeys)
        {
            sql += " DEFERRABLE" + (key.InitiallyDeferred ? " INITIALLY DEFERRED" : "");
        }
        else if (key.Deferrable)
        {
            translation.Warn("foreign_key", name, "can no longer be deferred to the end of a transaction");
        }

        if (!key.Validated && translation.To.States.NotValid)
        {
            sql += " NOT VALID";
        }

        return sql;
    }

    private string OnDelete(DdlTable table, CatalogForeignKey key, string name, bool canBeNull)
    {
        string action = Action("DELETE", key.OnDelete, name, canBeNull || key.DeleteColumns.Count > 0);
        if (key.DeleteColumns.Count == 0)
        {
            return action;
        }

        if (_rules.SetsSomeColumns)
        {
            return action + " (" + translation.QuoteAll(table.Names(key.DeleteColumns)) + ")";
        }

        translation.Warn("foreign_key", name, $"no longer sets {string.Join(", ", key.DeleteColumns)} alone when a row that it refers to is "
            + "deleted, which only PostgreSQL does: the deletion is refused");
        return "";
    }

    private string Action(string when, ReferentialAction action, string name, bool canBeNull)
    {
        if (action == ReferentialAction.SetNull && !canBeNull && !_rules.TakesAnyAction)
        {
            translation.Warn("foreign_key", name, $"no longer is ON {when} SET NULL, which MySQL refuses for NOT NULL columns "
                + "and which fails in the source too");
            return "";
        }

        if (action == ReferentialAction.SetDefault && !_rules.TakesAnyAction)
        {
            translation.Warn("foreign_key", name, $"no longer is ON {when} SET DEFAULT, which InnoDB does not know");
            return "";
        }

        return action switch
        {
            ReferentialAction.Restrict => $" ON {when} RESTRICT",
            ReferentialAction.Cascade => $" ON {when} CASCADE",
            ReferentialAction.SetNull => $" ON {when} SET NULL",
            ReferentialAction.SetDefault => $" ON {when} SET DEFAULT",
            _ => "",
        };
    }
}
