using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Matrix;

/// <summary>Every database as the source of every database.</summary>
public static class Directions
{
    public static TheoryData<DatabaseKind, DatabaseKind> All()
    {
        var data = new TheoryData<DatabaseKind, DatabaseKind>();
        foreach (DatabaseKind source in TestServers.AllKinds)
        {
            foreach (DatabaseKind target in TestServers.AllKinds)
            {
                data.Add(source, target);
            }
        }

        return data;
    }
}
