namespace DataMigrator.Sql;

/// <summary>What a database's SQL takes beside what all take. What is not set is not there.</summary>
internal sealed record GrammarRules
{
    /// <summary>Operators between two operands as they are written, words in capital letters.</summary>
    public required IReadOnlyDictionary<string, BinaryOperator> Operators { get; init; }

    /// <summary>What trigger bodies have beside SQL's own statements; null where a trigger has these alone.</summary>
    public ProceduralRules? Procedural { get; init; }

    /// <summary>The schema of the functions that are there by themselves, where it may stand before their names.</summary>
    public string? BuiltInSchema { get; init; }

    /// <summary>A function's name may have another database's name before it.</summary>
    public bool QualifiedFunctions { get; init; }

    /// <summary>Texts that follow each other are one.</summary>
    public bool AdjacentTexts { get; init; }

    /// <summary>Character sets before texts, after types and in CONVERT.</summary>
    public bool CharacterSets { get; init; }

    /// <summary><c>CONVERT(x, type)</c>.</summary>
    public bool Convert { get; init; }

    /// <summary><c>INTERVAL n UNIT</c>.</summary>
    public bool Intervals { get; init; }

    /// <summary>Arrays, their types and elements, and ANY and ALL of them.</summary>
    public bool Arrays { get; init; }

    /// <summary>A type's name before a text: <c>DATE '…'</c>.</summary>
    public bool TypedTexts { get; init; }

    /// <summary><c>x::type</c>.</summary>
    public bool ColonCasts { get; init; }

    /// <summary>AT TIME ZONE.</summary>
    public bool TimeZones { get; init; }

    /// <summary>ISNULL and NOTNULL after an operand.</summary>
    public bool NullTests { get; init; }

    /// <summary>IS between any two values.</summary>
    public bool IsComparesValues { get; init; }

    /// <summary>ILIKE.</summary>
    public bool IgnoreCaseLike { get; init; }

    /// <summary>An exclamation mark for NOT.</summary>
    public bool ExclamationIsNot { get; init; }

    /// <summary>BINARY before an operand.</summary>
    public bool BinaryPrefix { get; init; }

    /// <summary><c>LIMIT offset, rows</c>.</summary>
    public bool LimitWithComma { get; init; }

    /// <summary>FETCH FIRST n ROWS ONLY.</summary>
    public bool Fetch { get; init; }

    /// <summary>INTERSECT binds no stronger than UNION.</summary>
    public bool SetOperatorsBindAlike { get; init; }

    /// <summary>FROM DUAL reads nothing.</summary>
    public bool Dual { get; init; }

    /// <summary>STRAIGHT_JOIN.</summary>
    public bool StraightJoin { get; init; }
}

/// <summary>What trigger bodies have beside SQL's own statements.</summary>
internal sealed record ProceduralRules
{
    /// <summary>Labels are <c>&lt;&lt;name&gt;&gt;</c>, not <c>name:</c>.</summary>
    public bool LabelsInAngles { get; init; }

    /// <summary>Variables are declared before BEGIN, not after it.</summary>
    public bool DeclaresBeforeBegin { get; init; }

    /// <summary>One declaration declares several variables of a type.</summary>
    public bool DeclaresLists { get; init; }

    /// <summary>DECLARE also declares conditions, cursors, and what handles errors.</summary>
    public bool DeclaresHandlers { get; init; }

    /// <summary>UNSIGNED and ZEROFILL after a variable's type.</summary>
    public bool UnsignedVariables { get; init; }

    /// <summary>An assignment begins with SET, and an error is SIGNAL; else it has no word before it, an error is RAISE, and
    /// RETURN gives the row.</summary>
    public bool SetAndSignal { get; init; }

    /// <summary>The word that leaves a block or loop.</summary>
    public required string Leave { get; init; }

    /// <summary>The word that goes on with a loop's next round.</summary>
    public required string NextRound { get; init; }

    /// <summary>Both may be followed by WHEN and a condition.</summary>
    public bool LeavesWhen { get; init; }

    /// <summary>The word between WHILE's condition and its body.</summary>
    public required string WhileBody { get; init; }

    /// <summary>The word after the END of a WHILE.</summary>
    public required string WhileEnd { get; init; }

    /// <summary>REPEAT … UNTIL.</summary>
    public bool Repeat { get; init; }

    /// <summary>INTO STRICT.</summary>
    public bool IntoStrict { get; init; }
}
