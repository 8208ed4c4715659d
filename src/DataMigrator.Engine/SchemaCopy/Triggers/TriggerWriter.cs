using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.SchemaCopy.Triggers;

/// <summary>Writes a trigger in the target's form.</summary>
internal sealed class TriggerWriter(Translation translation)
{
    private readonly DatabaseKind _target = translation.Target;
    private readonly HashSet<(TableName, string)> _setNew = [];

    public IReadOnlyList<SchemaStatement> Write(TriggerPlan plan, string name)
    {
        SqlWriter writer = translation.Writer();
        if (_target == DatabaseKind.Sqlite)
        {
            return [new SqliteTriggerForm(translation, writer, _setNew).Write(plan, name)];
        }

        if (plan.Timing == "INSTEAD OF" && translation.ToMySql)
        {
            throw new UntranslatableException("MySQL has no INSTEAD OF triggers");
        }

        var body = new TriggerBody(translation, writer, plan);
        IReadOnlyList<SqlStatement> statements = plan.Body;
        string text = body.Statements(statements, 1);
        string? when = plan.When is null ? null : writer.Condition(plan.When, body.Scope);
        translation.WarnOfNotes(writer, "trigger", plan.Table.Source + "." + plan.Source.Name);

        return translation.ToMySql ? [MySql(plan, name, text, when)] : Postgres(plan, name, body, text, when);
    }

    private SchemaStatement[] Postgres(TriggerPlan plan, string name, TriggerBody body, string text, string? when)
    {
        string function = translation.Names.Claim("function:" + plan.Table.Name.Schema, plan.Table.Name.Name + "_" + name,
            plan.Table.Name, false);
        string quoted = translation.Quote(plan.Table.Name with { Name = function });
        string row = plan.Event == "DELETE" ? "OLD" : plan.Timing == "AFTER" ? "NULL" : "NEW";
        string tag = "$dm$";
        while (text.Contains(tag, StringComparison.Ordinal))
        {
            tag = tag[..^1] + "_$";
        }

        string of = plan.Columns.Count == 0 ? ""
            : " OF " + string.Join(", ", plan.Columns.Select(c => translation.Quote(Column(plan, c))));
        return
        [
            new SchemaStatement(SchemaObjectKind.Function, function, plan.Table.Name,
                $"CREATE FUNCTION {quoted}() RETURNS trigger LANGUAGE plpgsql AS {tag}\n{(body.HasVariables ? "#variable_conflict use_variable\n" : "")}BEGIN\n{text}    RETURN {row};\nEND\n{tag}"),
            new SchemaStatement(SchemaObjectKind.Trigger, name, plan.Table.Name,
                $"CREATE TRIGGER {translation.Quote(name)} {plan.Timing} {plan.Event}{of} ON {translation.Quote(plan.Table.Name)}\n"
                + $"    FOR EACH ROW {(when is null ? "" : $"WHEN ({when}) ")}EXECUTE FUNCTION {quoted}()"),
        ];
    }

    private SchemaStatement MySql(TriggerPlan plan, string name, string body, string? when)
    {
        if (plan.Columns.Count > 0)
        {
            translation.Warn("trigger", plan.Table.Source + "." + plan.Source.Name,
                "runs when the value of " + string.Join(" or ", plan.Columns) + " changes, not when it is set");
            string changed = string.Join(" OR ", plan.Columns.Select(c => translation.Quote(Column(plan, c)))
                .Select(c => $"NOT (OLD.{c} <=> NEW.{c})"));
            when = when is null ? changed : $"({when}) AND ({changed})";
        }

        if (when is not null)
        {
            body = $"    IF {when} THEN\n{body}    END IF;\n";
        }

        return new SchemaStatement(SchemaObjectKind.Trigger, name, plan.Table.Name,
            $"CREATE TRIGGER {translation.Quote(name)} {plan.Timing} {plan.Event} ON {translation.Quote(plan.Table.Name)}\n"
            + $"FOR EACH ROW BEGIN\n{body}END");
    }

    private static string Column(TriggerPlan plan, string name) =>
        plan.Table.Relation.Columns.FirstOrDefault(c => c.Source.Equals(name, StringComparison.OrdinalIgnoreCase))?.Target
        ?? throw new UntranslatableException($"it names the column {name}, which is not found");
}
