using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>MySQL's SQL, without ANSI_QUOTES and NO_BACKSLASH_ESCAPES.</summary>
internal class MySqlLanguage : SqlLanguage
{
    public override DatabaseKind Kind => DatabaseKind.MySql;

    public override string Title => "MySQL";

    public override Semantics Semantics => MySqlSemantics.Rules;

    public override FunctionTable Functions => MySqlFunctions.Table;

    public override NameRules Names { get; } = new MySqlNames();

    public override LexicalRules Lexical { get; } = new()
    {
        DoubleQuotes = TokenKind.Text, Prefixes = "xbn", Backticks = true, BackslashEscapes = true, HashComments = true, DashesWantBlank = true,
        RunComments = true, DigitsBeginNames = true,
    };

    public override ScriptRules Scripts { get; } = new(BodyForm.Procedural) { HasDelimiter = true, HasUserVariables = true };

    public override GrammarRules Grammar => MySqlGrammar.Rules;

    public override ObjectStates States { get; } = new()
    {
        NotEnforced = true, CheckedViews = CheckedViews.Any, InvokerClause = "SQL SECURITY INVOKER ",
    };

    public override IReadOnlyDictionary<char, DateField> DateMarks => MySqlFormats.Read;

    public override CastKind? CastOf(string type) => MySqlCasts.Read(type);

    public override SqlWriter Writer(SqlLanguage source, IRelations relations, bool deterministic = false) =>
        new MySqlWriter(source, this, relations) { Deterministic = deterministic };

    public override TriggerWriter TriggerWriter(SqlLanguage source, ITriggerContext context) => new MySqlTriggerWriter(source, this, context);

    public override VariableType? ReadVariable(SqlTypeName type) => MySqlVariables.Read(type);

    public override (string Sql, SqlType Kind) WriteVariable(VariableType type) => MySqlVariables.Write(type);

    public override SchemaRules Schema { get; } = new()
    {
        ChecksShareNames = true, RefusesChangedColumns = true, ForeignKeysShareNames = true, ScriptHead = "SET NAMES utf8mb4;\n",
    };

    public override DefaultForms Defaults { get; } = new MySqlDefaults();

    public override DefaultDoubt? Doubt(CatalogColumn column) => MySqlDefaults.CutAtZero(column);

    public override string Quote(string name) => Quoted(name, '`');

    public override string Text(string value) => Quoted(value, '\'')
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal);

    protected override string BytesOf(string hex) => "x'" + hex + "'";
}
