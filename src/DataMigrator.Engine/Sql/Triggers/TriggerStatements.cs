using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql.Triggers;

/// <summary>Writes the statements of a trigger's body: those that are SQL's own.</summary>
internal abstract class TriggerStatements
{
    protected TriggerStatements(SqlWriter writer, SqlLanguage source, SqlLanguage target, IRelations relations, TriggerPlan plan)
    {
        Writer = writer;
        Source = source;
        Target = target;
        Relations = relations;
        Plan = plan;
        Scope = new SqlScope(source.Names);
        bool folds = source.Lexical.FoldsNames;
        if (plan.Event != "DELETE")
        {
            Scope.Entries.Add(new ScopeEntry(folds ? "new" : "NEW", "NEW", plan.Table.Relation));
        }

        if (plan.Event != "INSERT")
        {
            Scope.Entries.Add(new ScopeEntry(folds ? "old" : "OLD", "OLD", plan.Table.Relation));
        }
    }

    /// <summary>What the body's expressions see.</summary>
    public SqlScope Scope { get; }

    protected SqlWriter Writer { get; }

    protected SqlLanguage Source { get; }

    protected SqlLanguage Target { get; }

    protected TriggerPlan Plan { get; }

    private IRelations Relations { get; }

    /// <summary>UPDATE and DELETE take an alias of their table.</summary>
    protected virtual bool WritesUnderAlias => false;

    /// <summary>A trigger may write to its own table.</summary>
    protected virtual bool WritesOwnTable => true;

    /// <summary>A statement that stands by itself. <paramref name="guard"/> is a further condition for those that have a WHERE.</summary>
    public string Simple(SqlStatement statement, string? guard)
    {
        switch (statement)
        {
            case SetNewStatement set:
                return SetNew(set);
            case InsertStatement insert:
                return Insert(insert, guard);
            case UpdateStatement update:
                return Update(update, guard);
            case DeleteStatement delete:
                SqlScope scope = TableScope(delete.Schema, delete.Table, delete.Alias, out string from);
                return "DELETE FROM " + from + Where(delete.Where, guard, scope);
            case RaiseStatement raise:
                return Raise(raise, guard);
            default:
                return Procedural(statement);
        }
    }

    /// <summary>A value for a column or variable.</summary>
    protected abstract string Assign(string name, string value);

    /// <summary>An error that undoes the statement.</summary>
    protected abstract string Raise(RaiseStatement raise, string? guard);

    /// <summary>A statement that not all databases' triggers have.</summary>
    protected virtual string Procedural(SqlStatement statement) => throw (statement
        is BlockStatement or LoopStatement or SetVariableStatement or SelectIntoStatement or LeaveStatement
        ? new UntranslatableException($"it uses variables or loops, which {Target.Title}'s triggers do not have")
        : new UntranslatableException("it uses a form that is not translated"));

    /// <summary>A value as a column or variable of another type takes it.</summary>
    protected virtual string Converted(SqlFragment value, RelationColumn column) => value.Sql;

    /// <summary>A value on its way into a column or variable.</summary>
    protected string Assigned(SqlExpr value, RelationColumn column, SqlScope scope)
    {
        if (column.Type == SqlType.Boolean && value is NumberExpr { Text: "0" or "1" } number)
        {
            return number.Text == "1" ? "TRUE" : "FALSE";
        }

        SqlFragment written = Writer.Value(value, scope);
        return value is TextExpr or NullExpr || written.Type == column.Type || written.Type == SqlType.Null ? written.Sql
            : Converted(written, column);
    }

    protected static RelationColumn Column(Relation relation, string name) =>
        relation.Columns.FirstOrDefault(c => c.Source.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UntranslatableException($"it names the column {name}, which is not found");

    private string SetNew(SetNewStatement set)
    {
        if (Plan.Timing != "BEFORE" || Plan.Event == "DELETE")
        {
            throw new UntranslatableException("it sets NEW where the row is written already");
        }

        RelationColumn column = Column(Plan.Table.Relation, set.Column);
        return Assign("NEW." + Target.Quote(column.Target), Assigned(set.Value, column, Scope));
    }

    private string Insert(InsertStatement insert, string? guard)
    {
        Relation relation = Written(insert.Schema, insert.Table);
        List<RelationColumn> columns = (insert.Columns.Count > 0 ? insert.Columns.Select(c => Column(relation, c)) : relation.Columns).ToList();
        string into = $"INSERT INTO {relation.Target} (" + Target.QuoteAll(columns.Select(c => c.Target)) + ")";
        if (insert.Query is not null)
        {
            return guard is null ? into + " " + Writer.Query(insert.Query, Scope).Sql
                : throw new UntranslatableException($"it inserts a query under a condition, which {Target.Title} can't");
        }

        if (insert.Rows.Any(r => r.Count != columns.Count))
        {
            throw new UntranslatableException("it inserts rows of another length than its columns");
        }

        IEnumerable<string> rows = insert.Rows.Select(r => string.Join(", ", r.Select((v, i) => Assigned(v, columns[i], Scope))));
        return guard is null ? into + " VALUES " + string.Join(", ", rows.Select(r => "(" + r + ")"))
            : into + " " + string.Join(" UNION ALL ", rows.Select(r => $"SELECT {r} WHERE {guard}"));
    }

    private string Update(UpdateStatement update, string? guard)
    {
        SqlScope scope = TableScope(update.Schema, update.Table, update.Alias, out string table);
        Relation relation = scope.Entries[0].Relation;
        IEnumerable<string> sets = update.Sets.Select(s =>
        {
            RelationColumn column = Column(relation, s.Column);
            return Target.Quote(column.Target) + " = " + Assigned(s.Value, column, scope);
        });
        return $"UPDATE {table} SET {string.Join(", ", sets)}" + Where(update.Where, guard, scope);
    }

    private string Where(SqlExpr? where, string? guard, SqlScope scope)
    {
        string? condition = where is null ? guard
            : guard is null ? Writer.Condition(where, scope)
            : $"({guard}) AND ({Writer.Condition(where, scope)})";
        return condition is null ? "" : " WHERE " + condition;
    }

    private SqlScope TableScope(string? schema, string table, string? alias, out string sql)
    {
        Relation relation = Written(schema, table);
        if (alias is not null && !WritesUnderAlias)
        {
            throw new UntranslatableException("it writes under an alias");
        }

        sql = relation.Target + (alias is null ? "" : " AS " + Target.Quote(alias));
        var scope = new SqlScope(Source.Names, Scope);
        scope.Entries.Add(new ScopeEntry(alias ?? table, alias is null ? relation.Target : Target.Quote(alias), relation));
        return scope;
    }

    private Relation Written(string? schema, string table)
    {
        Relation relation = Relations.Find(schema, table)
            ?? throw new UntranslatableException($"it writes to {table}, which is not among what was translated");
        return WritesOwnTable || !ReferenceEquals(relation, Plan.Table.Relation) ? relation
            : throw new UntranslatableException("it writes to its own table, which MySQL does not let a trigger do");
    }
}
