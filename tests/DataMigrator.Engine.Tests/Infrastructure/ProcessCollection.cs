namespace DataMigrator.Tests.Infrastructure;

/// <summary>Tests that start processes and move many rows: one at a time, with no other test beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessCollection
{
    public const string Name = "Processes";
}
