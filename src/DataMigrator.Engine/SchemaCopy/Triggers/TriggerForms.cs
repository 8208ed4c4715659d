using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.SchemaCopy.Triggers;

/// <summary>Brings triggers between the forms of the databases: RETURN goes, <c>TG_OP</c> is known, and SQLite's update of
/// the row just written becomes a value of NEW and back.</summary>
internal static class TriggerForms
{
    public static TriggerPlan FromSource(TriggerPlan plan, DatabaseKind source, DatabaseKind target)
    {
        if (plan.Event == "TRUNCATE")
        {
            throw new UntranslatableException("it runs on TRUNCATE");
        }

        IReadOnlyList<SqlStatement> body = plan.Body;
        if (source == DatabaseKind.Postgres)
        {
            body = WithoutReturn(body, plan);
            body = WithoutOperation(body, plan.Event);
        }

        plan = plan with { Body = body };
        if (source == DatabaseKind.Sqlite && target != DatabaseKind.Sqlite)
        {
            plan = OwnRowAsNew(plan);
        }

        return plan;
    }

    /// <summary>The last RETURN gives the row back; one elsewhere would end the trigger or drop the row.</summary>
    private static List<SqlStatement> WithoutReturn(IReadOnlyList<SqlStatement> body, TriggerPlan plan)
    {
        if (body is [BlockStatement only])
        {
            if (only.Label is not null && Flatten(only.Body).Any(s => s is LeaveStatement leave && leave.Label == only.Label))
            {
                throw new UntranslatableException("it leaves its function without RETURN");
            }

            return [only with { Body = WithoutReturn(only.Body, plan) }];
        }

        var kept = body.ToList();
        if (kept is [.., ReturnStatement last])
        {
            bool drops = last.What == "NULL" ? plan.Timing != "AFTER"
                : last.What == "OLD" && plan is { Timing: "BEFORE", Event: not "DELETE" };
            if (drops)
            {
                throw new UntranslatableException("it keeps the row from being written");
            }

            kept.RemoveAt(kept.Count - 1);
        }

        if (Flatten(kept).Any(s => s is ReturnStatement))
        {
            throw new UntranslatableException("it returns in the middle");
        }

        return kept;
    }

    private static IEnumerable<SqlStatement> Flatten(IEnumerable<SqlStatement> statements) =>
        statements.SelectMany(s => s switch
        {
            IfStatement test => test.Branches.SelectMany(b => Flatten(b.Then)).Concat(Flatten(test.Else)).Prepend(s),
            BlockStatement block => Flatten(block.Body).Prepend(s),
            LoopStatement loop => Flatten(loop.Body).Prepend(s),
            _ => [s],
        });

    /// <summary><c>TG_OP = 'INSERT'</c> in IF decides by the event at hand.</summary>
    private static List<SqlStatement> WithoutOperation(IReadOnlyList<SqlStatement> body, string operation)
    {
        var kept = new List<SqlStatement>();
        foreach (SqlStatement statement in body)
        {
            if (statement is not IfStatement test)
            {
                kept.Add(statement switch
                {
                    BlockStatement block => block with { Body = WithoutOperation(block.Body, operation) },
                    LoopStatement loop => loop with { Body = WithoutOperation(loop.Body, operation) },
                    _ => statement,
                });
                continue;
            }

            var branches = new List<IfBranch>();
            IReadOnlyList<SqlStatement>? otherwise = null;
            foreach (IfBranch branch in test.Branches)
            {
                bool? known = Operation(branch.Condition, operation);
                List<SqlStatement> then = WithoutOperation(branch.Then, operation);
                if (known == true)
                {
                    otherwise = then;
                    break;
                }

                if (known is null)
                {
                    branches.Add(new IfBranch(branch.Condition, then));
                }
            }

            otherwise ??= WithoutOperation(test.Else, operation);
            if (branches.Count == 0)
            {
                kept.AddRange(otherwise);
            }
            else
            {
                kept.Add(new IfStatement(branches, otherwise));
            }
        }

        return kept;
    }

    private static bool? Operation(SqlExpr condition, string operation) =>
        condition is BinaryExpr { Operator: "=" or "<>", Left: NameExpr { Qualifier: null } name, Right: TextExpr text } test
        && name.Name.Equals("tg_op", StringComparison.OrdinalIgnoreCase)
            ? (text.Value == operation) == (test.Operator == "=")
            : null;

    /// <summary>SQLite can't change NEW, so its triggers update the row after it was written. The others can't do that
    /// within a trigger on the same table, and change NEW before.</summary>
    private static TriggerPlan OwnRowAsNew(TriggerPlan plan)
    {
        bool own = plan is { Timing: "AFTER", Event: "INSERT" or "UPDATE" } && plan.Body.Count > 0
            && plan.Body.All(s => s is UpdateStatement update && IsOwnRow(update, plan));
        return !own ? plan : plan with
        {
            Timing = "BEFORE",
            Body = plan.Body.Cast<UpdateStatement>()
                .SelectMany(u => u.Sets.Select(s => (SqlStatement)new SetNewStatement(s.Column, s.Value))).ToList(),
        };
    }

    private static bool IsOwnRow(UpdateStatement update, TriggerPlan plan)
    {
        if (!update.Table.Equals(plan.Table.Source.Name, StringComparison.OrdinalIgnoreCase) || update.Where is null
            || update.Sets.Any(s => SqlWalk.All(s.Value).Any(e => e is NameExpr { Qualifier: null } or SubqueryExpr)))
        {
            return false;
        }

        var columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (SqlExpr part in Conjunction(update.Where))
        {
            NameExpr? own = part is BinaryExpr { Operator: "=", Left: NameExpr left, Right: NameExpr right }
                ? IsNew(right) && SameName(left, right) ? left : IsNew(left) && SameName(left, right) ? right : null
                : null;
            if (own is null)
            {
                return false;
            }

            columns.Add(own.Name);
        }

        return columns.SetEquals(plan.Table.RowKey)
            || columns is { Count: 1 } && columns.First().ToLowerInvariant() is "rowid" or "oid" or "_rowid_";
    }

    private static bool IsNew(NameExpr name) => name.Qualifier?.Equals("new", StringComparison.OrdinalIgnoreCase) == true;

    private static bool SameName(NameExpr a, NameExpr b) => a.Name.Equals(b.Name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<SqlExpr> Conjunction(SqlExpr expr) =>
        expr is BinaryExpr { Operator: "AND" } and ? Conjunction(and.Left).Concat(Conjunction(and.Right)) : [expr];
}
