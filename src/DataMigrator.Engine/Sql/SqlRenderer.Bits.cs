using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Operators on the bits of integers. MySQL calculates them without a sign in 64 bits, SQLite with a sign in 64,
/// PostgreSQL with a sign in as many bits as the operands have; its shift counts are of the type integer.</content>
internal sealed partial class SqlRenderer
{
    private Piece Bitwise(BinaryExpr expr, SqlScope scope)
    {
        bool shift = expr.Operator is "<<" or ">>";
        bool signChanges = _fromMySql != _toMySql;
        if (signChanges && expr.Operator == ">>")
        {
            throw new UntranslatableException("it shifts bits, which loses the sign in MySQL only");
        }

        if (_fromMySql && !_toMySql && (expr.Operator != "&" || !(IsWhole(expr.Left) || IsWhole(expr.Right))))
        {
            throw new UntranslatableException("it works on bits, of which MySQL makes a number without a sign");
        }

        if (expr.Operator == "<<" && _fromPostgres && !_toPostgres)
        {
            throw new UntranslatableException("it shifts bits, of which PostgreSQL drops those beyond the operand's type");
        }

        Piece a = Whole(expr.Left, scope);
        Piece b = Whole(expr.Right, scope);
        string left = shift && _toPostgres ? a.Wrapped + "::bigint" : a.Wrapped;
        string right = shift && _toPostgres && expr.Right is not NumberExpr ? b.Wrapped + "::integer" : b.Wrapped;
        string sql = $"{left} {expr.Operator} {right}";
        return signChanges && _toMySql
            ? new Piece($"CAST({sql} AS SIGNED)", SqlType.Integer)
            : new Piece(sql, SqlType.Integer, false);
    }

    private Piece Inverse(UnaryExpr expr, SqlScope scope)
    {
        Piece operand = Whole(expr.Operand, scope);
        if (_fromMySql && !_toMySql)
        {
            throw new UntranslatableException("it inverts bits, which yields a number without a sign in MySQL only");
        }

        return _toMySql && !_fromMySql
            ? new Piece($"CAST(~{operand.Wrapped} AS SIGNED)", SqlType.Integer)
            : new Piece("~" + operand.Wrapped, SqlType.Integer, false);
    }

    private Piece Whole(SqlExpr expr, SqlScope scope)
    {
        Piece piece = Number(expr, scope);
        return piece.Type is SqlType.Integer or SqlType.Boolean or SqlType.Null
            ? piece
            : throw new UntranslatableException("it takes the bits of something that is no integer");
    }
}
