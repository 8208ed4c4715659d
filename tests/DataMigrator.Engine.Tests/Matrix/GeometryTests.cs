using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Matrix;

/// <summary>Geometries whose bytes come in either order.</summary>
public sealed class GeometryTests
{
    private const string Big = "00000000070000000200000000013FF000000000000040000000000000000101000000000000000000F03F0000000000000040";
    private const string Little = "010700000002000000" + Point + Point;
    private const string Point = "0101000000000000000000F03F0000000000000040";

    [Theory]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.MySql)]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.Sqlite)]
    public async Task A_big_endian_geometry_arrives_with_its_srid(DatabaseKind from, DatabaseKind to)
    {
        TestServers.Require(from, to);
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        await source.ExecuteAsync(from == DatabaseKind.Sqlite
            ? "CREATE TABLE g (id int NOT NULL PRIMARY KEY, g geometry)" : "CREATE TABLE g (id int NOT NULL PRIMARY KEY, g bytea)");
        await source.ExecuteAsync(from == DatabaseKind.Sqlite
            ? $"INSERT INTO g VALUES (1, X'47500000000010E6{Big}'), (2, X'{Big}'), (3, NULL)"
            : $"INSERT INTO g VALUES (1, '\\xE6100000{Big}'), (2, '\\x00000000{Big}'), (3, NULL)");
        await target.ExecuteAsync(to == DatabaseKind.Postgres
            ? "CREATE TABLE g (id int NOT NULL PRIMARY KEY, g bytea)" : "CREATE TABLE g (id int NOT NULL PRIMARY KEY, g geometry)");
        using var migration = new TestMigration(source, target);

        await migration.CompleteAsync();

        string hex = to switch
        {
            DatabaseKind.Postgres => "upper(encode(g, 'hex'))",
            DatabaseKind.Sqlite => "nullif(hex(substr(g, 5)), '')",
            _ => "hex(CAST(g AS BINARY))",
        };
        Assert.Equal(["E6100000" + Little, "00000000" + Little, null],
            (await target.QueryAsync($"SELECT {hex} FROM g ORDER BY id")).Select(r => r[0]));
        Assert.True((await migration.Service.VerifyAsync(migration.Request, CancellationToken.None)).Equal);
    }
}
