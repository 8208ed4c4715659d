using System.Text;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>Trigger bodies of SQLite, which knows no IF: a condition goes into each statement's WHERE.</summary>
internal sealed class SqliteTriggerStatements(SqlWriter writer, SqlLanguage source, SqlLanguage target, IRelations relations, TriggerPlan plan)
    : TriggerStatements(writer, source, target, relations, plan)
{
    public string Statements(IReadOnlyList<SqlStatement> statements)
    {
        var text = new StringBuilder();
        Append(text, statements, null);
        return text.ToString();
    }

    /// <summary>The value for NEW as a part of an UPDATE of the row.</summary>
    public string OwnValue(SetNewStatement set)
    {
        RelationColumn column = Column(Plan.Table.Relation, set.Column);
        return Plan.Table.RowKey.Contains(column.Source)
            ? throw new UntranslatableException("it changes the row's key, which SQLite can't within a trigger")
            : Target.Quote(column.Target) + " = " + Assigned(set.Value, column, Scope);
    }

    protected override string Assign(string name, string value) =>
        throw new UntranslatableException("it sets NEW beside other statements, which SQLite can't");

    protected override string Raise(RaiseStatement raise, string? guard) => raise.Message is TextExpr text
        ? $"SELECT RAISE(ABORT, {Target.Text(text.Value)})" + (guard is null ? "" : " WHERE " + guard)
        : throw new UntranslatableException("it makes the message of an error, which SQLite can't");

    private void Append(StringBuilder text, IReadOnlyList<SqlStatement> statements, string? guard)
    {
        foreach (SqlStatement statement in statements)
        {
            if (statement is IfStatement test)
            {
                AppendGuarded(text, test, guard);
            }
            else if (statement is SetNewStatement)
            {
                throw new UntranslatableException("it sets NEW beside other statements, which SQLite can't");
            }
            else
            {
                text.Append("    ").Append(Simple(statement, guard)).Append(";\n");
            }
        }
    }

    /// <summary>Each branch of an IF with the condition under which it runs.</summary>
    private void AppendGuarded(StringBuilder text, IfStatement test, string? guard)
    {
        string before = guard is null ? "" : $"({guard}) AND ";
        foreach (IfBranch part in test.Branches)
        {
            if (SqlWalk.All(part.Condition).Any(e => e is SubqueryExpr or ExistsExpr or InExpr { Query: not null }))
            {
                throw new UntranslatableException("it decides by a query, which SQLite can't before several statements");
            }

            string condition = Writer.Condition(part.Condition, Scope);
            Append(text, part.Then, before + "(" + condition + ")");
            before += $"({condition}) IS NOT TRUE AND ";
        }

        if (test.Else.Count > 0)
        {
            Append(text, test.Else, before[..^" AND ".Length]);
        }
    }
}
