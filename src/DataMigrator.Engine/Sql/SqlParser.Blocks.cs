using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Blocks, loops and variables of trigger bodies.</content>
internal sealed partial class SqlParser
{
    private string? Label(ProceduralRules rules)
    {
        string? label = null;
        if (!rules.LabelsInAngles && Current.IsName && Ahead(1).IsSymbol(":"))
        {
            label = Name();
            _at++;
        }
        else if (rules.LabelsInAngles && AcceptSymbol("<<"))
        {
            label = Name();
            ExpectSymbol(">>");
        }

        return label;
    }

    private BlockStatement Block(string? label)
    {
        int before = _variables.Count;
        var variables = new List<VariableDeclaration>();
        if (_procedural?.DeclaresBeforeBegin == true && Accept("DECLARE"))
        {
            while (!Current.IsWord("BEGIN"))
            {
                Declare(variables, _procedural);
            }
        }

        Expect("BEGIN");
        while (_procedural?.DeclaresBeforeBegin == false && Accept("DECLARE"))
        {
            Declare(variables, _procedural);
        }

        List<SqlStatement> body = Statements();
        EndOf(null, label);
        AcceptSymbol(";");
        _variables.RemoveRange(before, _variables.Count - before);
        return new BlockStatement(label, variables, body);
    }

    private void Declare(List<VariableDeclaration> variables, ProceduralRules rules)
    {
        if (rules.DeclaresHandlers && (Current.IsWord("CONTINUE") || Current.IsWord("EXIT") || Current.IsWord("UNDO") || Ahead(1).IsWord("CONDITION")
            || Ahead(1).IsWord("CURSOR")))
        {
            throw new UntranslatableException(Ahead(1).IsWord("CURSOR") ? "it opens a cursor" : "it handles errors");
        }

        List<string> names = [];
        do
        {
            names.Add(Name());
        }
        while (rules.DeclaresLists && AcceptSymbol(","));

        if (Accept("CONSTANT") || Current.IsWord("RECORD") || Current.IsWord("CURSOR") || Current.IsWord("ALIAS"))
        {
            throw new UntranslatableException("it declares something else than a plain variable");
        }

        SqlTypeName type = TypeName();
        while (rules.UnsignedVariables && (Current.IsWord("UNSIGNED") || Current.IsWord("ZEROFILL")))
        {
            type = type with { Name = type.Name.EndsWith(" unsigned", StringComparison.Ordinal) ? type.Name : type.Name + " unsigned" };
            _at++;
        }

        if (Current.IsSymbol("%") || type.IsArray || type.Name is "enum" or "set")
        {
            throw new UntranslatableException("it declares a variable of a type that is not known");
        }

        SqlExpr? value = Accept("DEFAULT") || (rules.DeclaresBeforeBegin && (AcceptSymbol(":=") || AcceptSymbol("="))) ? Expression() : null;
        ExpectSymbol(";");
        foreach (string name in names)
        {
            variables.Add(new VariableDeclaration(name, type, value));
            _variables.Add(name);
        }
    }

    private LoopStatement Loop(string? label, ProceduralRules rules)
    {
        SqlExpr? condition = Accept("WHILE") ? Expression() : null;
        string word = condition is not null ? rules.WhileEnd : Current.Text.ToUpperInvariant();
        if (condition is not null)
        {
            Expect(rules.WhileBody);
        }
        else
        {
            _at++;
        }

        List<SqlStatement> body = Statements();
        SqlExpr? until = word == "REPEAT" && Accept("UNTIL") ? Expression() : null;
        EndOf(word, label);
        return new LoopStatement(label, condition, until, body);
    }

    private void EndOf(string? word, string? label)
    {
        Expect("END");
        if (word is not null)
        {
            Expect(word);
        }

        if (label is not null && Current.IsName && string.Equals(FoldedName(Current), label, StringComparison.OrdinalIgnoreCase))
        {
            _at++;
        }
    }

    private SqlStatement Leave(bool roundOnly, ProceduralRules rules)
    {
        string? label = Current.IsName && !Current.IsWord("WHEN") ? Name() : null;
        var leave = new LeaveStatement(label, roundOnly);
        return rules.LeavesWhen && Accept("WHEN") ? new IfStatement([new IfBranch(Expression(), [leave])], []) : leave;
    }
}
