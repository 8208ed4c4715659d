namespace DataMigrator.Sql.Tree;

/// <summary>A statement of a trigger's body.</summary>
internal abstract record SqlStatement;

/// <summary><c>NEW.column</c> gets a value before the row is written.</summary>
internal sealed record SetNewStatement(string Column, SqlExpr Value) : SqlStatement;

internal sealed record IfStatement(IReadOnlyList<IfBranch> Branches, IReadOnlyList<SqlStatement> Else) : SqlStatement;

internal sealed record IfBranch(SqlExpr Condition, IReadOnlyList<SqlStatement> Then);

/// <summary>INSERT of rows or of a query; no columns means all of them.</summary>
internal sealed record InsertStatement(string? Schema, string Table, IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<SqlExpr>> Rows, SqlQuery? Query) : SqlStatement;

internal sealed record UpdateStatement(string? Schema, string Table, string? Alias, IReadOnlyList<(string Column, SqlExpr Value)> Sets,
    SqlExpr? Where) : SqlStatement;

internal sealed record DeleteStatement(string? Schema, string Table, string? Alias, SqlExpr? Where) : SqlStatement;

/// <summary>An error that undoes the statement.</summary>
/// <param name="Message">What it says.</param>
internal sealed record RaiseStatement(SqlExpr Message) : SqlStatement
{
    /// <summary>The error's five characters, null for the usual ones.</summary>
    public string? SqlState { get; init; }
}

/// <summary>BEGIN … END with variables of its own, or with a label that it is left by.</summary>
internal sealed record BlockStatement(string? Label, IReadOnlyList<VariableDeclaration> Variables, IReadOnlyList<SqlStatement> Body)
    : SqlStatement;

internal sealed record VariableDeclaration(string Name, SqlTypeName Type, SqlExpr? Value);

internal sealed record SetVariableStatement(string Name, SqlExpr Value) : SqlStatement;

/// <summary>SELECT … INTO variables.</summary>
internal sealed record SelectIntoStatement(SqlQuery Query, IReadOnlyList<string> Names) : SqlStatement;

/// <summary>A loop: while a condition holds, until one holds, or until it is left.</summary>
internal sealed record LoopStatement(string? Label, SqlExpr? While, SqlExpr? Until, IReadOnlyList<SqlStatement> Body) : SqlStatement;

/// <summary>Ends a block or loop, or its round; without a label the innermost loop.</summary>
internal sealed record LeaveStatement(string? Label, bool RoundOnly) : SqlStatement;

/// <summary>PostgreSQL's RETURN: NEW, OLD or NULL.</summary>
internal sealed record ReturnStatement(string What) : SqlStatement;
