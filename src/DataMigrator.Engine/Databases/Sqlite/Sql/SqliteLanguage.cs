using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>SQLite's SQL.</summary>
internal sealed class SqliteLanguage : SqlLanguage
{
    public override DatabaseKind Kind => DatabaseKind.Sqlite;

    public override NameRules Names { get; } = new SqliteNames();

    public override LexicalRules Lexical { get; } = new()
    {
        DoubleQuotes = TokenKind.DoubleQuoted, Prefixes = "x", Backticks = true, Brackets = true, OpenComments = true,
    };

    public override ScriptRules Scripts { get; } = new(BodyForm.Trigger);

    public override GrammarRules Grammar => SqliteGrammar.Rules;

    protected override IReadOnlyDictionary<string, string> OwnFunctions => SqliteFunctions.Names;

    public override ObjectStates States { get; } = new() { ViewsAreInvokers = true };

    public override string Quote(string name) => Quoted(name, '"');

    public override string Text(string value) => Quoted(WithoutNul(value), '\'');

    protected override string BytesOf(string hex) => "x'" + hex + "'";
}
