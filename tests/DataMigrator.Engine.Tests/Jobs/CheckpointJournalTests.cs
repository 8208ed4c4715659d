using System.Text.Json;
using DataMigrator.Jobs;

namespace DataMigrator.Tests.Jobs;

/// <summary>checkpoint.json and the lines of checkpoint.log together are the checkpoint, wherever a process or a machine
/// dies.</summary>
public sealed class CheckpointJournalTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("dm-").FullName;
    private readonly JobFolder _folder;
    private readonly JobTracker _tracker;

    public CheckpointJournalTests()
    {
        _folder = JobFolder.Create(_home);
        _tracker = new JobTracker(New(), _folder, null) { WriteWholeEvery = TimeSpan.MaxValue };
    }

    public void Dispose()
    {
        _tracker.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task A_commit_is_a_line_and_is_read_with_the_checkpoint()
    {
        await _tracker.SaveAsync(_ => { }, default);
        string whole = File.ReadAllText(_folder.CheckpointFile);
        CommitIntent intent = new([new TableProgress("a", 5, 4, 1, 40, ["5"], 12)], "a", ["5"], null, 7);
        await _tracker.IntendAsync(intent, default);
        Assert.Equal(("a", "5"), (Read().Intent!.ProbeTable, Read().Intent!.ProbeKey![0]));
        Assert.Equal(0, Read().Tables[0].RowsMigrated);

        await _tracker.ApplyAsync(intent, default);
        await _tracker.NoteAsync(["b"], c => (c.CurrentTable, _tracker.Table("b").Status) = ("b", TableState.InProgress), false, default);

        Assert.Equal(whole, File.ReadAllText(_folder.CheckpointFile));
        Checkpoint read = Read();
        Assert.Equal(Text(_tracker.Checkpoint), Text(read));
        Assert.Equal((4L, 1L, 12L, 7L, "b"), (read.Tables[0].RowsMigrated, read.Tables[0].RowsFailed, read.Tables[0].RejectBytes,
            read.FkBytes, read.CurrentTable));
        Assert.Null(read.Intent);
    }

    [Fact]
    public async Task A_line_that_was_not_written_to_its_end_is_passed_over()
    {
        await CommitAsync(3);
        byte[] journal = File.ReadAllBytes(_folder.JournalFile);
        int last = Array.LastIndexOf(journal, (byte)'\n', journal.Length - 2) + 1;
        for (int length = last; length < journal.Length; length++)
        {
            File.WriteAllBytes(_folder.JournalFile, journal[..length]);
            Assert.Equal(2, Read().Tables[0].RowsMigrated);
            // As a file may look whose length reached the disk and whose content did not.
            File.WriteAllBytes(_folder.JournalFile, [.. journal[..length], .. new byte[journal.Length - length]]);
            Assert.Equal(2, Read().Tables[0].RowsMigrated);
        }

        File.WriteAllBytes(_folder.JournalFile, journal);
        Assert.Equal(3, Read().Tables[0].RowsMigrated);
    }

    [Fact]
    public async Task Lines_that_the_checkpoint_holds_already_change_nothing()
    {
        await CommitAsync(3);
        byte[] older = File.ReadAllBytes(_folder.JournalFile);
        await _tracker.SaveAsync(_ => _tracker.Table("a").RowsMigrated = 50, default);
        Assert.Empty(File.ReadAllBytes(_folder.JournalFile));

        // The machine died between the new checkpoint and the new journal.
        File.WriteAllBytes(_folder.JournalFile, older);

        Assert.Equal(50, Read().Tables[0].RowsMigrated);
    }

    [Fact]
    public async Task A_missing_line_is_an_error_that_says_what_to_do()
    {
        await CommitAsync(3);
        string[] lines = File.ReadAllLines(_folder.JournalFile);
        File.WriteAllLines(_folder.JournalFile, [lines[0], lines[2]]);
        MigrationException e = Assert.Throws<MigrationException>(Read);
        Assert.Contains("missing before line 2", e.Message, StringComparison.Ordinal);
        Assert.Contains("start a new job", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_line_within_is_an_error_and_the_last_is_passed_over()
    {
        await CommitAsync(3);
        string[] lines = File.ReadAllLines(_folder.JournalFile);
        string damaged = lines[1].Replace("\"rows_migrated\":2", "\"rows_migrated\":9");
        File.WriteAllLines(_folder.JournalFile, [lines[0], damaged]);
        Assert.Equal(1, Read().Tables[0].RowsMigrated);
        File.WriteAllLines(_folder.JournalFile, [lines[0], damaged, lines[2]]);
        Assert.Contains("line 2 of its journal is damaged", Assert.Throws<MigrationException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_digit_or_a_member_of_another_name_is_not_believed()
    {
        await _tracker.SaveAsync(_ => _tracker.Table("a").LastKey = ["1000"], default);
        string whole = File.ReadAllText(_folder.CheckpointFile);
        Assert.Contains("\"1000\"", whole, StringComparison.Ordinal);
        File.WriteAllText(_folder.CheckpointFile, whole.Replace("\"1000\"", "\"2000\""));
        Assert.Contains("checksum", Assert.Throws<MigrationException>(Read).Message, StringComparison.Ordinal);

        // What is sealed, but not known, was not understood either.
        string other = whole[..whole.LastIndexOf(',')].Replace("\"fk_bytes\"", "\"fk\"").Replace("\"status\"", "\"state\"") + "}";
        File.WriteAllBytes(_folder.CheckpointFile, Checksum.Seal(System.Text.Encoding.UTF8.GetBytes(other)));
        Assert.Contains("state", Assert.Throws<MigrationException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_of_an_earlier_version_can_be_read_and_not_one_whose_checksum_was_taken_away()
    {
        await _tracker.SaveAsync(_ => { }, default);
        string whole = File.ReadAllText(_folder.CheckpointFile);
        string bare = whole[..whole.LastIndexOf(',')] + "\n}";
        File.WriteAllText(_folder.CheckpointFile, bare);
        Assert.Contains("checksum is missing", Assert.Throws<MigrationException>(Read).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder.CheckpointFile, bare.Replace("\"version\": 2", "\"version\": 1"));
        Assert.Equal(1, Read().Version);
    }

    [Fact]
    public async Task A_job_that_is_taken_up_begins_a_journal_of_its_own()
    {
        await CommitAsync(3);
        File.AppendAllText(_folder.JournalFile, "{\"sequence\":5,\"tab");
        Checkpoint taken = Read();
        using var next = new JobTracker(taken, _folder, null) { WriteWholeEvery = TimeSpan.MaxValue };
        await next.SaveAsync(_ => { }, default);
        Assert.Equal(3, Read().Tables[0].RowsMigrated);
        await next.NoteAsync(["a"], _ => next.Table("a").RowsMigrated = 4, false, default);

        Assert.Equal(4, Read().Tables[0].RowsMigrated);
        Assert.Single(File.ReadAllLines(_folder.JournalFile));
    }

    [Fact]
    public async Task What_is_written_can_be_read_at_once_and_at_any_moment()
    {
        await _tracker.SaveAsync(_ => { }, default);
        using var done = new CancellationTokenSource();
        // Threads of their own: they never rest, and the pool's are needed by the tests beside this one.
        Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(() =>
        {
            long before = 0;
            while (!done.IsCancellationRequested)
            {
                Checkpoint read = Read();
                Assert.InRange(read.Sequence, before, long.MaxValue);
                Assert.Equal(read.Tables[0].RowsMigrated, read.FkBytes);
                before = read.Sequence;
            }
        }, default, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        for (int i = 1; i <= 300; i++)
        {
            int rows = i;
            Action<Checkpoint> change = c => c.FkBytes = _tracker.Table("a").RowsMigrated = rows;
            await (i % 7 == 0 ? _tracker.SaveAsync(change, default) : _tracker.NoteAsync(["a"], change, false, default));
            Assert.Equal(rows, Read().Tables[0].RowsMigrated);
        }

        done.Cancel();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task The_whole_is_written_when_it_is_due()
    {
        using var tracker = new JobTracker(New(), _folder, null) { WriteWholeEvery = TimeSpan.Zero };
        await tracker.SaveAsync(_ => { }, default);
        await tracker.NoteAsync(["a"], c => (c.CurrentTable, tracker.Table("a").Status) = ("a", TableState.Completed), true, default);
        using JsonDocument whole = JsonDocument.Parse(File.ReadAllText(_folder.CheckpointFile));
        Assert.Equal("a", whole.RootElement.GetProperty("completed_tables")[0].GetString());
        Assert.Equal("completed", whole.RootElement.GetProperty("current_table_status").GetString());
    }

    [Fact]
    public async Task A_journal_of_another_job_is_refused()
    {
        await CommitAsync(1);
        byte[] line = File.ReadAllBytes(_folder.JournalFile);
        string json = System.Text.Encoding.UTF8.GetString(line.AsSpan(0, line.AsSpan().IndexOf((byte)'\t')));
        File.WriteAllBytes(_folder.JournalFile,
            Checksum.SealLine(System.Text.Encoding.UTF8.GetBytes(json.Replace("\"table\":\"a\"", "\"table\":\"z\""))));
        Assert.Equal(ErrorCodes.CheckpointNotFound, Assert.Throws<MigrationException>(Read).Code);
    }

    /// <summary>The whole checkpoint, then lines that set the rows to 1, 2, 3.</summary>
    private async Task CommitAsync(int lines)
    {
        await _tracker.SaveAsync(_ => { }, default);
        for (int i = 1; i <= lines; i++)
        {
            int rows = i;
            await _tracker.NoteAsync(["a"], _ => _tracker.Table("a").RowsMigrated = rows, false, default);
        }

        Assert.Equal(lines, File.ReadAllLines(_folder.JournalFile).Length);
    }

    private Checkpoint Read() => new CheckpointStore(_folder).Read();

    private static string Text(Checkpoint checkpoint)
    {
        string json = JsonSerializer.Serialize(checkpoint, CheckpointJson.Default.Checkpoint);
        // What follows from the tables is written with the whole only.
        using JsonDocument document = JsonDocument.Parse(json);
        return string.Join('\n', document.RootElement.EnumerateObject()
            .Where(p => p.Name is not ("current_table_status" or "tables_remaining" or "completed_tables")).Select(p => p.ToString()));
    }

    private Checkpoint New() => new()
    {
        JobId = _folder.JobId,
        SourceProfile = "source",
        TargetProfile = "target",
        Options = new CheckpointOptions(null, [], [], 1, 1, false, false, true, false, false),
        Tables = [new TableCheckpoint { Table = "a", TargetTable = "a" }, new TableCheckpoint { Table = "b", TargetTable = "b" }],
    };
}
