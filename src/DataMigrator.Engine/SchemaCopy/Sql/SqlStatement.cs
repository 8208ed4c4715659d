namespace DataMigrator.SchemaCopy.Sql;

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
internal sealed record RaiseStatement(string Message) : SqlStatement;

/// <summary>PostgreSQL's RETURN: NEW, OLD or NULL.</summary>
internal sealed record ReturnStatement(string What) : SqlStatement;
