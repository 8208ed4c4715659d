using DataMigrator.Catalog;
using DataMigrator.Sql.Text;

namespace DataMigrator.Sql.Triggers;

/// <summary>A statement that makes a trigger or the function that it calls.</summary>
/// <param name="IsFunction">It makes a function.</param>
/// <param name="Name">The name of what it makes.</param>
/// <param name="Sql">The statement.</param>
internal sealed record TriggerSql(bool IsFunction, string Name, string Sql);

/// <summary>What a translation gives to those who write its triggers.</summary>
internal interface ITriggerContext : IRelations
{
    /// <summary>A name that nothing else has in its scope.</summary>
    string Claim(string scope, string wanted, TableName table);

    void Warn(string type, string name, string message);

    /// <summary>Warns of what is otherwise in the target in something that was written.</summary>
    void WarnOfNotes(SqlWriter writer, string kind, string name, string what = "");
}

/// <summary>Writes a translation's triggers in the target's form.</summary>
internal abstract class TriggerWriter(SqlLanguage source, SqlLanguage target, ITriggerContext context)
{
    /// <summary>Triggers of different tables may have one name.</summary>
    public virtual bool NamesAreATables => false;

    protected SqlLanguage Source => source;

    protected SqlLanguage Target => target;

    protected ITriggerContext Context => context;

    /// <summary>The statements that make a trigger.</summary>
    /// <exception cref="UntranslatableException">The reason why it can't be made.</exception>
    public IReadOnlyList<TriggerSql> Write(TriggerPlan plan, string name) => Write(plan, name, target.Writer(source, context));

    /// <summary>Triggers that set columns when a row changes; none where columns do that by themselves.</summary>
    public virtual IReadOnlyList<TriggerSql> Write(OnUpdatePlan plan) => [];

    protected abstract IReadOnlyList<TriggerSql> Write(TriggerPlan plan, string name, SqlWriter writer);

    protected void WarnOfNotes(TriggerPlan plan, SqlWriter writer) => context.WarnOfNotes(writer, "trigger", Title(plan));

    protected static string Title(TriggerPlan plan) => plan.Table.Source + "." + plan.Source.Name;

    /// <summary>A column of UPDATE OF.</summary>
    protected static string Column(TriggerPlan plan, string name) =>
        plan.Table.Relation.Columns.FirstOrDefault(c => c.Source.Equals(name, StringComparison.OrdinalIgnoreCase))?.Target
        ?? throw new UntranslatableException($"it names the column {name}, which is not found");
}
