namespace DataMigrator.Sql;

/// <summary>An operator between two operands.</summary>
/// <param name="Symbol">Its one spelling in the tree.</param>
/// <param name="Level">How strongly it binds.</param>
internal sealed record BinaryOperator(string Symbol, int Level)
{
    /// <summary>Why what it means can't be known; null where it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>The operators that all databases have, and bind alike, with a database's own.</summary>
    public static IReadOnlyDictionary<string, BinaryOperator> Common(IReadOnlyDictionary<string, BinaryOperator> own)
    {
        var all = new Dictionary<string, BinaryOperator>(StringComparer.Ordinal)
        {
            ["OR"] = new("OR", Precedence.Or), ["AND"] = new("AND", Precedence.And),
            ["="] = new("=", Precedence.Comparison), ["=="] = new("=", Precedence.Comparison),
            ["<>"] = new("<>", Precedence.Comparison), ["!="] = new("<>", Precedence.Comparison),
            ["<"] = new("<", Precedence.Comparison), ["<="] = new("<=", Precedence.Comparison),
            [">"] = new(">", Precedence.Comparison), [">="] = new(">=", Precedence.Comparison),
            ["+"] = new("+", Precedence.Sum), ["-"] = new("-", Precedence.Sum),
            ["*"] = new("*", Precedence.Product), ["/"] = new("/", Precedence.Product), ["%"] = new("%", Precedence.Product),
        };
        foreach ((string written, BinaryOperator meant) in own)
        {
            all.Add(written, meant);
        }

        return all;
    }
}

/// <summary>How strongly operators bind: those that all databases have, and the places between for a database's own.</summary>
internal static class Precedence
{
    public const int Or = 10;
    public const int Xor = 20;
    public const int And = 30;
    public const int Not = 40;
    public const int Comparison = 50;
    public const int AboveComparison = 60;
    public const int BelowSum = 70;
    public const int Sum = 80;
    public const int Product = 90;
    public const int AboveProduct = 100;
}
