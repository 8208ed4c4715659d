using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>Triggers of MySQL and MariaDB, which have neither WHEN nor UPDATE OF: conditions stand in the body.</summary>
internal sealed class MySqlTriggerWriter(SqlLanguage source, SqlLanguage target, ITriggerContext context) : TriggerWriter(source, target, context)
{
    protected override IReadOnlyList<TriggerSql> Write(TriggerPlan plan, string name, SqlWriter writer)
    {
        if (plan.Timing == "INSTEAD OF")
        {
            throw new UntranslatableException("MySQL has no INSTEAD OF triggers");
        }

        var body = new MySqlTriggerStatements(writer, Source, Target, Context, plan);
        string text = body.Statements(plan.Body, 1);
        string? when = plan.When is null ? null : writer.Condition(plan.When, body.Scope);
        WarnOfNotes(plan, writer);
        if (plan.Columns.Count > 0)
        {
            Context.Warn("trigger", Title(plan), "runs when the value of " + string.Join(" or ", plan.Columns) + " changes, not when it is set");
            string changed = string.Join(" OR ", plan.Columns.Select(c => Target.Quote(Column(plan, c))).Select(c => $"NOT (OLD.{c} <=> NEW.{c})"));
            when = when is null ? changed : $"({when}) AND ({changed})";
        }

        if (when is not null)
        {
            text = $"    IF {when} THEN\n{text}    END IF;\n";
        }

        return
        [
            new TriggerSql(false, name, $"CREATE TRIGGER {Target.Quote(name)} {plan.Timing} {plan.Event} ON {Target.Quote(plan.Table.Name)}\n"
                + $"FOR EACH ROW BEGIN\n{text}END"),
        ];
    }
}
