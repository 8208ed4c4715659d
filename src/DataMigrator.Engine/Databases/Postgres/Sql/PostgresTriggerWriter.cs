using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>Triggers of PostgreSQL, each with a function of its own.</summary>
internal sealed class PostgresTriggerWriter(SqlLanguage source, SqlLanguage target, ITriggerContext context) : TriggerWriter(source, target, context)
{
    public override bool NamesAreATables => true;

    public override IReadOnlyList<TriggerSql> Write(OnUpdatePlan plan)
    {
        string wanted = plan.Table.Name + "_on_update";
        string function = ClaimFunction(plan.Table, wanted);
        string quoted = Target.Quote(plan.Table with { Name = function });
        string body = string.Concat(plan.Columns.Select(c =>
        {
            string column = Target.Quote(c.Name);
            string now = (c.Type == SqlType.Timestamp ? "LOCALTIMESTAMP" : "CURRENT_TIMESTAMP") + c.Digits;
            return $"    IF NEW.{column} IS NOT DISTINCT FROM OLD.{column} AND OLD *<> NEW THEN\n        NEW.{column} := {now};\n    END IF;\n";
        }));
        string trigger = Context.Claim("trigger:" + plan.Table, wanted, plan.Table);
        return
        [
            new TriggerSql(true, function, $"CREATE FUNCTION {quoted}() RETURNS trigger LANGUAGE plpgsql AS $dm$\nBEGIN\n{body}    RETURN NEW;\nEND\n$dm$"),
            new TriggerSql(false, trigger, $"CREATE TRIGGER {Target.Quote(trigger)} BEFORE UPDATE ON {Target.Quote(plan.Table)}\n"
                + $"    FOR EACH ROW EXECUTE FUNCTION {quoted}()"),
        ];
    }

    protected override IReadOnlyList<TriggerSql> Write(TriggerPlan plan, string name, SqlWriter writer)
    {
        var body = new PostgresTriggerStatements(writer, Source, Target, Context, plan);
        string text = body.Statements(plan.Body, 1);
        string when = plan.When is null ? "" : $"WHEN ({writer.Condition(plan.When, body.Scope)}) ";
        WarnOfNotes(plan, writer);
        string function = ClaimFunction(plan.Table.Name, plan.Table.Name.Name + "_" + name);
        string quoted = Target.Quote(plan.Table.Name with { Name = function });
        string row = plan.Event == "DELETE" ? "OLD" : plan.Timing == "AFTER" ? "NULL" : "NEW";
        string tag = "$dm$";
        while (text.Contains(tag, StringComparison.Ordinal))
        {
            tag = tag[..^1] + "_$";
        }

        string of = plan.Columns.Count == 0 ? "" : " OF " + Target.QuoteAll(plan.Columns.Select(c => Column(plan, c)));
        string conflict = body.HasVariables ? "#variable_conflict use_variable\n" : "";
        return
        [
            new TriggerSql(true, function, $"CREATE FUNCTION {quoted}() RETURNS trigger LANGUAGE plpgsql AS {tag}\n{conflict}BEGIN\n{text}"
                + $"    RETURN {row};\nEND\n{tag}"),
            new TriggerSql(false, name, $"CREATE TRIGGER {Target.Quote(name)} {plan.Timing} {plan.Event}{of} ON {Target.Quote(plan.Table.Name)}\n"
                + $"    FOR EACH ROW {when}EXECUTE FUNCTION {quoted}()"),
        ];
    }

    private string ClaimFunction(TableName table, string wanted) => Context.Claim("function:" + table.Schema, wanted, table);
}
