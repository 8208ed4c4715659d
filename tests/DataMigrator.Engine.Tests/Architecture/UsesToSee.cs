namespace DataMigrator.Tests.Architecture;

#pragma warning disable CA1822, CS0649 // What uses what is all that matters here.

internal sealed class Used
{
    public static int Number() => 1;
}

internal sealed class UsedFault : Exception;

internal sealed class InField
{
    public Used? Field;
}

internal sealed class InSignature
{
    public void Take(List<Used[]> used) => GC.KeepAlive(used);
}

internal sealed class InBody
{
    public int Do() => Used.Number();
}

internal sealed class InLambda
{
    public Func<int, int> Do() => i => i + Used.Number();
}

internal sealed class InIterator
{
    public IEnumerable<int> Do()
    {
        yield return Used.Number();
    }
}

internal sealed class InCatch
{
    public void Do()
    {
        try
        {
            GC.Collect(0);
        }
        catch (UsedFault)
        {
            // Seen in the table of clauses, not in the code.
        }
    }
}

internal sealed class AsArgument : List<Used>;

internal sealed class ByGenericMethod
{
    public object Do() => Enumerable.Empty<Used>();
}
