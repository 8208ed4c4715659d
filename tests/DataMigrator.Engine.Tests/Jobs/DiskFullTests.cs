using System.Diagnostics;
using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>A target whose disk is full: the documented code, nothing lost, and a job that goes on once there is room.</summary>
[Collection(ProcessCollection.Name)]
public sealed class DiskFullTests
{
    [Fact]
    public async Task A_full_SQLite_file_fails_the_job_and_resume_finishes_it()
    {
        await using TestDatabase source = await SourceAsync(20_000);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        using var small = new SmallDisk(3, Path.GetDirectoryName(target.Name));
        small.SkipUnlessMounted();
        await BigTable.CreateAsync(target);
        using var migration = new TestMigration(source, target);

        await FailThenFinishAsync(migration, source, target, () => small.Grow(64));
    }

    [Fact]
    public async Task A_full_tablespace_of_Postgres_fails_the_job_and_resume_finishes_it()
    {
        TestServers.Require(DatabaseKind.Postgres);
        await using TestDatabase source = await SourceAsync(20_000);
        using var small = new SmallDisk(3);
        small.SkipUnlessMounted();
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        string space = "space_" + target.Name;
        string folder = Path.Combine(small.Path, "space");
        Directory.CreateDirectory(folder);
        Assert.SkipUnless(SmallDisk.GiveTo((string)(await target.ScalarAsync("SHOW data_directory"))!, folder),
            "The server's files are not on this machine.");
        await target.ExecuteAsync($"CREATE TABLESPACE {space} LOCATION '{folder}'");
        try
        {
            await target.ExecuteAsync($"SET default_tablespace = {space}");
            await BigTable.CreateAsync(target);
            using var migration = new TestMigration(source, target);

            await FailThenFinishAsync(migration, source, target, () => small.Grow(128));
        }
        finally
        {
            await target.ExecuteAsync("DROP TABLE IF EXISTS big", $"DROP TABLESPACE {space}");
        }
    }

    [Theory]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task A_full_disk_of_MySQL_fails_the_job_and_resume_finishes_it(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await SourceAsync(150_000);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        // The database's folder becomes a disk of its own.
        string folder = Path.Combine((string)(await target.ScalarAsync("SELECT @@datadir"))!, target.Name);
        Assert.SkipUnless(Directory.Exists(folder), "The server's files are not on this machine.");
        // Large enough for InnoDB to keep a reserve: without one MariaDB gives up when it can't roll back.
        using var small = new SmallDisk(24, folder);
        small.SkipUnlessMounted();
        using var migration = new TestMigration(source, target);
        try
        {
            await BigTable.CreateAsync(target);
            await FailThenFinishAsync(migration, source, target, () => small.Grow(128));
        }
        finally
        {
            // A server whose open files vanish with the disk may fall over.
            await target.ExecuteAsync("DROP TABLE IF EXISTS big");
        }
    }

    /// <summary>The folder of the job is full in mid-table: at a line of the journal, which is then there in part, or when the
    /// whole checkpoint is due.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_disk_under_the_checkpoint_fails_the_job_and_resume_finishes_it(bool whole)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        foreach ((string table, int rows) in ((string, int)[])[("a", 5), ("b", 100)])
        {
            await source.ExecuteAsync($"CREATE TABLE {table} (id int NOT NULL PRIMARY KEY)");
            await target.ExecuteAsync($"CREATE TABLE {table} (id int NOT NULL PRIMARY KEY)");
            await Numbers.FillAsync(source, table, rows, "n");
        }

        using var migration = new TestMigration(source, target);
        string folder = Path.Combine(migration.Home, ".tmp", "migrations");
        Directory.CreateDirectory(folder);
        using var small = new SmallDisk(1, folder);
        small.SkipUnlessMounted();
        await source.CloseAsync();
        await target.CloseAsync();
        string filler = Path.Combine(folder, "filler");
        var service = new MigrationService(new MigrationServiceOptions
        {
            HomePath = migration.Home,
            ProfilePath = migration.ProfilePath,
            Log = e =>
            {
                if (e is { Message: "Migration progress", Table: "a" } && !File.Exists(filler))
                {
                    Fill(filler);
                    // The whole is written after a second.
                    Thread.Sleep(whole ? 1200 : 0);
                }
            },
        });

        MigrationJob job = await service.StartAsync(migration.Request with { BatchSize = 1 }, default);
        JobStatus failed = await job.Completion;
        Assert.True(failed.Status == JobState.Failed, migration.Describe(failed));
        Assert.Contains("Make room", failed.ErrorMessage);
        JobStatus left = migration.Service.GetStatus(job.JobId);
        Assert.Equal(JobState.Interrupted, left.Status);
        Assert.InRange(left.RowsMigrated, 1, 104);

        File.Delete(filler);
        JobStatus resumed = await migration.ResumeAsync(job.JobId);

        Assert.True(resumed.Status == JobState.Completed, migration.Describe(resumed));
        Assert.Contains(resumed.Warnings, w => w.Contains("new snapshot", StringComparison.Ordinal));
        Assert.Equal((105L, 5L, 100L), (resumed.RowsMigrated, await target.CountAsync("a"), await target.CountAsync("b")));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    public async Task A_full_disk_under_the_rows_set_aside_is_no_fault_of_the_target(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v text)",
            "INSERT INTO t VALUES (1, 'good'), (2, printf('%.*c', 2000000, 'x'))");
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v varchar(9) CHECK (length(v) < 9))");
        using var migration = new TestMigration(source, target);
        string folder = Path.Combine(migration.Home, ".tmp", "migrations");
        Directory.CreateDirectory(folder);
        using var small = new SmallDisk(1, folder);
        small.SkipUnlessMounted();
        await source.CloseAsync();

        JobStatus failed = await migration.RunAsync(r => r with { BatchSize = 1 });

        Assert.True(failed.Status == JobState.Failed, migration.Describe(failed));
        Assert.Equal(ErrorCodes.MigrationFailed, failed.ErrorCode);
        Assert.Contains("t_failed.jsonl", failed.ErrorMessage);
        Assert.Contains("Make room", failed.ErrorMessage);
        Assert.DoesNotContain(migration.Log, e => e.Message == "Retrying");

        small.Grow(32);
        JobStatus resumed = await migration.ResumeAsync(failed.JobId);

        Assert.True(resumed.Status == JobState.CompletedWithErrors, migration.Describe(resumed));
        Assert.Equal((1L, 1L, 1L), (resumed.RowsMigrated, resumed.RowsFailed, await target.CountAsync("t")));
    }

    private static void Fill(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    private static async Task<TestDatabase> SourceAsync(int rows)
    {
        TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await BigTable.CreateAsync(source);
        await BigTable.FillAsync(source, rows);
        return source;
    }

    private static async Task FailThenFinishAsync(TestMigration migration, TestDatabase source, TestDatabase target,
        Action makeRoom)
    {
        long rows = await source.CountAsync("big");
        JobStatus failed = await migration.RunAsync(r => r with { BatchSize = 500 });
        Assert.True(failed.Status == JobState.Failed, migration.Describe(failed));
        Assert.Equal(ErrorCodes.MigrationFailed, failed.ErrorCode);
        Assert.Contains("Make room", failed.ErrorMessage);
        Assert.InRange(failed.RowsMigrated, 1, rows - 1);
        Assert.Equal(0, failed.RowsFailed);

        makeRoom();
        await target.CloseAsync();
        JobStatus resumed = await migration.ResumeAsync(failed.JobId);

        Assert.True(resumed.Status == JobState.Completed, migration.Describe(resumed));
        Assert.Equal((rows, 0L), (resumed.RowsMigrated, resumed.RowsFailed));
        Assert.Equal(await BigTable.DigestAsync(source), await BigTable.DigestAsync(target));
    }

    /// <summary>A file system in memory of a few megabytes, where the test may mount one.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly TempFolder _folder = new();
        private readonly bool _mounted;

        public SmallDisk(int megabytes, string? place = null)
        {
            if (place is null)
            {
                place = Directory.CreateDirectory(_folder.File("disk")).FullName;
                Run("chmod", "755", _folder.Path);
            }

            Path = place;
            _mounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=777", "tmpfs", Path);
        }

        public string Path { get; }

        public void SkipUnlessMounted() => Assert.SkipUnless(_mounted, "A small disk can be mounted by root on Linux only.");

        public void Grow(int megabytes) => Assert.True(Run("mount", "-o", $"remount,size={megabytes}m", Path));

        /// <summary>Makes the owner of one path the owner of another too.</summary>
        public static bool GiveTo(string ownersPath, string path) => Run("chown", "--reference=" + ownersPath, path);

        public void Dispose()
        {
            if (_mounted)
            {
                Run("umount", "-l", Path);
            }

            _folder.Dispose();
        }

        private static bool Run(string command, params string[] arguments)
        {
            try
            {
                using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }
}
