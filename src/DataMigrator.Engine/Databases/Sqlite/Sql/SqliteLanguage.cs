using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>SQLite's SQL.</summary>
internal sealed class SqliteLanguage : SqlLanguage
{
    public override DatabaseKind Kind => DatabaseKind.Sqlite;

    public override string Title => "SQLite";

    public override Semantics Semantics => SqliteSemantics.Rules;

    public override FunctionTable Functions => SqliteFunctions.Table;

    public override NameRules Names { get; } = new SqliteNames();

    public override LexicalRules Lexical { get; } = new()
    {
        DoubleQuotes = TokenKind.DoubleQuoted, Prefixes = "x", Backticks = true, Brackets = true, OpenComments = true,
    };

    public override ScriptRules Scripts { get; } = new(BodyForm.Trigger);

    public override GrammarRules Grammar => SqliteGrammar.Rules;

    public override ObjectStates States { get; } = new() { ViewsAreInvokers = true };

    public override IReadOnlyDictionary<char, DateField> DateMarks => SqliteFormats.Read;

    public override CastKind? CastOf(string type) => SqliteCasts.Read(type);

    public override SqlWriter Writer(SqlLanguage source, IRelations relations, bool deterministic = false) =>
        new SqliteWriter(source, this, relations) { Deterministic = deterministic };

    public override TriggerWriter TriggerWriter(SqlLanguage source, ITriggerContext context) => new SqliteTriggerWriter(source, this, context);

    public override TriggerPlan ReadTrigger(TriggerPlan plan) => SqliteTriggerSource.Read(plan);

    public override SchemaRules Schema { get; } = new() { ViewsAreStatements = true, ForeignKeysInTables = true, DefersForeignKeys = true, TakesAnyAction = true };

    public override DefaultForms Defaults { get; } = new SqliteDefaults();

    public override PresentText PresentText(SqlExpr expr) => SqliteDefaults.PresentText(expr);

    public override string Quote(string name) => Quoted(name, '"');

    public override string Text(string value) => Quoted(WithoutNul(value), '\'');

    protected override string BytesOf(string hex) => "x'" + hex + "'";
}
