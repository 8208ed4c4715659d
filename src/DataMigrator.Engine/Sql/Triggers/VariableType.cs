namespace DataMigrator.Sql.Triggers;

/// <summary>What a variable holds.</summary>
internal enum VariableKind
{
    SmallInteger,
    Integer,
    BigInteger,
    UnsignedBigInteger,
    Decimal,
    Single,
    Double,

    /// <summary>So many characters.</summary>
    Char,

    /// <summary>So many characters at most.</summary>
    Varchar,
    Text,
    Boolean,
    Date,
    Timestamp,
    TimestampTz,
}

/// <summary>The type of a variable. Those of columns are chosen by what the columns hold, too; a variable has nothing but its
/// declaration.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Arguments">The type's numbers in parentheses, or nothing.</param>
/// <param name="Declared">The type as the source spells it.</param>
internal sealed record VariableType(VariableKind Kind, string Arguments, string Declared)
{
    public SqlType Type => Kind switch
    {
        VariableKind.SmallInteger or VariableKind.Integer or VariableKind.BigInteger => SqlType.Integer,
        VariableKind.UnsignedBigInteger or VariableKind.Decimal => SqlType.Decimal,
        VariableKind.Single or VariableKind.Double => SqlType.Float,
        VariableKind.Boolean => SqlType.Boolean,
        VariableKind.Date => SqlType.Date,
        VariableKind.Timestamp => SqlType.Timestamp,
        VariableKind.TimestampTz => SqlType.TimestampTz,
        _ => SqlType.Text,
    };
}
