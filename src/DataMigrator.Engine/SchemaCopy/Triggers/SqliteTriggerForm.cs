using System.Text;
using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.SchemaCopy.Triggers;

/// <summary>Writes a trigger for SQLite, which knows no IF and can't change NEW: a condition goes into WHEN or into each
/// statement's WHERE, and values for NEW become an update of the row once it is written.</summary>
internal sealed class SqliteTriggerForm(Translation translation, SqlWriter writer, HashSet<(TableName, string)> setNew)
{
    public SchemaStatement Write(TriggerPlan plan, string name)
    {
        var body = new TriggerBody(translation, writer, plan);
        string? when = plan.When is null ? null : writer.Condition(plan.When, body.Scope);
        IReadOnlyList<SqlStatement> statements = plan.Body;
        if (when is null && statements is [IfStatement { Branches: [{ } only], Else.Count: 0 }])
        {
            when = writer.Condition(only.Condition, body.Scope);
            statements = only.Then;
        }

        string timing = plan.Timing;
        var text = new StringBuilder();
        if (statements.Count > 0 && statements.All(s => s is SetNewStatement) && timing == "BEFORE")
        {
            timing = "AFTER";
            text.Append(OwnRow(plan, statements.Cast<SetNewStatement>(), body));
        }
        else
        {
            Append(text, statements, null, body);
        }

        translation.WarnOfNotes(writer, "trigger", plan.Table.Source + "." + plan.Source.Name);

        string of = plan.Columns.Count == 0 ? "" : " OF " + translation.QuoteAll(plan.Columns);
        return new SchemaStatement(SchemaObjectKind.Trigger, name, plan.Table.Name,
            $"CREATE TRIGGER {translation.Quote(name)} {timing} {plan.Event}{of} ON {translation.Quote(plan.Table.Name)} FOR EACH ROW\n"
            + (when is null ? "" : $"WHEN {when}\n") + $"BEGIN\n{text}END");
    }

    private static void Append(StringBuilder text, IReadOnlyList<SqlStatement> statements, string? guard, TriggerBody body)
    {
        foreach (SqlStatement statement in statements)
        {
            if (statement is IfStatement test)
            {
                body.Guarded(test, guard, (inner, condition) => Append(text, inner, condition, body));
            }
            else if (statement is SetNewStatement)
            {
                throw new UntranslatableException("it sets NEW beside other statements, which SQLite can't");
            }
            else
            {
                text.Append("    ").Append(body.Simple(statement, guard)).Append(";\n");
            }
        }
    }

    private string OwnRow(TriggerPlan plan, IEnumerable<SetNewStatement> sets, TriggerBody body)
    {
        var key = plan.Table.RowKey
            .Select(k => plan.Table.Relation.Columns.First(c => c.Source == k).Target).ToList();
        if (key.Count == 0)
        {
            throw new UntranslatableException("it sets NEW on a table without a key, which SQLite can't");
        }

        if (!setNew.Add((plan.Table.Name, plan.Event)))
        {
            throw new UntranslatableException("another trigger sets NEW before it, and in SQLite this one would not see that");
        }

        translation.Warn("trigger", plan.Table.Source + "." + plan.Source.Name,
            "updates the row after it is written, since SQLite can't change NEW");
        string values = string.Join(", ", sets.Select(s => body.OwnValue(s)));
        string row = string.Join(" AND ", key.Select(k => $"{translation.Quote(k)} = NEW.{translation.Quote(k)}"));
        return $"    UPDATE {translation.Quote(plan.Table.Name)} SET {values} WHERE {row};\n";
    }
}
