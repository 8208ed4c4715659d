using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <summary>What a function's arguments are taken for.</summary>
internal enum ArgumentKind
{
    Value,
    Text,
    Number,
}

/// <summary>What goes into a function and comes out of it.</summary>
/// <param name="Least">Arguments at least.</param>
/// <param name="Most">Arguments at most.</param>
/// <param name="Arguments">What they are.</param>
/// <param name="Result">What it yields; null for what its first argument is.</param>
internal sealed record FunctionSignature(int Least, int Most, ArgumentKind Arguments = ArgumentKind.Value, SqlType? Result = null)
{
    private const int Any = int.MaxValue;

    public static FunctionSignature Of(SqlFunction function) => function switch
    {
        SqlFunction.Upper or SqlFunction.Lower or SqlFunction.Trim or SqlFunction.TrimStart or SqlFunction.TrimEnd or SqlFunction.Reverse
            or SqlFunction.Md5 => new(1, 1, ArgumentKind.Text, SqlType.Text),
        SqlFunction.Replace or SqlFunction.PadStart or SqlFunction.PadEnd => new(3, 3, ArgumentKind.Text, SqlType.Text),
        SqlFunction.Concat or SqlFunction.ConcatIgnoringNull or SqlFunction.ConcatWithSeparator =>
            new(1, Any, ArgumentKind.Text, SqlType.Text),
        SqlFunction.CharLength or SqlFunction.ByteLength => new(1, 1, ArgumentKind.Value, SqlType.Integer),
        SqlFunction.Position => new(2, 2, ArgumentKind.Text, SqlType.Integer),
        SqlFunction.Substring => new(2, 3, ArgumentKind.Text, SqlType.Text),
        SqlFunction.Left or SqlFunction.Right => new(2, 2, ArgumentKind.Text, SqlType.Text),
        SqlFunction.Abs or SqlFunction.Floor or SqlFunction.Ceiling or SqlFunction.Sign => new(1, 1, ArgumentKind.Number),
        SqlFunction.SquareRoot or SqlFunction.Exp => new(1, 1, ArgumentKind.Number, SqlType.Float),
        SqlFunction.Power => new(2, 2, ArgumentKind.Number, SqlType.Float),
        SqlFunction.Modulo => new(2, 2, ArgumentKind.Number),
        SqlFunction.Round => new(1, 2, ArgumentKind.Number),
        SqlFunction.Greatest or SqlFunction.Least => new(1, Any, ArgumentKind.Number, SqlType.Unknown),
        SqlFunction.IsJson or SqlFunction.IsNull => new(1, 1, ArgumentKind.Value, SqlType.Boolean),
        SqlFunction.AnyValue or SqlFunction.Year or SqlFunction.Month or SqlFunction.Day or SqlFunction.Hour or SqlFunction.Minute
            or SqlFunction.Second or SqlFunction.Date => new(1, 1),
        SqlFunction.Coalesce => new(1, Any),
        SqlFunction.NullIf or SqlFunction.DatePart or SqlFunction.DateDiff or SqlFunction.DateAdd or SqlFunction.DateSubtract
            or SqlFunction.FormatDate => new(2, 2),
        SqlFunction.If => new(2, 3),
        SqlFunction.ConcatGroup => new(1, 2, ArgumentKind.Text, SqlType.Text),
        SqlFunction.UnixNow => new(0, 0, ArgumentKind.Value, SqlType.Integer),
        SqlFunction.UtcToday => new(0, 0, ArgumentKind.Value, SqlType.Date),
        SqlFunction.Uuid or SqlFunction.Today => new(0, 0),
        SqlFunction.Random => new(0, 0, ArgumentKind.Value, SqlType.Float),
        SqlFunction.Now or SqlFunction.UtcNow => new(0, 1, ArgumentKind.Value, SqlType.Timestamp),
        _ => new(0, Any),
    };

    /// <summary>It makes one value of a group's rows.</summary>
    public static bool IsAggregate(SqlFunction? function) => function is SqlFunction.Count or SqlFunction.Sum or SqlFunction.Min
        or SqlFunction.Max or SqlFunction.Average or SqlFunction.Total or SqlFunction.ConcatGroup;
}
