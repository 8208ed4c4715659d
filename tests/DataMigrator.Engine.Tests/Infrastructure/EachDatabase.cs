using System.Reflection;
using Xunit.Sdk;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>Binds a behaviour to each of the four databases.</summary>
public sealed class EachDatabaseAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        TestServers.AllKinds.Select(kind => new object[] { kind });
}
