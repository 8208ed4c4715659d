using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql;

/// <summary>A database's functions: what their names mean in it, and how it writes them.</summary>
internal sealed class FunctionTable
{
    // Functions of one name and one meaning everywhere.
    private static readonly Dictionary<string, SqlFunction> Common = new(StringComparer.Ordinal)
    {
        ["COALESCE"] = SqlFunction.Coalesce, ["NULLIF"] = SqlFunction.NullIf, ["UPPER"] = SqlFunction.Upper, ["LOWER"] = SqlFunction.Lower,
        ["TRIM"] = SqlFunction.Trim, ["LTRIM"] = SqlFunction.TrimStart, ["RTRIM"] = SqlFunction.TrimEnd, ["REPLACE"] = SqlFunction.Replace,
        ["ABS"] = SqlFunction.Abs, ["ROUND"] = SqlFunction.Round, ["FLOOR"] = SqlFunction.Floor, ["CEIL"] = SqlFunction.Ceiling,
        ["CEILING"] = SqlFunction.Ceiling, ["SUBSTR"] = SqlFunction.Substring, ["SUBSTRING"] = SqlFunction.Substring,
        ["OCTET_LENGTH"] = SqlFunction.ByteLength, ["SIGN"] = SqlFunction.Sign, ["SQRT"] = SqlFunction.SquareRoot, ["POWER"] = SqlFunction.Power,
        ["POW"] = SqlFunction.Power, ["EXP"] = SqlFunction.Exp, ["MOD"] = SqlFunction.Modulo, ["COUNT"] = SqlFunction.Count,
        ["SUM"] = SqlFunction.Sum, ["MIN"] = SqlFunction.Min, ["MAX"] = SqlFunction.Max, ["AVG"] = SqlFunction.Average,
        ["ROW_NUMBER"] = SqlFunction.RowNumber, ["RANK"] = SqlFunction.Rank, ["DENSE_RANK"] = SqlFunction.DenseRank,
        ["PERCENT_RANK"] = SqlFunction.PercentRank, ["CUME_DIST"] = SqlFunction.CumeDist, ["NTILE"] = SqlFunction.Ntile,
        ["LAG"] = SqlFunction.Lag, ["LEAD"] = SqlFunction.Lead, ["FIRST_VALUE"] = SqlFunction.FirstValue,
        ["LAST_VALUE"] = SqlFunction.LastValue, ["NTH_VALUE"] = SqlFunction.NthValue,
    };

    // Functions that all databases write alike.
    private static readonly Dictionary<SqlFunction, FunctionForm> CommonForms = new()
    {
        [SqlFunction.Upper] = "UPPER({0})", [SqlFunction.Lower] = "LOWER({0})", [SqlFunction.Trim] = "TRIM({0})",
        [SqlFunction.TrimStart] = "LTRIM({0})", [SqlFunction.TrimEnd] = "RTRIM({0})", [SqlFunction.Replace] = "REPLACE({*})",
        [SqlFunction.Substring] = "SUBSTR({*})", [SqlFunction.Abs] = "ABS({0})", [SqlFunction.Floor] = "FLOOR({0})",
        [SqlFunction.Ceiling] = "CEIL({0})", [SqlFunction.Sign] = "SIGN({0})", [SqlFunction.SquareRoot] = "SQRT({0})",
        [SqlFunction.Exp] = "EXP({0})", [SqlFunction.Power] = "POWER({*})", [SqlFunction.Count] = "COUNT({0})", [SqlFunction.Sum] = "SUM({0})",
        [SqlFunction.Min] = "MIN({0})", [SqlFunction.Max] = "MAX({0})", [SqlFunction.Average] = "AVG({0})",
        [SqlFunction.Total] = "COALESCE(SUM({0}), 0)", [SqlFunction.RowNumber] = "ROW_NUMBER({0})", [SqlFunction.Rank] = "RANK({0})",
        [SqlFunction.DenseRank] = "DENSE_RANK({0})", [SqlFunction.PercentRank] = "PERCENT_RANK({*})", [SqlFunction.CumeDist] = "CUME_DIST({*})",
        [SqlFunction.Ntile] = "NTILE({*})", [SqlFunction.Lag] = "LAG({*})", [SqlFunction.Lead] = "LEAD({*})",
        [SqlFunction.FirstValue] = "FIRST_VALUE({*})", [SqlFunction.LastValue] = "LAST_VALUE({*})", [SqlFunction.NthValue] = "NTH_VALUE({*})",
    };

    private readonly Dictionary<SqlFunction, FunctionForm> _forms = new(CommonForms);

    private readonly Dictionary<string, IReadOnlyList<FunctionReading>> _readings =
        Common.ToDictionary(c => c.Key, c => (IReadOnlyList<FunctionReading>)[new FunctionReading(c.Value)], StringComparer.Ordinal);

    /// <param name="names">Names that stand for one function, called as its signature says.</param>
    /// <param name="readings">Names whose arguments tell which function is meant, or stand in another order; the first that fits
    /// holds.</param>
    /// <param name="forms">How functions are written; those that are missing in all tables the database has not.</param>
    public FunctionTable(IReadOnlyDictionary<string, SqlFunction> names, IReadOnlyDictionary<string, IReadOnlyList<FunctionReading>> readings,
        IReadOnlyDictionary<SqlFunction, FunctionForm> forms)
    {
        foreach ((SqlFunction function, FunctionForm form) in forms)
        {
            _forms[function] = form;
        }

        foreach ((string name, SqlFunction function) in names)
        {
            _readings[name] = [new FunctionReading(function)];
        }

        foreach ((string name, IReadOnlyList<FunctionReading> ways) in readings)
        {
            _readings[name] = ways;
        }
    }

    /// <param name="parent">The table of the database that this one is a child of.</param>
    /// <param name="forms">What is written otherwise, null for what there is not.</param>
    public FunctionTable(FunctionTable parent, IReadOnlyDictionary<SqlFunction, FunctionForm?> forms)
    {
        _readings = parent._readings;
        _forms = parent._forms.Where(f => !forms.ContainsKey(f.Key)).ToDictionary();
        foreach ((SqlFunction function, FunctionForm? form) in forms)
        {
            if (form is not null)
            {
                _forms.Add(function, form);
            }
        }
    }

    /// <summary>How a function is written; null where there is none.</summary>
    public FunctionForm? Form(SqlFunction function) => _forms.GetValueOrDefault(function);

    /// <summary>There is a function of that name, called in whatever way.</summary>
    public bool Knows(string name) => _readings.ContainsKey(name);

    /// <summary>The call with what it does and with the function's own arguments, if that is known.</summary>
    public CallExpr Resolve(CallExpr call) => _readings.GetValueOrDefault(call.Name)?.Select(r => r.Read(call)).FirstOrDefault(r => r is not null) ?? call;
}
