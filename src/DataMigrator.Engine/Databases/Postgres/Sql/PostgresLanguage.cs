using System.Collections.Immutable;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>PostgreSQL's SQL, with <c>standard_conforming_strings</c> on.</summary>
internal sealed class PostgresLanguage : SqlLanguage
{
    public override DatabaseKind Kind => DatabaseKind.Postgres;

    public override string Title => "PostgreSQL";

    public override Semantics Semantics => PostgresSemantics.Rules;

    public override FunctionTable Functions => PostgresFunctions.Table;

    public override NameRules Names { get; } = new PostgresNames();

    public override LexicalRules Lexical { get; } = new()
    {
        DoubleQuotes = TokenKind.Quoted, Prefixes = "xben", DollarQuotes = true, NestedComments = true, CarriageReturnEndsLine = true,
        FoldsNames = true, UnicodeNames = true,
    };

    public override ScriptRules Scripts { get; } = new(BodyForm.Atomic) { HasClientCommands = true };

    public override GrammarRules Grammar => PostgresGrammar.Rules;

    public override ObjectStates States { get; } = new()
    {
        NotValid = true, NoInherit = true, CheckedViews = CheckedViews.OfOneTable, InvokerOption = "security_invoker=true",
        BarrierOption = "security_barrier=true",
    };

    public override IReadOnlyDictionary<char, DateField> DateMarks => ImmutableDictionary<char, DateField>.Empty;

    public override CastKind? CastOf(string type) => PostgresCasts.Read(type);

    public override SqlWriter Writer(SqlLanguage source, IRelations relations, bool deterministic = false) =>
        new PostgresWriter(source, this, relations) { Deterministic = deterministic };

    public override TriggerWriter TriggerWriter(SqlLanguage source, ITriggerContext context) => new PostgresTriggerWriter(source, this, context);

    public override TriggerPlan ReadTrigger(TriggerPlan plan) => PostgresTriggerSource.Read(plan);

    public override VariableType? ReadVariable(SqlTypeName type) => PostgresVariables.Read(type);

    public override (string Sql, SqlType Kind) WriteVariable(VariableType type) => (PostgresVariables.Write(type), type.Type);

    public override SchemaRules Schema { get; } = new()
    {
        ViewsKnowWhatTheyRead = true, CopiesFunctions = true, DefersForeignKeys = true, MatchesFull = true, SetsSomeColumns = true,
        TakesAnyAction = true,
        ScriptHead = "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n",
    };

    public override DefaultForms Defaults { get; } = new PostgresDefaults();

    public override string Quote(string name) => Quoted(name, '"');

    public override string Text(string value) => Quoted(WithoutNul(value), '\'');

    protected override string BytesOf(string hex) => "'\\x" + hex + "'::bytea";
}
