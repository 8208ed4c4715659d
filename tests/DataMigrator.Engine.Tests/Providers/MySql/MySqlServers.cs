using System.Collections;

namespace DataMigrator.Tests.Providers.MySql;

/// <summary>Both servers, for theories.</summary>
public sealed class MySqlServers : IEnumerable<object[]>
{
    public IEnumerator<object[]> GetEnumerator()
    {
        yield return [DatabaseKind.MySql];
        yield return [DatabaseKind.MariaDb];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
