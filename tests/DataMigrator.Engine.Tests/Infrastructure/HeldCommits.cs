namespace DataMigrator.Tests.Infrastructure;

/// <summary>Makes the commits of a server wait for a replica that is not there, until it is let go.</summary>
internal sealed class HeldCommits : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private HeldCommits(TestDatabase database) => _database = database;

    public static async Task<HeldCommits> HoldAsync(TestDatabase database)
    {
        await database.ExecuteAsync(database.Kind switch
        {
            DatabaseKind.Postgres => ["ALTER SYSTEM SET synchronous_standby_names = 'absent'", "SELECT pg_reload_conf()"],
            DatabaseKind.MySql => ["SET GLOBAL rpl_semi_sync_source_timeout = 1000000000", "SET GLOBAL rpl_semi_sync_source_enabled = 1"],
            _ => ["SET GLOBAL rpl_semi_sync_master_wait_point = AFTER_SYNC", "SET GLOBAL rpl_semi_sync_master_timeout = 1000000000",
                "SET GLOBAL rpl_semi_sync_master_enabled = 1"],
        });
        return new HeldCommits(database);
    }

    /// <summary>Waits until a commit waits.</summary>
    public async Task WaitAsync()
    {
        string waiting = _database.Kind switch
        {
            DatabaseKind.Postgres => "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'",
            DatabaseKind.MySql => "SELECT variable_value FROM performance_schema.global_status "
                + "WHERE variable_name = 'Rpl_semi_sync_source_wait_sessions'",
            _ => "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'Rpl_semi_sync_master_wait_sessions'",
        };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (Convert.ToInt64(await _database.ScalarAsync(waiting)) == 0)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Lets what waits be committed.</summary>
    public ValueTask DisposeAsync() => new(_database.ExecuteAsync(_database.Kind switch
    {
        DatabaseKind.Postgres => ["ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()"],
        DatabaseKind.MySql => ["SET GLOBAL rpl_semi_sync_source_enabled = 0"],
        _ => ["SET GLOBAL rpl_semi_sync_master_enabled = 0"],
    }));
}
