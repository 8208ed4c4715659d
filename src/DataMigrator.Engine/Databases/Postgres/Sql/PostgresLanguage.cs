using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>PostgreSQL's SQL, with <c>standard_conforming_strings</c> on.</summary>
internal sealed class PostgresLanguage : SqlLanguage
{
    public override DatabaseKind Kind => DatabaseKind.Postgres;

    public override NameRules Names { get; } = new PostgresNames();

    public override LexicalRules Lexical { get; } = new()
    {
        DoubleQuotes = TokenKind.Quoted, Prefixes = "xben", DollarQuotes = true, NestedComments = true, CarriageReturnEndsLine = true,
        FoldsNames = true, UnicodeNames = true,
    };

    public override ScriptRules Scripts { get; } = new(BodyForm.Atomic) { HasClientCommands = true };

    public override GrammarRules Grammar => PostgresGrammar.Rules;

    protected override IReadOnlyDictionary<string, string> OwnFunctions => PostgresFunctions.Names;

    public override ObjectStates States { get; } = new()
    {
        NotValid = true, NoInherit = true, CheckedViews = CheckedViews.OfOneTable, InvokerOption = "security_invoker=true",
        BarrierOption = "security_barrier=true",
    };

    public override string Quote(string name) => Quoted(name, '"');

    public override string Text(string value) => Quoted(WithoutNul(value), '\'');

    protected override string BytesOf(string hex) => "'\\x" + hex + "'::bytea";
}
