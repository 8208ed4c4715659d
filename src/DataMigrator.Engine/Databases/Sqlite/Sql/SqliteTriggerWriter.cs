using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>Triggers of SQLite, which can't change NEW: values for it become an update of the row once it is written.</summary>
internal sealed class SqliteTriggerWriter(SqlLanguage source, SqlLanguage target, ITriggerContext context) : TriggerWriter(source, target, context)
{
    private readonly HashSet<(TableName, string)> _setNew = [];

    public override IReadOnlyList<TriggerSql> Write(OnUpdatePlan plan) => [.. plan.Columns.Select(c => OnUpdate(plan, c)).OfType<TriggerSql>()];

    protected override IReadOnlyList<TriggerSql> Write(TriggerPlan plan, string name, SqlWriter writer)
    {
        var body = new SqliteTriggerStatements(writer, Source, Target, Context, plan);
        string? when = plan.When is null ? null : writer.Condition(plan.When, body.Scope);
        IReadOnlyList<SqlStatement> statements = plan.Body;
        if (when is null && statements is [IfStatement { Branches: [{ } only], Else.Count: 0 }])
        {
            when = writer.Condition(only.Condition, body.Scope);
            statements = only.Then;
        }

        bool ownRow = statements.Count > 0 && statements.All(s => s is SetNewStatement) && plan.Timing == "BEFORE";
        string text = ownRow ? OwnRow(plan, statements.Cast<SetNewStatement>(), body) : body.Statements(statements);
        WarnOfNotes(plan, writer);
        string of = plan.Columns.Count == 0 ? "" : " OF " + Target.QuoteAll(plan.Columns);
        return
        [
            new TriggerSql(false, name, $"CREATE TRIGGER {Target.Quote(name)} {(ownRow ? "AFTER" : plan.Timing)} {plan.Event}{of} ON "
                + $"{Target.Quote(plan.Table.Name)} FOR EACH ROW\n" + (when is null ? "" : $"WHEN {when}\n") + $"BEGIN\n{text}END"),
        ];
    }

    private string OwnRow(TriggerPlan plan, IEnumerable<SetNewStatement> sets, SqliteTriggerStatements body)
    {
        var key = plan.Table.RowKey
            .Select(k => plan.Table.Relation.Columns.First(c => c.Source == k).Target).ToList();
        if (key.Count == 0)
        {
            throw new UntranslatableException("it sets NEW on a table without a key, which SQLite can't");
        }

        if (!_setNew.Add((plan.Table.Name, plan.Event)))
        {
            throw new UntranslatableException("another trigger sets NEW before it, and in SQLite this one would not see that");
        }

        Context.Warn("trigger", Title(plan), "updates the row after it is written, since SQLite can't change NEW");
        string values = string.Join(", ", sets.Select(body.OwnValue));
        string row = string.Join(" AND ", key.Select(k => $"{Target.Quote(k)} = NEW.{Target.Quote(k)}"));
        return $"    UPDATE {Target.Quote(plan.Table.Name)} SET {values} WHERE {row};\n";
    }

    private TriggerSql? OnUpdate(OnUpdatePlan plan, OnUpdateColumn column)
    {
        bool hasRowId = !plan.AllNames.Contains("rowid", StringComparer.OrdinalIgnoreCase);
        if (!hasRowId && plan.Key.Count == 0)
        {
            Context.Warn("column", plan.Source + "." + column.Source, "no longer is set ON UPDATE");
            return null;
        }

        string row = hasRowId ? "rowid = NEW.rowid"
            : string.Join(" AND ", plan.Key.Select(k => Target.Quote(k) + " = NEW." + Target.Quote(k)));
        string own = Target.Quote(column.Name);
        string changed = string.Join(" OR ", plan.Others.Where(c => c != column.Name)
            .Select(c => $"NEW.{Target.Quote(c)} IS NOT OLD.{Target.Quote(c)}"));
        string when = $"NEW.{own} IS OLD.{own}" + (changed.Length > 0 ? $" AND ({changed})" : "");
        string name = Context.Claim("trigger", $"{plan.Table.Name}_{column.Name}_on_update", plan.Table);
        string table = Target.Quote(plan.Table);
        return new TriggerSql(false, name, $"CREATE TRIGGER {Target.Quote(name)} AFTER UPDATE ON {table} FOR EACH ROW\nWHEN {when}\nBEGIN\n"
            + $"    UPDATE {table} SET {own} = CURRENT_TIMESTAMP WHERE {row};\nEND");
    }
}
