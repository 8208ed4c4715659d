using DataMigrator.Catalog;
using DataMigrator.Sql.Text;

namespace DataMigrator.Sql;

/// <summary>How a database speaks SQL: its names, its constants and its text. Each stands in its database's folder.</summary>
internal abstract class SqlLanguage
{
    // Functions of one name and one meaning everywhere.
    private static readonly HashSet<string> CommonFunctions = new(StringComparer.Ordinal)
    {
        "COALESCE", "NULLIF", "UPPER", "LOWER", "TRIM", "LTRIM", "RTRIM", "REPLACE", "ABS", "ROUND", "FLOOR", "SUBSTR",
        "COUNT", "SUM", "MIN", "MAX", "AVG", "SIGN", "SQRT", "POWER", "EXP", "MOD", "ROW_NUMBER", "RANK", "DENSE_RANK",
        "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE", "NTH_VALUE", "NTILE", "PERCENT_RANK", "CUME_DIST",
    };

    /// <summary>Whose it is.</summary>
    public abstract DatabaseKind Kind { get; }

    /// <summary>What names may be and how they compare.</summary>
    public abstract NameRules Names { get; }

    /// <summary>How its text is taken apart.</summary>
    public abstract LexicalRules Lexical { get; }

    /// <summary>How a script of it is split.</summary>
    public abstract ScriptRules Scripts { get; }

    /// <summary>What it takes.</summary>
    public abstract GrammarRules Grammar { get; }

    /// <summary>What can be said of the state of an object.</summary>
    public abstract ObjectStates States { get; }

    /// <summary>A name, quoted for any characters.</summary>
    public abstract string Quote(string name);

    /// <summary>A text as a constant.</summary>
    /// <exception cref="UntranslatableException">The database's texts can't hold it.</exception>
    public abstract string Text(string value);

    /// <summary>Bytes of hexadecimal digits as a constant.</summary>
    public string Bytes(string hex) => BytesOf(hex.Length % 2 == 0 ? hex : "0" + hex);

    /// <summary>A table's name, without the schema that is there anyway.</summary>
    public string Quote(TableName name) =>
        name.Schema is null or TableName.DefaultSchema ? Quote(name.Name) : Quote(name.Schema) + "." + Quote(name.Name);

    /// <summary>A comma-separated list of quoted names.</summary>
    public string QuoteAll(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    /// <summary>The neutral name of a function, null where none is known to be its equal.</summary>
    public string? Function(string name) =>
        OwnFunctions.TryGetValue(name, out string? found) ? found : CommonFunctions.Contains(name) ? name : null;

    /// <summary>The functions that have another name or meaning than elsewhere.</summary>
    protected abstract IReadOnlyDictionary<string, string> OwnFunctions { get; }

    protected abstract string BytesOf(string hex);

    protected static string Quoted(string text, char quote) =>
        quote + text.Replace(quote.ToString(), new string(quote, 2), StringComparison.Ordinal) + quote;

    /// <summary>For databases whose texts end at U+0000, or that refuse it.</summary>
    protected static string WithoutNul(string text) => !text.Contains('\0') ? text
        : throw new UntranslatableException("a text holds the character U+0000");
}
