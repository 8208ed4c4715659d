using DataMigrator.SchemaCopy.Ddl;
using DataMigrator.Sql;

namespace DataMigrator.SchemaCopy.Triggers;

/// <summary>MySQL's ON UPDATE CURRENT_TIMESTAMP as a trigger: it applies when the row changes and the column itself was
/// not set.</summary>
internal static class OnUpdateTriggers
{
    public static IEnumerable<SchemaStatement> Write(Translation translation, DdlTable table)
    {
        List<DdlColumn> columns = table.Columns.Where(c => c.Source.OnUpdate is not null).ToList();
        if (columns.Count == 0)
        {
            return [];
        }

        return translation.Target == DatabaseKind.Postgres
            ? Postgres(translation, table, columns)
            : columns.Select(c => Sqlite(translation, table, c)).OfType<SchemaStatement>();
    }

    private static IEnumerable<SchemaStatement> Postgres(Translation translation, DdlTable table, List<DdlColumn> columns)
    {
        string wanted = table.Name.Name + "_on_update";
        string function = translation.Names.Claim("function:" + table.Name.Schema, wanted, table.Name, false);
        string quoted = translation.Quote(table.Name with { Name = function });
        string body = string.Concat(columns.Select(c =>
        {
            string column = translation.Quote(c.Name);
            string now = (c.Choice.Kind == SqlType.Timestamp ? "LOCALTIMESTAMP" : "CURRENT_TIMESTAMP") + Defaults.Digits(c);
            return $"    IF NEW.{column} IS NOT DISTINCT FROM OLD.{column} AND OLD *<> NEW THEN\n        NEW.{column} := {now};\n    END IF;\n";
        }));
        string trigger = translation.Names.Claim("trigger:" + table.Name, wanted, table.Name, false);
        return
        [
            new SchemaStatement(SchemaObjectKind.Function, function, table.Name,
                $"CREATE FUNCTION {quoted}() RETURNS trigger LANGUAGE plpgsql AS $dm$\nBEGIN\n{body}    RETURN NEW;\nEND\n$dm$"),
            new SchemaStatement(SchemaObjectKind.Trigger, trigger, table.Name,
                $"CREATE TRIGGER {translation.Quote(trigger)} BEFORE UPDATE ON {translation.Quote(table.Name)}\n    FOR EACH ROW EXECUTE FUNCTION {quoted}()"),
        ];
    }

    private static SchemaStatement? Sqlite(Translation translation, DdlTable table, DdlColumn column)
    {
        IReadOnlyList<string> key = table.Source.PrimaryKey is { } primary ? [.. table.Names(primary.Columns)] : [];
        bool hasRowId = !table.Columns.Any(c => c.Name.Equals("rowid", StringComparison.OrdinalIgnoreCase));
        if (!hasRowId && key.Count == 0)
        {
            translation.Warn("column", table.Source.Name + "." + column.Source.Name, "no longer is set ON UPDATE");
            return null;
        }

        string row = hasRowId ? "rowid = NEW.rowid"
            : string.Join(" AND ", key.Select(k => translation.Quote(k) + " = NEW." + translation.Quote(k)));
        string own = translation.Quote(column.Name);
        string changed = string.Join(" OR ", table.Columns.Where(c => c != column && !c.Source.IsGenerated)
            .Select(c => $"NEW.{translation.Quote(c.Name)} IS NOT OLD.{translation.Quote(c.Name)}"));
        string when = $"NEW.{own} IS OLD.{own}" + (changed.Length > 0 ? $" AND ({changed})" : "");
        string name = translation.Names.Claim("trigger", $"{table.Name.Name}_{column.Name}_on_update", table.Name, false);
        string quoted = translation.Quote(table.Name);
        return new SchemaStatement(SchemaObjectKind.Trigger, name, table.Name,
            $"CREATE TRIGGER {translation.Quote(name)} AFTER UPDATE ON {quoted} FOR EACH ROW\nWHEN {when}\nBEGIN\n"
            + $"    UPDATE {quoted} SET {own} = CURRENT_TIMESTAMP WHERE {row};\nEND");
    }
}
