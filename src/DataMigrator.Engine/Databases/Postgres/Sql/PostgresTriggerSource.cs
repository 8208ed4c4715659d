using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>Brings a trigger of PostgreSQL into the shared terms: RETURN goes, and <c>TG_OP</c> is known.</summary>
internal static class PostgresTriggerSource
{
    public static TriggerPlan Read(TriggerPlan plan) =>
        plan with { Body = WithoutOperation(WithoutReturn(plan.Body, plan), plan.Event) };

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
}
