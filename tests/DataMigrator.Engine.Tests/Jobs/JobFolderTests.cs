using DataMigrator.Jobs;

namespace DataMigrator.Tests.Jobs;

public sealed class JobFolderTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("dm-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("..")]
    [InlineData("new\nline \0 nul")]
    [InlineData("back\\slash")]
    public void A_tables_name_never_leads_out_of_the_folder(string table)
    {
        JobFolder folder = JobFolder.Create(_home);
        string file = folder.RejectFile(table, [table]);
        Assert.Equal(folder.Path, Path.GetDirectoryName(file));
        Assert.DoesNotContain('\0', file);
        File.WriteAllText(file, "");
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Names_that_differ_in_case_or_are_very_long_have_files_of_their_own()
    {
        JobFolder folder = JobFolder.Create(_home);
        string[] names = ["Orders", "orders", new string('x', 300), new string('x', 299) + "y"];
        Assert.Equal(4, names.Select(n => folder.RejectFile(n, names)).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, n => Assert.True(Path.GetFileName(folder.RejectFile(n, names)).Length < 200));
    }

    [Fact]
    public void A_jobs_files_are_private()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        JobFolder folder = JobFolder.Create(_home);
        using (JobFolder.OpenPrivate(folder.CheckpointFile, FileMode.Create))
        {
        }

        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(folder.CheckpointFile));
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(folder.Path));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("20260101-000000-zzzzzz")]
    [InlineData("")]
    public void An_id_of_no_job_is_refused_with_where_it_was_looked_for(string id)
    {
        MigrationException e = Assert.Throws<MigrationException>(() => JobFolder.Open(_home, id));
        Assert.Equal(ErrorCodes.MigrationNotFound, e.Code);
        Assert.Contains(_home, e.Message);
    }

    [Fact]
    public async Task A_lock_is_held_by_one_and_gone_when_let_go()
    {
        JobFolder folder = JobFolder.Create(_home);
        using (JobLock? first = await JobLock.TryTakeAsync(folder.LockFile, default))
        {
            Assert.NotNull(first);
            Assert.True(JobLock.IsHeld(folder.LockFile));
            Assert.Null(await JobLock.TryTakeAsync(folder.LockFile, default));
        }

        Assert.False(JobLock.IsHeld(folder.LockFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"version\":99}")]
    [InlineData("null")]
    [InlineData("\0\0\0\0")]
    public void A_damaged_checkpoint_is_refused_by_name(string content)
    {
        JobFolder folder = JobFolder.Create(_home);
        File.WriteAllText(folder.CheckpointFile, content);
        MigrationException e = Assert.Throws<MigrationException>(() => new CheckpointStore(folder).Read());
        Assert.Equal(ErrorCodes.CheckpointNotFound, e.Code);
        Assert.Contains(folder.CheckpointFile, e.Message);
    }
}
