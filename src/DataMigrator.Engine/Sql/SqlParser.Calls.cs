using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Function calls.</content>
internal sealed partial class SqlParser
{
    private CallExpr Call(string name)
    {
        name = name.ToUpperInvariant();
        ExpectSymbol("(");
        if (AcceptSymbol("*"))
        {
            ExpectSymbol(")");
            return AfterCall(new CallExpr(name, []) { Star = true });
        }

        if (AcceptSymbol(")"))
        {
            return AfterCall(new CallExpr(name, []));
        }

        if (name is "TRIM" && (Current.IsWord("BOTH") || Current.IsWord("LEADING") || Current.IsWord("TRAILING")))
        {
            return Trim();
        }

        if (name is "TIMESTAMPDIFF" or "TIMESTAMPADD")
        {
            throw new UntranslatableException($"it calls {name}");
        }

        bool distinct = Accept("DISTINCT");
        var arguments = new List<SqlExpr>();
        do
        {
            // In POSITION(part IN text), IN is no predicate.
            arguments.Add(Expression(name is "POSITION" ? Precedence.Comparison : 0));
        }
        while (AcceptSymbol(",") || (name is "SUBSTRING" or "SUBSTR" && (Accept("FROM") || Accept("FOR")))
            || (name is "POSITION" && Accept("IN")));

        List<OrderItem> order = Accept("ORDER", "BY") ? OrderItems() : [];
        string? separator = Accept("SEPARATOR") ? Take().Text : null;
        ExpectSymbol(")");
        return AfterCall(new CallExpr(name, arguments) { Distinct = distinct, OrderBy = order, Separator = separator });
    }

    private CallExpr Trim()
    {
        string side = Take().Text.ToUpperInvariant();
        string name = side switch { "LEADING" => "LTRIM", "TRAILING" => "RTRIM", _ => "TRIM" };
        var arguments = new List<SqlExpr>();
        if (!Current.IsWord("FROM"))
        {
            throw new UntranslatableException("it trims other characters than blanks");
        }

        Expect("FROM");
        arguments.Add(Expression());
        ExpectSymbol(")");
        return _functions.Resolve(new CallExpr(name, arguments));
    }

    private CallExpr AfterCall(CallExpr call)
    {
        if (Accept("FILTER"))
        {
            ExpectSymbol("(");
            Expect("WHERE");
            call = call with { Filter = Expression() };
            ExpectSymbol(")");
        }

        if (Accept("OVER"))
        {
            call = call with { Over = Current.IsName ? new WindowSpec([], []) { Name = Name() } : Window() };
        }

        return _functions.Resolve(call);
    }

    private WindowSpec Window()
    {
        ExpectSymbol("(");
        List<SqlExpr> partition = Accept("PARTITION", "BY") ? ExpressionList() : [];
        List<OrderItem> order = Accept("ORDER", "BY") ? OrderItems() : [];
        WindowFrame? frame = Frame();
        ExpectSymbol(")");
        return new WindowSpec(partition, order) { Frame = frame };
    }

    private WindowFrame? Frame()
    {
        if (!Current.IsWord("ROWS") && !Current.IsWord("RANGE") && !Current.IsWord("GROUPS"))
        {
            return null;
        }

        string unit = Take().Text.ToUpperInvariant();
        bool both = Accept("BETWEEN");
        string from = FrameBound();
        if (both)
        {
            Expect("AND");
        }

        return new WindowFrame(unit, from, both ? FrameBound() : null);
    }

    private string FrameBound()
    {
        if (Accept("CURRENT", "ROW"))
        {
            return "CURRENT ROW";
        }

        bool unbounded = Accept("UNBOUNDED");
        if (!unbounded && !(Current.Kind == TokenKind.Number && Current.Text.All(char.IsAsciiDigit)))
        {
            throw Unknown();
        }

        string distance = unbounded ? "UNBOUNDED" : Take().Text;
        bool before = Accept("PRECEDING");
        if (!before)
        {
            Expect("FOLLOWING");
        }

        return distance + (before ? " PRECEDING" : " FOLLOWING");
    }
}
