using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>What lies in a job's folder is damaged, edited, cut or deleted between a kill and resume.</summary>
public sealed class DamageTests
{
    private const int Rows = 400;
    private const int Fuzzed = 300;

    [Fact]
    public async Task A_fuzzed_checkpoint_is_a_clear_error_or_makes_no_difference()
    {
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TargetAsync();
        using var migration = new TestMigration(source, target);
        using var kept = new TempFolder();
        string jobId = await KillAsync(migration, target, kept, 20);
        string folder = migration.JobFolder(jobId);
        Assert.True(new FileInfo(kept.File("checkpoint.log")).Length > 0, "The journal is empty: the test shows nothing of it.");

        int refused = 0, ended = 0;
        for (int seed = 1; seed <= Fuzzed; seed++)
        {
            await target.CloseAsync();
            Restore(kept, folder, target.Name);
            string what = Fuzz.Damage(new Random(seed), Path.Combine(folder, "checkpoint.json"), Path.Combine(folder, "checkpoint.log"),
                Path.Combine(folder, "checkpoint.seq"));
            JobStatus status;
            try
            {
                status = await migration.ResumeAsync(jobId);
            }
            catch (MigrationException e)
            {
                Assert.True(e.Code == ErrorCodes.CheckpointNotFound && e.Message.Contains("start a new", StringComparison.Ordinal),
                    $"{seed}, {what}: {e.Code} {e.Message}");
                refused++;
                continue;
            }

            Assert.True(status.Status == JobState.CompletedWithErrors, $"{seed}, {what}: {migration.Describe(status)}");
            await CheckEndAsync(target, status, $"{seed}, {what}");
            ended++;
        }

        // Most damage is refused; that of the last line, or of none, is not.
        Assert.InRange(refused, Fuzzed / 2, Fuzzed - 1);
        Assert.Equal(Fuzzed, refused + ended);
    }

    [Fact]
    public async Task A_reject_file_that_was_cut_or_deleted_is_noticed_and_goes_on_with_whole_lines()
    {
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TargetAsync();
        using var migration = new TestMigration(source, target);
        using var kept = new TempFolder();
        string jobId = await KillAsync(migration, target, kept, 20);
        string rejects = Path.Combine(migration.JobFolder(jobId), "t_failed.jsonl");
        int before = File.ReadAllLines(kept.File("t_failed.jsonl")).Length;
        Assert.True(before > 2);

        foreach (bool deleted in (bool[])[false, true])
        {
            await target.CloseAsync();
            Restore(kept, migration.JobFolder(jobId), target.Name);
            long length = new FileInfo(rejects).Length;
            if (deleted)
            {
                File.Delete(rejects);
            }
            else
            {
                using FileStream file = File.OpenWrite(rejects);
                file.SetLength(length - 10);
            }

            JobStatus status = await migration.ResumeAsync(jobId);

            Assert.True(status.Status == JobState.CompletedWithErrors, migration.Describe(status));
            string warning = Assert.Single(status.Warnings, w => w.Contains("t_failed.jsonl", StringComparison.Ordinal));
            Assert.Contains(deleted ? $"0 of {length} bytes and 0 whole rows" : $"{length - 10} of {length} bytes and {before - 1} whole rows", warning,
                StringComparison.Ordinal);
            Assert.Equal(Rows / 10, status.RowsFailed);
            Assert.Equal(Rows / 10 - (deleted ? before : 1), TestMigration.Rejects(status, "t").Count);
            Assert.Equal(Rows - Rows / 10, await target.CountAsync("t"));
        }
    }

    /// <summary>SQLite counts by the smallest index; this one was made for ten rows and says that it is for all.</summary>
    [Fact]
    public async Task Rows_read_that_are_not_those_that_the_source_counts_fail_the_job()
    {
        await using TestDatabase source = await SourceAsync();
        await source.ExecuteAsync("CREATE INDEX few ON t (v) WHERE id <= 10", "PRAGMA writable_schema = ON",
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX few ON t (v)' WHERE name = 'few'");
        await using TestDatabase target = await TargetAsync();
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.RunAsync();

        Assert.Equal((JobState.Failed, ErrorCodes.MigrationFailed), (status.Status, status.ErrorCode));
        Assert.Contains($"{Rows} rows were read", status.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("counts 10 in the same snapshot", status.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resumed_job_says_that_the_source_holds_other_rows_than_it_read()
    {
        await using TestDatabase source = await SourceAsync();
        await using TestDatabase target = await TargetAsync();
        using var migration = new TestMigration(source, target);
        using var kept = new TempFolder();
        string jobId = await KillAsync(migration, target, kept, 20);
        await target.CloseAsync();
        Restore(kept, migration.JobFolder(jobId), target.Name);
        await source.ExecuteAsync("DELETE FROM t WHERE id < 5");
        await source.CloseAsync();

        JobStatus status = await migration.ResumeAsync(jobId);

        Assert.Contains(status.Warnings, w => w.Contains($"{Rows} rows were read", StringComparison.Ordinal)
            && w.Contains($"holds {Rows - 4} now", StringComparison.Ordinal));
    }

    private static async Task CheckEndAsync(TestDatabase target, JobStatus status, string what)
    {
        Assert.True((Rows - Rows / 10, Rows / 10) == (status.RowsMigrated, status.RowsFailed),
            $"{what}: {status.RowsMigrated} migrated, {status.RowsFailed} failed");
        Assert.True(TestMigration.Rejects(status, "t").Count == Rows / 10, $"{what}: the reject file");
        Assert.True(await target.CountAsync("t") == Rows - Rows / 10, $"{what}: the target's rows");
    }

    /// <summary>Runs a job to its end and keeps what a kill after so many batches would have left of it and of its target.</summary>
    private static async Task<string> KillAsync(TestMigration migration, TestDatabase target, TempFolder kept, int batches)
    {
        await target.CloseAsync();
        bool committed = false;
        int commits = 0;
        FailPoint.Observer.Value = place =>
        {
            // Between two transactions the file may be opened and closed beside the job's connection, which has no lock then.
            commits += place == "commit.after" ? 1 : 0;
            if (place == "journal.after" && committed && commits >= batches && kept.IsEmpty)
            {
                string folder = Directory.GetDirectories(Path.Combine(migration.Home, ".tmp", "migrations")).Single();
                foreach (string file in Directory.EnumerateFiles(folder).Where(f => Path.GetFileName(f) != "lock"))
                {
                    File.Copy(file, kept.File(Path.GetFileName(file)));
                }

                File.Copy(target.Name, kept.File("target.db"));
            }

            committed = place == "commit.after" || (committed && place != "journal.after");
        };
        try
        {
            return (await migration.RunAsync(r => r with { BatchSize = 5 })).JobId;
        }
        finally
        {
            FailPoint.Observer.Value = null;
        }
    }

    private static void Restore(TempFolder kept, string folder, string target)
    {
        foreach (string file in Directory.EnumerateFiles(folder).Where(f => Path.GetFileName(f) != "lock"))
        {
            File.Delete(file);
        }

        foreach (string file in Directory.EnumerateFiles(kept.Path))
        {
            string name = Path.GetFileName(file);
            File.Copy(file, name == "target.db" ? target : Path.Combine(folder, name), overwrite: true);
        }
    }

    private static async Task<TestDatabase> SourceAsync()
    {
        TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v int)");
        await Numbers.FillAsync(source, "t", Rows, "n, n % 10");
        return source;
    }

    private static async Task<TestDatabase> TargetAsync()
    {
        TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v int CHECK (v > 0))");
        return target;
    }
}
