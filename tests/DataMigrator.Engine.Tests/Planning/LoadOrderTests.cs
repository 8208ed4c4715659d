using CsCheck;
using DataMigrator.Planning;

namespace DataMigrator.Tests.Planning;

public sealed class LoadOrderTests
{
    [Fact]
    public void Parents_come_before_children_and_a_cycle_is_one_group()
    {
        // 0 refers to 1, 1 to 2, 2 to 1 and to 3.
        IReadOnlyList<List<int>> order = LoadOrder.Components([[1], [2], [1, 3], []]);
        Assert.Equal([[3], [1, 2], [0]], order.Select(c => c.Order().ToArray()).ToArray());
    }

    [Fact]
    public void Every_table_comes_once_and_after_all_it_refers_to() => 
        Gen.Int[1, 40].SelectMany(n => Gen.Int[0, n - 1].Array[3].Array[n]).Sample(parents =>
        {
            IReadOnlyList<List<int>> order = LoadOrder.Components(parents);
            int[] place = new int[parents.Length];
            for (int i = 0; i < order.Count; i++)
            {
                order[i].ForEach(t => place[t] = i);
            }

            return order.Sum(c => c.Count) == parents.Length
                && Enumerable.Range(0, parents.Length).All(t => parents[t].All(p => place[p] <= place[t]));
        });

    [Fact]
    public void A_chain_of_a_hundred_thousand_tables_does_not_overflow_the_stack() =>
        Assert.Equal(100_000, LoadOrder.Components([.. Enumerable.Range(0, 100_000)
            .Select(i => i == 99_999 ? Array.Empty<int>() : [i + 1])]).Count);
}
