using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.Databases.Sqlite.Sql;

/// <summary>Brings a trigger of SQLite into the shared terms: its update of the row just written becomes a value of NEW.</summary>
internal static class SqliteTriggerSource
{
    /// <summary>SQLite can't change NEW, so its triggers update the row after it was written. The others can't do that
    /// within a trigger on the same table, and change NEW before.</summary>
    public static TriggerPlan Read(TriggerPlan plan)
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
