using System.Text;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql.Triggers;

/// <summary>Writes trigger bodies for databases that have a procedural language: variables, branches, loops.</summary>
internal abstract class ProceduralStatements(SqlWriter writer, SqlLanguage source, SqlLanguage target, IRelations relations, TriggerPlan plan)
    : TriggerStatements(writer, source, target, relations, plan)
{
    private readonly Stack<string> _loops = new();

    /// <summary>It declares variables.</summary>
    public bool HasVariables { get; private set; }

    /// <summary>The word for a further branch of IF.</summary>
    protected abstract string ElseIf { get; }

    /// <summary>The word that goes on with a loop's next round, and that which leaves it.</summary>
    protected abstract string LeaveWord(bool roundOnly);

    /// <summary>A variable's declaration.</summary>
    protected abstract string Declaration(string name, string type, string? value);

    /// <summary>A block with its declarations.</summary>
    protected abstract string Block(string? label, string declarations, string statements, string indent);

    /// <summary>A loop.</summary>
    protected abstract string Loop(string label, string? condition, string? until, string body, string indent);

    /// <summary>SELECT … INTO variables.</summary>
    protected abstract string SelectInto(SqlQuery query, IReadOnlyList<RelationColumn> variables, string indent);

    /// <summary>An error whose message is made when it is raised.</summary>
    protected virtual string RaiseMade(RaiseStatement raise, string indent) => indent + Simple(raise, null) + ";\n";

    public string Statements(IReadOnlyList<SqlStatement> statements, int depth)
    {
        var text = new StringBuilder();
        string indent = new(' ', depth * 4);
        foreach (SqlStatement statement in statements)
        {
            text.Append(statement switch
            {
                IfStatement test => If(test, indent, depth),
                BlockStatement block => Block(block, indent, depth),
                LoopStatement loop => Loop(loop, indent, depth),
                SelectIntoStatement select => SelectInto(select.Query, [.. select.Names.Select(Variable)], indent),
                RaiseStatement { Message: not TextExpr } raise => RaiseMade(raise, indent),
                _ => indent + Simple(statement, null) + ";\n",
            });
        }

        return text.ToString();
    }

    protected override string Procedural(SqlStatement statement)
    {
        switch (statement)
        {
            case SetVariableStatement set:
                RelationColumn variable = Variable(set.Name);
                string assigned = Assigned(set.Value, variable, Scope);
                return Assign(Target.Quote(variable.Target), assigned);
            case LeaveStatement leave:
                string label = leave.Label ?? (_loops.TryPeek(out string? innermost) ? innermost
                    : throw new UntranslatableException("it leaves no loop"));
                return LeaveWord(leave.RoundOnly) + " " + Target.Quote(label);
            default:
                return base.Procedural(statement);
        }
    }

    /// <summary>A message that is made when the error is raised.</summary>
    protected string Message(RaiseStatement raise) => Writer.Value(raise.Message, Scope) is { Type: SqlType.Text } message ? message.Sql
        : throw new UntranslatableException("it makes the message of an error");

    private string If(IfStatement test, string indent, int depth)
    {
        var text = new StringBuilder();
        string word = "IF";
        foreach (IfBranch branch in test.Branches)
        {
            text.Append(indent).Append(word).Append(' ').Append(Writer.Condition(branch.Condition, Scope)).Append(" THEN\n")
                .Append(Statements(branch.Then, depth + 1));
            word = ElseIf;
        }

        if (test.Else.Count > 0)
        {
            text.Append(indent).Append("ELSE\n").Append(Statements(test.Else, depth + 1));
        }

        return text.Append(indent).Append("END IF;\n").ToString();
    }

    private string Block(BlockStatement block, string indent, int depth)
    {
        int before = Writer.Variables.Count;
        var declarations = new StringBuilder();
        foreach (VariableDeclaration variable in block.Variables)
        {
            (string type, SqlType kind) = TypeOf(variable.Type);
            var column = new RelationColumn(variable.Name, variable.Name, kind);
            string? value = variable.Value is null ? null : Assigned(variable.Value, column, Scope);
            declarations.Append(indent).Append("    ").Append(Declaration(Target.Quote(variable.Name), type, value)).Append(";\n");
            Writer.Variables.Add(column);
            HasVariables = true;
        }

        string text = Block(block.Label, declarations.ToString(), Statements(block.Body, depth + 1), indent);
        Writer.Variables.RemoveRange(before, Writer.Variables.Count - before);
        return text;
    }

    private (string Sql, SqlType Kind) TypeOf(SqlTypeName type)
    {
        VariableType read = Source.ReadVariable(type) ?? throw new UntranslatableException($"it declares a variable of the type {type.Name}");
        return Source.Semantics == Target.Semantics ? (read.Declared, read.Type) : Target.WriteVariable(read);
    }

    private string Loop(LoopStatement loop, string indent, int depth)
    {
        string label = loop.Label ?? "loop_" + (_loops.Count + 1);
        _loops.Push(label);
        string body = Statements(loop.Body, depth + 1);
        _loops.Pop();
        string? condition = loop.While is null ? null : Writer.Condition(loop.While, Scope);
        string? until = loop.Until is null ? null : Writer.Condition(loop.Until, Scope);
        return Loop(Target.Quote(label), condition, until, body, indent);
    }

    private RelationColumn Variable(string name) => Writer.Variables.LastOrDefault(v => Scope.Same(v.Source, name))
        ?? throw new UntranslatableException($"it sets {name}, which is not found");
}
