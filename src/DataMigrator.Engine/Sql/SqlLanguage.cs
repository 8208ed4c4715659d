using DataMigrator.Catalog;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Sql;

/// <summary>How a database speaks SQL. What it says of it stands in its database's folder.</summary>
internal abstract class SqlLanguage
{
    /// <summary>Whose it is.</summary>
    public abstract DatabaseKind Kind { get; }

    /// <summary>What people call the database.</summary>
    public abstract string Title { get; }

    /// <summary>How it means what is said to it.</summary>
    public abstract Semantics Semantics { get; }

    /// <summary>Its functions.</summary>
    public abstract FunctionTable Functions { get; }

    /// <summary>The marks of its formats of dates, after a percent sign.</summary>
    public abstract IReadOnlyDictionary<char, DateField> DateMarks { get; }

    /// <summary>What a cast to a type makes; null where that is not known.</summary>
    /// <param name="type">The type's name in small letters.</param>
    public abstract CastKind? CastOf(string type);

    /// <summary>Writes it.</summary>
    /// <param name="source">What is translated.</param>
    /// <param name="relations">The source's tables and views.</param>
    /// <param name="deterministic">As <see cref="SqlWriter.Deterministic"/>.</param>
    public abstract SqlWriter Writer(SqlLanguage source, IRelations relations, bool deterministic = false);

    /// <summary>How it keeps its objects.</summary>
    public abstract SchemaRules Schema { get; }

    /// <summary>What may stand after DEFAULT.</summary>
    public abstract DefaultForms Defaults { get; }

    /// <summary>What is not sure of a column's default as the catalogue shows it; null where it is the whole.</summary>
    public virtual DefaultDoubt? Doubt(CatalogColumn column) => null;

    /// <summary>As which text an expression yields the present, where moments are texts.</summary>
    public virtual PresentText PresentText(SqlExpr expr) => Sql.PresentText.Seconds;

    /// <summary>Writes a translation's triggers.</summary>
    public abstract TriggerWriter TriggerWriter(SqlLanguage source, ITriggerContext context);

    /// <summary>One of its triggers as the shared terms have it.</summary>
    public virtual TriggerPlan ReadTrigger(TriggerPlan plan) => plan;

    /// <summary>The type of a variable in a trigger's body; null for one that is not known.</summary>
    public virtual VariableType? ReadVariable(SqlTypeName type) => null;

    /// <summary>A variable's type, and what the variable holds.</summary>
    public virtual (string Sql, SqlType Kind) WriteVariable(VariableType type) =>
        throw new UntranslatableException($"it uses variables or loops, which {Title}'s triggers do not have");

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

    protected abstract string BytesOf(string hex);

    protected static string Quoted(string text, char quote) =>
        quote + text.Replace(quote.ToString(), new string(quote, 2), StringComparison.Ordinal) + quote;

    /// <summary>For databases whose texts end at U+0000, or that refuse it.</summary>
    protected static string WithoutNul(string text) => !text.Contains('\0') ? text
        : throw new UntranslatableException("a text holds the character U+0000");
}
