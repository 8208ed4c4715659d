using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>Binds a behaviour to each of the four databases.</summary>
public sealed class EachDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. TestServers.AllKinds.Select(kind => new TheoryDataRow<DatabaseKind>(kind))]);

    /// <summary>Each database is a test of its own already when tests are listed.</summary>
    public override bool SupportsDiscoveryEnumeration() => true;
}
