using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <summary>A way in which a database calls a function.</summary>
/// <param name="Function">What it does.</param>
internal sealed record FunctionReading(SqlFunction Function)
{
    /// <summary>The function's arguments out of those that are written; null where it is not called that way. Unset where they are
    /// the same.</summary>
    public Func<IReadOnlyList<SqlExpr>, IReadOnlyList<SqlExpr>?>? Arguments { get; init; }

    /// <summary>Two arguments, the other way round.</summary>
    public static FunctionReading Swapped(SqlFunction function) =>
        new(function) { Arguments = a => a is [{ } first, { } second] ? [second, first] : null };

    public CallExpr? Read(CallExpr call)
    {
        FunctionSignature signature = FunctionSignature.Of(Function);
        IReadOnlyList<SqlExpr>? arguments = Arguments is null
            ? call.Arguments.Count >= signature.Least && call.Arguments.Count <= signature.Most ? call.Arguments : null
            : Arguments(call.Arguments);
        return arguments is null ? null : call with { Function = Function, Arguments = arguments };
    }
}
