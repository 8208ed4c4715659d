using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>Trigger bodies in PL/pgSQL.</summary>
internal sealed class PostgresTriggerStatements(SqlWriter writer, SqlLanguage source, SqlLanguage target, IRelations relations, TriggerPlan plan)
    : ProceduralStatements(writer, source, target, relations, plan)
{
    protected override string ElseIf => "ELSIF";

    protected override bool WritesUnderAlias => true;

    protected override string Assign(string name, string value) => $"{name} := {value}";

    protected override string LeaveWord(bool roundOnly) => roundOnly ? "CONTINUE" : "EXIT";

    protected override string Declaration(string name, string type, string? value) => $"{name} {type}" + (value is null ? "" : " := " + value);

    protected override string Block(string? label, string declarations, string statements, string indent) =>
        (label is null ? "" : $"{indent}<<{Target.Quote(label)}>>\n") + (declarations.Length == 0 ? "" : $"{indent}DECLARE\n{declarations}")
        + $"{indent}BEGIN\n{statements}{indent}END;\n";

    protected override string Loop(string label, string? condition, string? until, string body, string indent) =>
        $"{indent}<<{label}>>\n{indent}" + (condition is null ? "" : $"WHILE {condition} ") + $"LOOP\n{body}"
        + (until is null ? "" : $"{indent}    EXIT WHEN {until};\n") + $"{indent}END LOOP;\n";

    /// <summary>Without a row variables of PL/pgSQL become NULL, and of several rows it takes the first; elsewhere they stay as they
    /// are, and it is an error.</summary>
    protected override string SelectInto(SqlQuery query, IReadOnlyList<RelationColumn> variables, string indent)
    {
        RenderedQuery written = Writer.Query(query, Scope);
        if (written.Columns.Zip(variables).Any(p => Group(p.First.Type) != Group(p.Second.Type) && p.First.Type != SqlType.Null))
        {
            throw new UntranslatableException("it selects into a variable of another type");
        }

        return $"{indent}BEGIN\n{indent}    {written.Sql}\n    INTO STRICT {Target.QuoteAll(variables.Select(v => v.Target))};\n"
            + $"{indent}EXCEPTION WHEN NO_DATA_FOUND THEN NULL;\n{indent}END;\n";
    }

    protected override string Raise(RaiseStatement raise, string? guard)
    {
        string code = raise.SqlState is null ? "" : $" USING ERRCODE = {Target.Text(raise.SqlState)}";
        return raise.Message is TextExpr text
            ? "RAISE EXCEPTION " + Target.Text(text.Value).Replace("%", "%%", StringComparison.Ordinal) + code
            : "RAISE EXCEPTION '%', " + Message(raise) + code;
    }

    protected override string Converted(SqlFragment value, RelationColumn column) =>
        Group(value.Type) == Group(column.Type) ? value.Sql
        : column.Type == SqlType.Integer && value.Type == SqlType.Boolean ? value.Wrapped + "::integer"
        : column.Type == SqlType.Text && value.Type is SqlType.Enum or SqlType.Uuid or SqlType.Integer or SqlType.Decimal ? value.Wrapped + "::text"
        : throw new UntranslatableException($"it gives {column.Source} a value of another type");

    // Types that are assigned to each other by themselves.
    private static int Group(SqlType type) => type switch
    {
        SqlType.Integer or SqlType.Decimal or SqlType.Float => 1,
        SqlType.Date or SqlType.Timestamp or SqlType.TimestampTz => 2,
        _ => 100 + (int)type,
    };
}
