namespace DataMigrator.Tests.Infrastructure;

public sealed class SampleDatabaseTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite, "Track", "PlaylistTrack")]
    [InlineData(DatabaseKind.Postgres, "track", "playlist_track")]
    [InlineData(DatabaseKind.MySql, "Track", "PlaylistTrack")]
    [InlineData(DatabaseKind.MariaDb, "Track", "PlaylistTrack")]
    public async Task Chinook_loads_whole(DatabaseKind kind, string tracks, string entries)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await SampleDatabases.LoadChinookAsync(database);

        Assert.Equal(3503, await database.CountAsync(tracks));
        Assert.Equal(8715, await database.CountAsync(entries));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, 0, 0)]
    [InlineData(DatabaseKind.Postgres, 1000, 16049)]
    [InlineData(DatabaseKind.MySql, 1000, 16049)]
    [InlineData(DatabaseKind.MariaDb, 1000, 16049)]
    public async Task Sakila_loads_whole(DatabaseKind kind, long films, long payments)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await SampleDatabases.LoadSakilaAsync(database);

        Assert.Equal(films, await database.CountAsync("film"));
        Assert.Equal(payments, await database.CountAsync("payment"));
    }

    [Fact]
    public void A_script_falls_apart_where_its_client_would_cut_it()
    {
        var script = new SqlScript(DatabaseKind.MySql, """
            -- one; comment
            INSERT INTO t VALUES ('a;b', 'it''s', 'back\';slash'); # two;
            DELIMITER ;;
            CREATE TRIGGER x BEGIN SELECT 1; END;;
            DELIMITER ;
            /*!40101 SET x=1 */;
            """);

        Assert.Equal(
            [
                "INSERT INTO t VALUES ('a;b', 'it''s', 'back\\';slash')",
                "CREATE TRIGGER x BEGIN SELECT 1; END",
                "/*!40101 SET x=1 */",
            ],
            script.Statements().Select(s => s.Sql));
    }
}
