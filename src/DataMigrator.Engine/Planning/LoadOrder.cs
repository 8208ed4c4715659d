using DataMigrator.Catalog;

namespace DataMigrator.Planning;

/// <summary>Parents before children: the strongly connected components of the target's foreign keys in topological order
/// (Tarjan's algorithm gives both), tables of equal rank in order of name. A foreign key that the target checks only at
/// commit counts as a cycle too: a whole batch would fail there with no row named.</summary>
internal static class LoadOrder
{
    public static IReadOnlyList<TransferUnit> Sort(IReadOnlyList<TableTransfer> tables)
    {
        var byTarget = new Dictionary<TableName, int>();
        for (int i = 0; i < tables.Count; i++)
        {
            byTarget[tables[i].Target.Name] = i;
        }

        int[][] parents = [.. tables.Select(t => t.Target.ForeignKeys
            .Where(f => byTarget.ContainsKey(f.ReferencedTable)).Select(f => byTarget[f.ReferencedTable])
            .Distinct().Order().ToArray())];
        return [.. Components(parents).Select(c => new TransferUnit(
            [.. c.Order().Select(i => tables[i])], c.Count > 1 || parents[c[0]].Contains(c[0])
                || tables[c[0]].Target.ForeignKeys.Any(f => f.InitiallyDeferred)))];
    }

    /// <summary>Tarjan's components, each after all that it refers to; without recursion, as catalogues may be deep.</summary>
    internal static IReadOnlyList<List<int>> Components(int[][] parents)
    {
        int n = parents.Length, counter = 0;
        int[] index = new int[n], low = new int[n], next = new int[n];
        Array.Fill(index, -1);
        bool[] onStack = new bool[n];
        var stack = new Stack<int>();
        var work = new Stack<int>();
        var components = new List<List<int>>();
        for (int root = 0; root < n; root++)
        {
            if (index[root] >= 0)
            {
                continue;
            }

            work.Push(root);
            while (work.TryPeek(out int v))
            {
                if (index[v] < 0)
                {
                    index[v] = low[v] = counter++;
                    stack.Push(v);
                    onStack[v] = true;
                }

                if (next[v] < parents[v].Length)
                {
                    int parent = parents[v][next[v]++];
                    if (index[parent] < 0)
                    {
                        work.Push(parent);
                    }
                    else if (onStack[parent])
                    {
                        low[v] = Math.Min(low[v], index[parent]);
                    }

                    continue;
                }

                work.Pop();
                if (work.TryPeek(out int child))
                {
                    low[child] = Math.Min(low[child], low[v]);
                }

                if (low[v] == index[v])
                {
                    var component = new List<int>();
                    int member;
                    do
                    {
                        member = stack.Pop();
                        onStack[member] = false;
                        component.Add(member);
                    }
                    while (member != v);
                    components.Add(component);
                }
            }
        }

        return components;
    }
}
