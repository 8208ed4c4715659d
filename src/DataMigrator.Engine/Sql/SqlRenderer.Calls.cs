using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <content>Function calls.</content>
internal sealed partial class SqlRenderer
{
    private Piece Call(CallExpr call, SqlScope scope)
    {
        string name = source.Function(call.Name)
            ?? throw new UntranslatableException($"it calls {call.Name.ToLowerInvariant()}, which has no equal that is known");
        IReadOnlyList<SqlExpr> a = call.Arguments;
        if (name is "COUNT" or "SUM" or "MIN" or "MAX" or "AVG" or "TOTAL" or "ROW_NUMBER" or "RANK" or "DENSE_RANK")
        {
            return Aggregate(name, call, scope);
        }

        if (name is "LAG" or "LEAD" or "FIRST_VALUE" or "LAST_VALUE" or "NTH_VALUE" or "NTILE" or "PERCENT_RANK" or "CUME_DIST")
        {
            return WindowCall(name, call, scope);
        }

        if (call.Distinct || call.Filter is not null || call.Over is not null)
        {
            if (name != "GROUP_CONCAT" || call.Filter is not null || call.Over is not null)
            {
                throw new UntranslatableException($"it calls {call.Name.ToLowerInvariant()} over a window or with a filter");
            }
        }

        switch (name)
        {
            case "GROUP_CONCAT":
                return GroupConcat(call, scope);
            case "COALESCE":
                (IReadOnlyList<Piece> pieces, SqlType type) = Alike(a, scope);
                return new Piece("COALESCE(" + string.Join(", ", pieces.Select(p => p.Sql)) + ")", type);
            case "NULLIF":
                (Piece left, Piece right) = Comparable(a[0], a[1], scope);
                return new Piece($"NULLIF({left.Sql}, {right.Sql})", left.Type);
            case "IF":
                return Case(new CaseExpr(null, [new CaseBranch(a[0], a[1])], a.Count > 2 ? a[2] : null), scope);
            case "ISNULL":
                return new Piece(Value(a[0], scope).Wrapped + " IS NULL", SqlType.Boolean, false);
            case "CONCAT":
                return Concatenate(a, scope);
            case "CONCAT_IGNORE":
                return Concatenate(a.Select(x => (SqlExpr)new CallExpr("COALESCE", [x, new TextExpr("")])).ToList(), scope);
            case "CONCAT_WS" when Deterministic && _toPostgres:
                throw new UntranslatableException("PostgreSQL does not take concat_ws for immutable");
            case "CONCAT_WS" when !_toSqlite:
                return new Piece("CONCAT_WS(" + string.Join(", ", a.Select(x => Text(x, scope).Sql)) + ")", SqlType.Text);
            case "UPPER" or "LOWER" when a.Count == 1:
                if (!_same && (_fromSqlite || _toSqlite))
                {
                    Notes.Add("UPPER and LOWER change the letters A to Z alone in SQLite");
                }

                return new Piece($"{name}({Text(a[0], scope).Sql})", SqlType.Text);
            case "TRIM" or "LTRIM" or "RTRIM" or "REPLACE" when a.Count == (name == "REPLACE" ? 3 : 1):
                return new Piece(name + "(" + string.Join(", ", a.Select(x => Text(x, scope).Sql)) + ")", SqlType.Text);
            case "MD5" when target.Kind is DatabaseKind.Postgres or DatabaseKind.MariaDb:
            case "REVERSE" when !_toSqlite:
                return new Piece($"{name}({Text(a[0], scope).Sql})", SqlType.Text);
            case "LPAD" or "RPAD" when !_toSqlite && a.Count == 3:
                return Pad(name, a, scope);
            case "CHARLEN" or "BYTELEN":
                return Length(name, Value(a[0], scope).Type == SqlType.Binary ? Value(a[0], scope) : Text(a[0], scope));
            case "SUBSTR":
                return Substring(a, scope);
            case "LEFT" when a.Count == 2:
                return _toSqlite
                    ? new Piece($"SUBSTR({Text(a[0], scope).Sql}, 1, {Characters(a[1], scope, true)})", SqlType.Text)
                    : new Piece($"LEFT({Text(a[0], scope).Sql}, {Characters(a[1], scope, true)})", SqlType.Text);
            case "RIGHT" when a.Count == 2 && !_toSqlite:
                return new Piece($"RIGHT({Text(a[0], scope).Sql}, {Characters(a[1], scope, true)})", SqlType.Text);
            case "INSTR" or "LOCATE" or "POSITION" when a.Count == 2:
                return Position(name == "INSTR" ? a[0] : a[1], name == "INSTR" ? a[1] : a[0], scope);
            case "ABS" or "FLOOR" or "CEIL" or "SIGN" or "SQRT" or "EXP" when a.Count == 1:
                Piece number = Number(a[0], scope);
                return new Piece($"{name}({number.Sql})", name is "SQRT" or "EXP" ? SqlType.Float : number.Type);
            case "ROUND":
                return Round(a, scope);
            case "MOD" when a.Count == 2:
                return Binary(new BinaryExpr("%", a[0], a[1]), scope);
            case "POWER" when a.Count == 2:
                return new Piece($"POWER({Number(a[0], scope).Sql}, {Number(a[1], scope).Sql})", SqlType.Float);
            case "GREATEST" or "LEAST" when _fromMySql && _toSqlite:
                return new Piece((name == "LEAST" ? "MIN(" : "MAX(")
                    + string.Join(", ", a.Select(x => Number(x, scope).Sql)) + ")", SqlType.Unknown);
            case "ANY_VALUE" when target.Kind == DatabaseKind.MySql:
                return Value(a[0], scope) is var any ? new Piece($"ANY_VALUE({any.Sql})", any.Type) : default;
            case "JSON_VALID" when !_toPostgres:
                return new Piece($"JSON_VALID({Value(a[0], scope).Sql})", SqlType.Boolean);
            case "UUID" or "RANDOM":
                return Random(name);
        }

        return Temporal(name, a, scope)
            ?? throw new UntranslatableException($"it calls {call.Name.ToLowerInvariant()} in a way that has no equal");
    }

    private Piece Aggregate(string name, CallExpr call, SqlScope scope)
    {
        if (Deterministic)
        {
            throw new UntranslatableException("it holds an aggregate");
        }

        // MySQL's COUNT(DISTINCT a, b) leaves out rows in which one is NULL; SQLite's COUNT() counts rows.
        bool several = call.Arguments.Count > 1;
        if (several && (name != "COUNT" || !_same))
        {
            throw new UntranslatableException($"it calls {name.ToLowerInvariant()} with several arguments");
        }

        string inner = several ? "DISTINCT " + string.Join(", ", call.Arguments.Select(x => Value(x, scope).Sql))
            : call.Star || (name == "COUNT" && call.Arguments.Count == 0) ? "*" : "";
        SqlType type = SqlType.Integer;
        if (!call.Star && call.Arguments.Count == 1)
        {
            Piece argument = name is "SUM" or "AVG" or "TOTAL"
                ? Number(call.Arguments[0], scope)
                : Value(call.Arguments[0], scope);
            if (name is "MIN" or "MAX" && _toPostgres && argument.Type is SqlType.Boolean or SqlType.Uuid or SqlType.Json)
            {
                throw new UntranslatableException($"it calls {name.ToLowerInvariant()} over a type that has none in PostgreSQL");
            }

            inner = (call.Distinct ? "DISTINCT " : "") + argument.Sql;
            type = name switch
            {
                "COUNT" => SqlType.Integer,
                "MIN" or "MAX" => argument.Type,
                "SUM" => argument.Type == SqlType.Float ? SqlType.Float
                    : argument.Type == SqlType.Integer ? SqlType.Integer : SqlType.Decimal,
                _ => argument.Type == SqlType.Float ? SqlType.Float : SqlType.Decimal,
            };
        }

        string sql = $"{name}({inner})";
        if (name == "TOTAL" && !_toSqlite)
        {
            sql = $"COALESCE(SUM({inner}), 0)";
        }

        if (call.Filter is not null)
        {
            sql += _toMySql
                ? throw new UntranslatableException("it filters an aggregate")
                : " FILTER (WHERE " + Condition(call.Filter, scope) + ")";
        }

        var piece = new Piece(sql + Over(call, scope), type);
        return name == "SUM" ? Sum(piece) : piece;
    }

    private Piece GroupConcat(CallExpr call, SqlScope scope)
    {
        if (Deterministic)
        {
            throw new UntranslatableException("it holds an aggregate");
        }

        string separator = call.Separator ?? ",";
        IReadOnlyList<SqlExpr> items = call.Arguments;
        if (!_fromMySql && items.Count == 2)
        {
            separator = (items[1] as TextExpr)?.Value
                ?? throw new UntranslatableException("it joins texts with a separator that is no literal");
            items = [items[0]];
        }

        Piece text = items.Count == 1 ? Text(items[0], scope) : Concatenate(items, scope);
        string distinct = call.Distinct ? "DISTINCT " : "";
        string order = call.OrderBy.Count == 0 ? "" : " ORDER BY " + Order(call.OrderBy, scope);
        bool byItself = call.OrderBy.Count == 0
            || (call.OrderBy is [{ } only] && Value(only.Expr, scope).Sql == text.Sql);
        if (call.Distinct && !byItself && !_toMySql)
        {
            return _toPostgres ? DistinctByOthers(call, text, separator, scope)
                : throw new UntranslatableException("it joins DISTINCT texts in the order of something else, which SQLite can't");
        }

        string mark = target.Text(separator);
        if (_toMySql)
        {
            Notes.Add("GROUP_CONCAT cuts its result at group_concat_max_len");
            return new Piece($"GROUP_CONCAT({distinct}{text.Sql}{order} SEPARATOR {mark})", SqlType.Text);
        }

        if (_toPostgres)
        {
            return new Piece($"STRING_AGG({distinct}{text.Sql}, {mark}{order})", SqlType.Text);
        }

        if (call.Distinct && separator != ",")
        {
            throw new UntranslatableException("SQLite joins DISTINCT texts with a comma only");
        }

        if (!_same && order.Length > 0)
        {
            throw new UntranslatableException("it joins texts in an order, and SQLite before 3.44 opens no database that holds such a view");
        }

        return new Piece(call.Distinct
            ? $"GROUP_CONCAT(DISTINCT {text.Sql})"
            : $"GROUP_CONCAT({text.Sql}, {mark}{(_same ? order : "")})", SqlType.Text);
    }

    /// <summary>PostgreSQL wants what DISTINCT texts are ordered by to be among the arguments: the group's texts go into arrays
    /// beside it, and out of those each once.</summary>
    private Piece DistinctByOthers(CallExpr call, Piece text, string separator, SqlScope scope)
    {
        List<Piece> order = [.. call.OrderBy.Select(o => Value(o.Expr, scope))];
        if (order.Any(o => o.Type is SqlType.Boolean or SqlType.Uuid or SqlType.Json or SqlType.Other or SqlType.Unknown))
        {
            throw new UntranslatableException("it joins DISTINCT texts in the order of a type that has no smallest value in PostgreSQL");
        }

        string arrays = string.Join(", ", order.Select(o => o.Sql).Prepend(text.Sql).Select(s => $"ARRAY_AGG({s})"));
        IEnumerable<int> at = Enumerable.Range(1, order.Count);
        return new Piece($"(SELECT STRING_AGG(d.v, {target.Text(separator)} ORDER BY "
            + string.Join(", ", call.OrderBy.Select((o, i) => $"d.o{i + 1}{Direction(o)}")) + ") FROM (SELECT g.v, "
            + string.Join(", ", at.Select(i => $"MIN(g.o{i}) AS o{i}")) + $" FROM UNNEST({arrays}) AS g(v, "
            + string.Join(", ", at.Select(i => $"o{i}")) + ") GROUP BY g.v) AS d)", SqlType.Text);
    }

    private Piece Length(string name, Piece operand)
    {
        bool characters = name == "CHARLEN" && operand.Type != SqlType.Binary;
        string sql = target.Kind switch
        {
            DatabaseKind.Postgres => characters ? "CHAR_LENGTH" : "OCTET_LENGTH",
            DatabaseKind.Sqlite => characters ? "LENGTH" : "",
            _ => characters ? "CHAR_LENGTH" : "LENGTH",
        };
        return new Piece(sql.Length > 0 ? $"{sql}({operand.Sql})" : $"LENGTH(CAST({operand.Sql} AS BLOB))", SqlType.Integer);
    }

    private Piece Substring(IReadOnlyList<SqlExpr> a, SqlScope scope)
    {
        if (a.Count is < 2 or > 3)
        {
            throw new UntranslatableException("it calls substr in a way that has no equal");
        }

        Piece text = Text(a[0], scope);
        if (a[1] is not NumberExpr { Text: [>= '1' and <= '9', ..] } && !_same)
        {
            throw new UntranslatableException("it takes a part of a text from a place that is not a fixed one");
        }

        string length = a.Count == 3 ? ", " + Characters(a[2], scope, false) : "";
        return new Piece($"SUBSTR({text.Sql}, {Number(a[1], scope).Sql}{length})", SqlType.Text);
    }

    private Piece Position(SqlExpr text, SqlExpr part, SqlScope scope)
    {
        string inText = Text(text, scope).Sql;
        string find = Text(part, scope).Sql;
        if (_fromMySql && !_toMySql)
        {
            throw new UntranslatableException("it looks for a text without minding the case");
        }

        return new Piece(_toPostgres ? $"STRPOS({inText}, {find})" : $"INSTR({inText}, {find})", SqlType.Integer);
    }

    private Piece Random(string name)
    {
        if (Deterministic)
        {
            throw new UntranslatableException("it yields another value each time");
        }

        return (name, target.Kind) switch
        {
            ("UUID", DatabaseKind.Postgres) => new Piece("GEN_RANDOM_UUID()", SqlType.Uuid),
            ("UUID", not DatabaseKind.Sqlite) => new Piece("UUID()", SqlType.Text),
            ("RANDOM", DatabaseKind.Postgres) => new Piece("RANDOM()", SqlType.Float),
            ("RANDOM", not DatabaseKind.Sqlite) => new Piece("RAND()", SqlType.Float),
            _ => throw new UntranslatableException("SQLite has no equal function"),
        };
    }
}
