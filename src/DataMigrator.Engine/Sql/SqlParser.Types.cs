using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Types in casts and declarations, and what follows an operand.</content>
internal sealed partial class SqlParser
{
    private SqlExpr Postfix(SqlExpr expr)
    {
        while (true)
        {
            if (_grammar.ColonCasts && AcceptSymbol("::"))
            {
                expr = new CastExpr(expr, TypeName());
            }
            else if (Accept("COLLATE"))
            {
                string collation = Name();
                expr = new CollateExpr(expr, AcceptSymbol(".") ? Name() : collation);
            }
            else if (_grammar.TimeZones && Current.IsWord("AT") && Ahead(1).IsWord("TIME"))
            {
                _at += 2;
                Expect("ZONE");
                expr = new CallExpr("AT TIME ZONE", [expr, Unary()]);
            }
            else if (_grammar.Arrays && Current.IsSymbol("["))
            {
                throw new UntranslatableException("it takes an element out of an array");
            }
            else
            {
                return expr;
            }
        }
    }

    private SqlTypeName TypeName()
    {
        if (!Current.IsName)
        {
            throw Unknown();
        }

        string name = Current.Kind == TokenKind.Word ? Take().Text.ToLowerInvariant() : Take().Text;
        if (AcceptSymbol("."))
        {
            name = name == _grammar.BuiltInSchema ? FoldedName(Take()) : name + "." + FoldedName(Take());
        }

        while (Current.Kind == TokenKind.Word && IsTypeWord(name, Current.Text))
        {
            name += " " + Take().Text.ToLowerInvariant();
        }

        var arguments = new List<string>();
        if (AcceptSymbol("("))
        {
            do
            {
                arguments.Add(Take().Text);
            }
            while (AcceptSymbol(","));

            ExpectSymbol(")");
        }

        while (Current.Kind == TokenKind.Word && IsTypeWord(name, Current.Text))
        {
            name += " " + Take().Text.ToLowerInvariant();
        }

        if (_grammar.CharacterSets && (Accept("CHARSET") || Accept("CHARACTER", "SET")) && Name().ToLowerInvariant() is var set
            && set is not ("utf8" or "utf8mb3" or "utf8mb4"))
        {
            throw new UntranslatableException($"it makes a text of the character set {set}");
        }

        bool array = false;
        while (_grammar.Arrays && AcceptSymbol("["))
        {
            array = true;
            ExpectSymbol("]");
        }

        return new SqlTypeName(name, arguments, array);
    }

    private static bool IsTypeWord(string name, string next) => (name, next.ToLowerInvariant()) switch
    {
        ("double", "precision") or ("character", "varying") or ("bit", "varying") => true,
        ("timestamp" or "time", "with" or "without") => true,
        ("timestamp with" or "timestamp without" or "time with" or "time without", "time") => true,
        ("timestamp with time" or "timestamp without time" or "time with time" or "time without time", "zone") => true,
        ("unsigned" or "signed", "integer") => true,
        _ => false,
    };
}
