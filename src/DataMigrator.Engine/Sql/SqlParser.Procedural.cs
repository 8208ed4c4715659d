using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>What trigger bodies have beside SQL's own statements: variables, branches, loops, errors.</content>
internal sealed partial class SqlParser
{
    private readonly List<string> _variables = [];
    private List<string>? _into;

    private List<SqlStatement> Procedural(ProceduralRules rules)
    {
        string? label = Label(rules);
        if (Current.IsWord("BEGIN") || (rules.DeclaresBeforeBegin && Current.IsWord("DECLARE")))
        {
            return [Block(label)];
        }

        if (Current.IsWord("WHILE") || Current.IsWord("LOOP") || (rules.Repeat && Current.IsWord("REPEAT")))
        {
            return [Loop(label, rules)];
        }

        if (label is not null)
        {
            throw Unknown();
        }

        if (Accept("CASE"))
        {
            return [CaseBranches()];
        }

        if (Current.IsWord("SELECT"))
        {
            return [SelectInto()];
        }

        if (Accept(rules.Leave))
        {
            return [Leave(false, rules)];
        }

        if (Accept(rules.NextRound))
        {
            return [Leave(true, rules)];
        }

        return rules.SetAndSignal ? SetOrSignal() : [AssignRaiseOrReturn()];
    }

    private List<SqlStatement> SetOrSignal()
    {
        if (Accept("SIGNAL"))
        {
            return [Signal()];
        }

        if (!Accept("SET"))
        {
            throw Unknown();
        }

        var sets = new List<SqlStatement>();
        do
        {
            sets.Add(Assignment());
        }
        while (AcceptSymbol(","));

        return sets;
    }

    private SqlStatement AssignRaiseOrReturn()
    {
        if (Accept("RAISE"))
        {
            return RaiseException();
        }

        if (Accept("RETURN"))
        {
            string what = Take().Text.ToUpperInvariant();
            return what is "NEW" or "OLD" or "NULL" ? new ReturnStatement(what) : throw Unknown();
        }

        return Assignment();
    }

    private SqlStatement Assignment()
    {
        bool column = Current.IsWord("NEW") && Ahead(1).IsSymbol(".");
        if (column)
        {
            _at += 2;
        }
        else if (!Current.IsName || !IsVariable(FoldedName(Current)))
        {
            throw _procedural?.SetAndSignal == true ? new UntranslatableException("it sets a variable of the session") : Unknown();
        }

        string name = Name();
        if (!AcceptSymbol(":="))
        {
            ExpectSymbol("=");
        }

        return column ? new SetNewStatement(name, Expression()) : new SetVariableStatement(name, Expression());
    }

    private bool IsVariable(string name) => _variables.Contains(name, _names);

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

    /// <summary>CASE as a statement: where no branch fits and there is no ELSE, it is an error in both databases.</summary>
    private IfStatement CaseBranches()
    {
        SqlExpr? operand = Current.IsWord("WHEN") ? null : Expression();
        var branches = new List<IfBranch>();
        while (Accept("WHEN"))
        {
            SqlExpr when = Expression();
            if (operand is not null && Current.IsSymbol(","))
            {
                throw new UntranslatableException("it lists values in a CASE");
            }

            Expect("THEN");
            branches.Add(new IfBranch(operand is null ? when : new BinaryExpr("=", operand, when), Statements()));
        }

        List<SqlStatement> otherwise = Accept("ELSE") ? Statements()
            : [new RaiseStatement(new TextExpr("Case not found for CASE statement")) { SqlState = "20000" }];
        Expect("END");
        Expect("CASE");
        return branches.Count > 0 ? new IfStatement(branches, otherwise) : throw Unknown();
    }

    private SelectIntoStatement SelectInto()
    {
        _into = [];
        SqlQuery query = Query();
        List<string> names = _into;
        if (names.Count == 0)
        {
            Expect("INTO");
            Into(names);
        }

        _into = null;
        return query.Body is SelectBody select && select.Items.Count == names.Count && select.Items.All(i => i.Expr is not StarExpr)
            ? new SelectIntoStatement(query, names)
            : throw new UntranslatableException("it selects into another number of variables");
    }

    private void Into(List<string> names)
    {
        if (_procedural?.IntoStrict == true && Current.IsWord("STRICT"))
        {
            throw new UntranslatableException("it demands just one row");
        }

        do
        {
            string name = Name();
            names.Add(IsVariable(name) ? name : throw new UntranslatableException("it selects into something else than its variables"));
        }
        while (AcceptSymbol(","));
    }

    private RaiseStatement Signal()
    {
        Expect("SQLSTATE");
        Accept("VALUE");
        string state = Take().Text;
        SqlExpr message = new TextExpr("refused by a trigger");
        if (Accept("SET"))
        {
            Expect("MESSAGE_TEXT");
            ExpectSymbol("=");
            message = Expression();
        }

        return new RaiseStatement(message) { SqlState = state == "45000" ? null : state };
    }

    /// <summary>RAISE EXCEPTION with a format, in which % stands for a value and %% for itself.</summary>
    private RaiseStatement RaiseException()
    {
        Expect("EXCEPTION");
        if (Current.Kind != TokenKind.Text)
        {
            throw new UntranslatableException("it raises an error by its name");
        }

        string[] parts = Take().Text.Replace("%%", "\u0001", StringComparison.Ordinal).Split('%');
        var pieces = new List<SqlExpr>();
        for (int i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                ExpectSymbol(",");
                pieces.Add(new CallExpr("COALESCE", [new CastExpr(Expression(), new SqlTypeName("text", [], false)), new TextExpr("<NULL>")]));
            }

            if (parts[i].Length > 0)
            {
                pieces.Add(new TextExpr(parts[i].Replace('\u0001', '%')));
            }
        }

        string? state = null;
        if (Accept("USING"))
        {
            Expect("ERRCODE");
            ExpectSymbol("=");
            state = Current is { Kind: TokenKind.Text, Text.Length: 5 } ? Take().Text
                : throw new UntranslatableException("it raises an error by its name");
        }

        SqlExpr message = pieces.Count == 0 ? new TextExpr("") : pieces.Aggregate((a, b) => new BinaryExpr("||", a, b));
        return new RaiseStatement(message) { SqlState = state is "45000" or "P0001" ? null : state };
    }
}
