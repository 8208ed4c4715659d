using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>Trigger bodies of MySQL and MariaDB.</summary>
internal sealed class MySqlTriggerStatements(SqlWriter writer, SqlLanguage source, SqlLanguage target, IRelations relations, TriggerPlan plan)
    : ProceduralStatements(writer, source, target, relations, plan)
{
    /// <summary>Most characters of MESSAGE_TEXT; a longer one is an error of another kind.</summary>
    private const int MessageLength = 128;

    protected override string ElseIf => "ELSEIF";

    protected override bool WritesOwnTable => false;

    protected override string Assign(string name, string value) => $"SET {name} = {value}";

    protected override string LeaveWord(bool roundOnly) => roundOnly ? "ITERATE" : "LEAVE";

    protected override string Declaration(string name, string type, string? value) =>
        $"DECLARE {name} {type}" + (value is null ? "" : " DEFAULT " + value);

    protected override string Block(string? label, string declarations, string statements, string indent) =>
        indent + (label is null ? "" : Target.Quote(label) + ": ") + $"BEGIN\n{declarations}{statements}{indent}END;\n";

    protected override string Loop(string label, string? condition, string? until, string body, string indent)
    {
        string word = condition is not null ? "WHILE" : until is not null ? "REPEAT" : "LOOP";
        return $"{indent}{label}: {word}" + (condition is null ? "" : $" {condition} DO") + $"\n{body}"
            + (until is null ? "" : $"{indent}UNTIL {until}\n") + $"{indent}END {word};\n";
    }

    /// <summary>Without a row variables stay as they are here; where they become NULL in the source, a subquery does that too.</summary>
    protected override string SelectInto(SqlQuery query, IReadOnlyList<RelationColumn> variables, string indent)
    {
        if (Source.Semantics == Target.Semantics)
        {
            return $"{indent}{Writer.Query(query, Scope).Sql}\n    INTO {Target.QuoteAll(variables.Select(v => v.Target))};\n";
        }

        SqlQuery one = query with { Limit = query.Limit ?? new NumberExpr("1") };
        return variables.Count > 1
            ? throw new UntranslatableException("it selects into several variables, which without a row MySQL leaves as they are")
            : $"{indent}SET {Target.Quote(variables[0].Target)} = ({Writer.Query(one, Scope).Sql});\n";
    }

    protected override string Raise(RaiseStatement raise, string? guard) => raise.Message is TextExpr text
        ? $"SIGNAL SQLSTATE '{raise.SqlState ?? "45000"}' SET MESSAGE_TEXT = {Target.Text(text.Value)}"
        : throw new UntranslatableException("it makes the message of an error");

    /// <summary>A variable may be a message, an expression may not.</summary>
    protected override string RaiseMade(RaiseStatement raise, string indent) =>
        $"{indent}BEGIN\n{indent}    DECLARE `message text` text DEFAULT {Message(raise)};\n{indent}    "
        + $"SET `message text` = LEFT(`message text`, {MessageLength});\n{indent}    "
        + $"SIGNAL SQLSTATE '{raise.SqlState ?? "45000"}' SET MESSAGE_TEXT = `message text`;\n{indent}END;\n";
}
