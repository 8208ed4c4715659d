using System.Text;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.SchemaCopy.Triggers;

/// <content>Variables, loops and errors, as PL/pgSQL and MySQL write them.</content>
internal sealed partial class TriggerBody
{
    /// <summary>Most characters of MESSAGE_TEXT; a longer one is an error of another kind.</summary>
    private const int MessageLength = 128;

    private readonly Stack<string> _loops = new();

    /// <summary>It declares variables.</summary>
    public bool HasVariables { get; private set; }

    private string Name(string name) => _translation.Quote(name);

    private void Block(StringBuilder text, BlockStatement block, string indent, int depth)
    {
        int before = _renderer.Variables.Count;
        var declarations = new StringBuilder();
        foreach (VariableDeclaration variable in block.Variables)
        {
            (string type, SqlType kind) = VariableTypes.Choose(variable.Type, _translation.Source, _translation.Target);
            var column = new RelationColumn(variable.Name, variable.Name, kind);
            string value = variable.Value is null ? "" : (Postgres ? " := " : " DEFAULT ") + Assigned(variable.Value, column, Scope);
            declarations.Append(indent).Append("    ").Append(Postgres ? "" : "DECLARE ").Append(Name(variable.Name)).Append(' ')
                .Append(type).Append(value).Append(";\n");
            _renderer.Variables.Add(column);
            HasVariables = true;
        }

        string statements = Statements(block.Body, depth + 1);
        if (Postgres)
        {
            text.Append(block.Label is null ? "" : $"{indent}<<{Name(block.Label)}>>\n")
                .Append(declarations.Length == 0 ? "" : $"{indent}DECLARE\n{declarations}")
                .Append(indent).Append("BEGIN\n").Append(statements).Append(indent).Append("END;\n");
        }
        else
        {
            text.Append(indent).Append(block.Label is null ? "" : Name(block.Label) + ": ").Append("BEGIN\n").Append(declarations)
                .Append(statements).Append(indent).Append("END;\n");
        }

        _renderer.Variables.RemoveRange(before, _renderer.Variables.Count - before);
    }

    private void Loop(StringBuilder text, LoopStatement loop, string indent, int depth)
    {
        string label = loop.Label ?? "loop_" + (_loops.Count + 1);
        _loops.Push(label);
        string body = Statements(loop.Body, depth + 1);
        _loops.Pop();
        string? condition = loop.While is null ? null : _renderer.Condition(loop.While, Scope);
        string? until = loop.Until is null ? null : _renderer.Condition(loop.Until, Scope);
        if (Postgres)
        {
            text.Append(indent).Append("<<").Append(Name(label)).Append(">>\n").Append(indent)
                .Append(condition is null ? "" : $"WHILE {condition} ").Append("LOOP\n").Append(body)
                .Append(until is null ? "" : $"{indent}    EXIT WHEN {until};\n").Append(indent).Append("END LOOP;\n");
            return;
        }

        string word = condition is not null ? "WHILE" : until is not null ? "REPEAT" : "LOOP";
        text.Append(indent).Append(Name(label)).Append(": ").Append(word).Append(condition is null ? "" : $" {condition} DO").Append('\n')
            .Append(body).Append(until is null ? "" : $"{indent}UNTIL {until}\n").Append(indent).Append("END ").Append(word).Append(";\n");
    }

    private string Leave(LeaveStatement leave)
    {
        string label = leave.Label ?? (_loops.TryPeek(out string? innermost) ? innermost
            : throw new UntranslatableException("it leaves no loop"));
        return (Postgres ? leave.RoundOnly ? "CONTINUE " : "EXIT " : leave.RoundOnly ? "ITERATE " : "LEAVE ") + Name(label);
    }

    private string SetVariable(string name, SqlExpr value)
    {
        RelationColumn variable = Variable(name);
        string assigned = Assigned(value, variable, Scope);
        return Postgres ? $"{Name(variable.Target)} := {assigned}" : $"SET {Name(variable.Target)} = {assigned}";
    }

    private RelationColumn Variable(string name) => _renderer.Variables.LastOrDefault(v => Scope.Same(v.Source, name))
        ?? throw new UntranslatableException($"it sets {name}, which is not found");

    /// <summary>Without a row MySQL leaves its variables as they are and PostgreSQL makes them NULL; of several rows MySQL makes
    /// an error and PostgreSQL takes the first.</summary>
    private string SelectInto(SelectIntoStatement select, string indent)
    {
        List<RelationColumn> variables = [.. select.Names.Select(Variable)];
        if (Sqlite)
        {
            return Simple(select, null);
        }

        bool sameRules = DatabaseNames.SameFamily(_translation.Source, _translation.Target);
        if (!Postgres && !sameRules)
        {
            SqlQuery one = select.Query with { Limit = select.Query.Limit ?? new NumberExpr("1") };
            return variables.Count > 1
                ? throw new UntranslatableException("it selects into several variables, which without a row MySQL leaves as they are")
                : $"{indent}SET {Name(variables[0].Target)} = ({_renderer.Query(one, Scope).Sql});\n";
        }

        RenderedQuery query = _renderer.Query(select.Query, Scope);
        if (Postgres && query.Columns.Zip(variables).Any(p => Alike(p.First.Type) != Alike(p.Second.Type) && p.First.Type != SqlType.Null))
        {
            throw new UntranslatableException("it selects into a variable of another type");
        }

        string into = _translation.QuoteAll(variables.Select(v => v.Target));
        return Postgres
            ? $"{indent}BEGIN\n{indent}    {query.Sql}\n    INTO STRICT {into};\n{indent}EXCEPTION WHEN NO_DATA_FOUND THEN NULL;\n{indent}END;\n"
            : $"{indent}{query.Sql}\n    INTO {into};\n";
    }

    private string Raise(RaiseStatement raise, string? guard)
    {
        string state = raise.SqlState ?? "45000";
        if (Postgres)
        {
            string code = raise.SqlState is null ? "" : $" USING ERRCODE = {_translation.To.Text(state)}";
            return raise.Message is TextExpr text
                ? "RAISE EXCEPTION " + _translation.To.Text(text.Value).Replace("%", "%%", StringComparison.Ordinal) + code
                : "RAISE EXCEPTION '%', " + Message(raise) + code;
        }

        string message = raise.Message is TextExpr literal ? _translation.To.Text(literal.Value)
            : throw new UntranslatableException("it makes the message of an error, which SQLite can't");
        return _translation.ToMySql ? $"SIGNAL SQLSTATE '{state}' SET MESSAGE_TEXT = {message}"
            : $"SELECT RAISE(ABORT, {message})" + (guard is null ? "" : " WHERE " + guard);
    }

    /// <summary>MySQL takes a variable for a message, no expression.</summary>
    private string RaiseMade(RaiseStatement raise, string indent) =>
        $"{indent}BEGIN\n{indent}    DECLARE `message text` text DEFAULT {Message(raise)};\n{indent}    "
        + $"SET `message text` = LEFT(`message text`, {MessageLength});\n{indent}    "
        + $"SIGNAL SQLSTATE '{raise.SqlState ?? "45000"}' SET MESSAGE_TEXT = `message text`;\n{indent}END;\n";

    private string Message(RaiseStatement raise) => _renderer.Value(raise.Message, Scope) is { Type: SqlType.Text } message ? message.Sql
        : throw new UntranslatableException("it makes the message of an error");
}
