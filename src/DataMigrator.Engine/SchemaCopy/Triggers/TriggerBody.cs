using System.Text;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.SchemaCopy.Triggers;

/// <summary>Writes the statements of a trigger's body.</summary>
internal sealed partial class TriggerBody
{
    private readonly Translation _translation;
    private readonly SqlRenderer _renderer;
    private readonly TriggerPlan _plan;

    public TriggerBody(Translation translation, SqlRenderer renderer, TriggerPlan plan)
    {
        _translation = translation;
        _renderer = renderer;
        _plan = plan;
        Scope = new SqlScope(translation.From.Names);
        bool folds = translation.Source == DatabaseKind.Postgres;
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

    private bool Postgres => _translation.Target == DatabaseKind.Postgres;

    private bool Sqlite => _translation.Target == DatabaseKind.Sqlite;

    public string Statements(IReadOnlyList<SqlStatement> statements, int depth)
    {
        var text = new StringBuilder();
        string indent = new(' ', depth * 4);
        foreach (SqlStatement statement in statements)
        {
            switch (statement)
            {
                case IfStatement test:
                    If(text, test, indent, depth);
                    break;
                case BlockStatement block:
                    Block(text, block, indent, depth);
                    break;
                case LoopStatement loop:
                    Loop(text, loop, indent, depth);
                    break;
                case SelectIntoStatement select:
                    text.Append(SelectInto(select, indent));
                    break;
                case RaiseStatement { Message: not TextExpr } raise when _translation.ToMySql:
                    text.Append(RaiseMade(raise, indent));
                    break;
                default:
                    text.Append(indent).Append(Simple(statement, null)).Append(";\n");
                    break;
            }
        }

        return text.ToString();
    }

    private void If(StringBuilder text, IfStatement test, string indent, int depth)
    {
        string word = "IF ";
        foreach (IfBranch branch in test.Branches)
        {
            text.Append(indent).Append(word).Append(_renderer.Condition(branch.Condition, Scope)).Append(" THEN\n")
                .Append(Statements(branch.Then, depth + 1));
            word = Postgres ? "ELSIF " : "ELSEIF ";
        }

        if (test.Else.Count > 0)
        {
            text.Append(indent).Append("ELSE\n").Append(Statements(test.Else, depth + 1));
        }

        text.Append(indent).Append("END IF;\n");
    }

    /// <summary>A statement that is no IF. <paramref name="guard"/> is a further condition for those that have a WHERE.</summary>
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
            case SetVariableStatement set when !Sqlite:
                return SetVariable(set.Name, set.Value);
            case LeaveStatement leave when !Sqlite:
                return Leave(leave);
            case BlockStatement or LoopStatement or SetVariableStatement or SelectIntoStatement or LeaveStatement:
                throw new UntranslatableException("it uses variables or loops, which SQLite's triggers do not have");
            default:
                throw new UntranslatableException("it uses a form that is not translated");
        }
    }

    private string SetNew(SetNewStatement set)
    {
        if (_plan.Timing != "BEFORE" || _plan.Event == "DELETE")
        {
            throw new UntranslatableException("it sets NEW where the row is written already");
        }

        RelationColumn column = Column(_plan.Table.Relation, set.Column);
        string name = "NEW." + _translation.Quote(column.Target);
        string value = Assigned(set.Value, column, Scope);
        return Postgres ? $"{name} := {value}" : $"SET {name} = {value}";
    }

    /// <summary>SQLite: the value for NEW as a part of an UPDATE of the row.</summary>
    public string OwnValue(SetNewStatement set)
    {
        RelationColumn column = Column(_plan.Table.Relation, set.Column);
        return _plan.Table.RowKey.Contains(column.Source)
            ? throw new UntranslatableException("it changes the row's key, which SQLite can't within a trigger")
            : _translation.Quote(column.Target) + " = " + Assigned(set.Value, column, Scope);
    }

    /// <summary>SQLite: each branch of an IF with the condition under which it runs.</summary>
    public void Guarded(IfStatement test, string? guard, Action<IReadOnlyList<SqlStatement>, string?> branch)
    {
        string before = guard is null ? "" : $"({guard}) AND ";
        foreach (IfBranch part in test.Branches)
        {
            if (SqlWalk.All(part.Condition).Any(e => e is SubqueryExpr or ExistsExpr or InExpr { Query: not null }))
            {
                throw new UntranslatableException("it decides by a query, which SQLite can't before several statements");
            }

            string condition = _renderer.Condition(part.Condition, Scope);
            branch(part.Then, before + "(" + condition + ")");
            before += $"({condition}) IS NOT TRUE AND ";
        }

        if (test.Else.Count > 0)
        {
            branch(test.Else, before[..^" AND ".Length]);
        }
    }

    private string Insert(InsertStatement insert, string? guard)
    {
        RefuseOwnTable(insert.Schema, insert.Table);
        Relation relation = _translation.Find(insert.Schema, insert.Table)
            ?? throw new UntranslatableException($"it writes to {insert.Table}, which is not among what was translated");
        List<RelationColumn> columns = (insert.Columns.Count > 0 ? insert.Columns.Select(c => Column(relation, c)) : relation.Columns).ToList();
        string into = $"INSERT INTO {relation.Target} (" + _translation.QuoteAll(columns.Select(c => c.Target)) + ")";
        if (insert.Query is not null)
        {
            return guard is null ? into + " " + _renderer.Query(insert.Query, Scope).Sql
                : throw new UntranslatableException("it inserts a query under a condition, which SQLite can't");
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
        RefuseOwnTable(update.Schema, update.Table);
        SqlScope scope = TableScope(update.Schema, update.Table, update.Alias, out string table);
        Relation relation = scope.Entries[0].Relation;
        IEnumerable<string> sets = update.Sets.Select(s =>
        {
            RelationColumn column = Column(relation, s.Column);
            return _translation.Quote(column.Target) + " = " + Assigned(s.Value, column, scope);
        });
        return $"UPDATE {table} SET {string.Join(", ", sets)}" + Where(update.Where, guard, scope);
    }

    private string Where(SqlExpr? where, string? guard, SqlScope scope)
    {
        string? condition = where is null ? guard
            : guard is null ? _renderer.Condition(where, scope)
            : $"({guard}) AND ({_renderer.Condition(where, scope)})";
        return condition is null ? "" : " WHERE " + condition;
    }

    private SqlScope TableScope(string? schema, string table, string? alias, out string sql)
    {
        Relation relation = _translation.Find(schema, table)
            ?? throw new UntranslatableException($"it writes to {table}, which is not among what was translated");
        RefuseOwnTable(schema, table);
        if (alias is not null && !Postgres)
        {
            throw new UntranslatableException("it writes under an alias");
        }

        sql = relation.Target + (alias is null ? "" : " AS " + _translation.Quote(alias));
        var scope = new SqlScope(_translation.From.Names, Scope);
        scope.Entries.Add(new ScopeEntry(alias ?? table, alias is null ? relation.Target : _translation.Quote(alias), relation));
        return scope;
    }

    /// <summary>MySQL refuses a trigger that writes to its own table when it runs.</summary>
    private void RefuseOwnTable(string? schema, string table)
    {
        if (_translation.ToMySql && _translation.Resolve(schema, table) == _plan.Table.Source)
        {
            throw new UntranslatableException("it writes to its own table, which MySQL does not let a trigger do");
        }
    }

    private static RelationColumn Column(Relation relation, string name) =>
        relation.Columns.FirstOrDefault(c => c.Source.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UntranslatableException($"it names the column {name}, which is not found");

    /// <summary>A value on its way into a column: in PostgreSQL of a type that the column takes.</summary>
    private string Assigned(SqlExpr value, RelationColumn column, SqlScope scope)
    {
        if (column.Type == SqlType.Boolean && value is NumberExpr { Text: "0" or "1" } number)
        {
            return number.Text == "1" ? "TRUE" : "FALSE";
        }

        Piece piece = _renderer.Value(value, scope);
        bool literal = value is TextExpr or NullExpr;
        if (!Postgres || literal || piece.Type == column.Type || piece.Type == SqlType.Null || Alike(piece.Type) == Alike(column.Type))
        {
            return piece.Sql;
        }

        if (column.Type == SqlType.Integer && piece.Type == SqlType.Boolean)
        {
            return piece.Wrapped + "::integer";
        }

        return column.Type == SqlType.Text && piece.Type is SqlType.Enum or SqlType.Uuid or SqlType.Integer or SqlType.Decimal
            ? piece.Wrapped + "::text"
            : throw new UntranslatableException($"it gives {column.Source} a value of another type");
    }

    private static int Alike(SqlType type) => type switch
    {
        SqlType.Integer or SqlType.Decimal or SqlType.Float => 1,
        SqlType.Date or SqlType.Timestamp or SqlType.TimestampTz => 2,
        _ => 100 + (int)type,
    };
}
