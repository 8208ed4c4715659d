namespace DataMigrator.Sql.Tree;

/// <summary>An expression, in terms that all dialects share: operators and functions have one spelling here.</summary>
internal abstract record SqlExpr;

internal sealed record NullExpr : SqlExpr;

internal sealed record TextExpr(string Value) : SqlExpr;

/// <summary>A number as written.</summary>
internal sealed record NumberExpr(string Text) : SqlExpr;

internal sealed record BooleanExpr(bool Value) : SqlExpr;

/// <summary>Bytes in hexadecimal digits.</summary>
internal sealed record BytesExpr(string Hex) : SqlExpr;

internal sealed record BitsExpr(string Bits) : SqlExpr;

/// <summary>A column, with the table or alias before it where it was written.</summary>
/// <param name="Qualifier">The table or alias.</param>
/// <param name="Name">The column.</param>
/// <param name="MaybeText">SQLite: in double quotes, a text where no column has that name.</param>
internal sealed record NameExpr(string? Qualifier, string Name, bool MaybeText = false) : SqlExpr;

/// <summary><c>*</c> or <c>t.*</c>.</summary>
internal sealed record StarExpr(string? Qualifier) : SqlExpr;

/// <summary><c>-</c>, <c>~</c> or <c>NOT</c>.</summary>
internal sealed record UnaryExpr(string Operator, SqlExpr Operand) : SqlExpr;

/// <summary>An operator in one spelling: <c>= &lt;&gt; &lt; &lt;= &gt; &gt;= AND OR XOR + - * / DIV % || &amp; | &lt;&lt;
/// &gt;&gt;</c>; <c>&lt;=&gt;</c> is equality that takes NULL for a value.</summary>
internal sealed record BinaryExpr(string Operator, SqlExpr Left, SqlExpr Right) : SqlExpr;

internal sealed record LikeExpr(SqlExpr Operand, SqlExpr Pattern, SqlExpr? Escape, bool Not, bool IgnoreCase) : SqlExpr;

/// <summary><c>IS [NOT] NULL</c>, <c>TRUE</c> or <c>FALSE</c> (a null <paramref name="Value"/> is NULL).</summary>
internal sealed record IsExpr(SqlExpr Operand, bool? Value, bool Not) : SqlExpr;

internal sealed record BetweenExpr(SqlExpr Operand, SqlExpr Low, SqlExpr High, bool Not) : SqlExpr;

internal sealed record InExpr(SqlExpr Operand, IReadOnlyList<SqlExpr> Items, SqlQuery? Query, bool Not) : SqlExpr;

internal sealed record ExistsExpr(SqlQuery Query) : SqlExpr;

internal sealed record SubqueryExpr(SqlQuery Query) : SqlExpr;

internal sealed record CaseExpr(SqlExpr? Operand, IReadOnlyList<CaseBranch> Branches, SqlExpr? Else) : SqlExpr;

internal sealed record CaseBranch(SqlExpr When, SqlExpr Then);

/// <summary>A type in a cast: its name in lower case and its numbers.</summary>
internal sealed record SqlTypeName(string Name, IReadOnlyList<string> Arguments, bool IsArray);

internal sealed record CastExpr(SqlExpr Operand, SqlTypeName Type) : SqlExpr;

/// <summary>A function call.</summary>
/// <param name="Name">The name in upper case, as it is written.</param>
/// <param name="Arguments">The arguments in the function's own order; as written where the function is not known; empty for
/// <c>count(*)</c>.</param>
internal sealed record CallExpr(string Name, IReadOnlyList<SqlExpr> Arguments) : SqlExpr
{
    /// <summary>What it does, null where no function is known to do it.</summary>
    public SqlFunction? Function { get; init; }

    public bool Star { get; init; }

    public bool Distinct { get; init; }

    public IReadOnlyList<OrderItem> OrderBy { get; init; } = [];

    /// <summary>SEPARATOR among the arguments.</summary>
    public string? Separator { get; init; }

    public WindowSpec? Over { get; init; }

    public SqlExpr? Filter { get; init; }
}

/// <summary>What stands after OVER, or after AS in a WINDOW clause.</summary>
internal sealed record WindowSpec(IReadOnlyList<SqlExpr> PartitionBy, IReadOnlyList<OrderItem> OrderBy)
{
    /// <summary>The window of the WINDOW clause that is meant; there is nothing else then.</summary>
    public string? Name { get; init; }

    public WindowFrame? Frame { get; init; }
}

/// <summary>Which rows of its partition a window function sees.</summary>
/// <param name="Unit">ROWS, RANGE or GROUPS.</param>
/// <param name="From">The first: CURRENT ROW, UNBOUNDED or a number with PRECEDING or FOLLOWING.</param>
/// <param name="To">The last, null for the current row.</param>
internal sealed record WindowFrame(string Unit, string From, string? To)
{
    /// <summary>It counts rows, or differences of values.</summary>
    public bool HasNumber => From.Any(char.IsAsciiDigit) || To?.Any(char.IsAsciiDigit) == true;
}

/// <summary><c>EXTRACT(field FROM x)</c>, the field in upper case.</summary>
internal sealed record ExtractExpr(string Field, SqlExpr Operand) : SqlExpr;

/// <summary><c>INTERVAL n UNIT</c>, the unit in upper case and in the singular.</summary>
internal sealed record IntervalExpr(SqlExpr Value, string Unit) : SqlExpr;

internal sealed record CollateExpr(SqlExpr Operand, string Collation) : SqlExpr;

/// <summary><c>TIMESTAMP</c>, <c>DATE</c>, <c>TIME</c> or <c>LOCALTIMESTAMP</c> of now.</summary>
/// <param name="What">Which.</param>
/// <param name="Precision">Digits of the second's fraction, null where none are written.</param>
internal sealed record NowExpr(string What, int? Precision) : SqlExpr;

internal sealed record RowExpr(IReadOnlyList<SqlExpr> Items) : SqlExpr;

/// <summary>PostgreSQL's <c>ARRAY[…]</c>.</summary>
internal sealed record ArrayExpr(IReadOnlyList<SqlExpr> Items) : SqlExpr;
