using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>MySQL's SQL, without ANSI_QUOTES and NO_BACKSLASH_ESCAPES.</summary>
internal class MySqlLanguage : SqlLanguage
{
    public override DatabaseKind Kind => DatabaseKind.MySql;

    public override NameRules Names { get; } = new MySqlNames();

    public override LexicalRules Lexical { get; } = new()
    {
        DoubleQuotes = TokenKind.Text, Prefixes = "xbn", Backticks = true, BackslashEscapes = true, HashComments = true, DashesWantBlank = true,
        RunComments = true, DigitsBeginNames = true,
    };

    public override ScriptRules Scripts { get; } = new(BodyForm.Procedural) { HasDelimiter = true, HasUserVariables = true };

    public override GrammarRules Grammar => MySqlGrammar.Rules;

    protected override IReadOnlyDictionary<string, string> OwnFunctions => MySqlFunctions.Names;

    public override ObjectStates States { get; } = new()
    {
        NotEnforced = true, CheckedViews = CheckedViews.Any, InvokerClause = "SQL SECURITY INVOKER ",
    };

    public override string Quote(string name) => Quoted(name, '`');

    public override string Text(string value) => Quoted(value, '\'')
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal);

    protected override string BytesOf(string hex) => "x'" + hex + "'";
}
