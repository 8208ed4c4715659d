namespace DataMigrator.Tests.Infrastructure;

/// <summary>Tests that start processes and move many rows: one at a time, with no other test beside them. They share servers that
/// may be stopped.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessCollection : ICollectionFixture<OwnServers>
{
    public const string Name = "Processes";
}
