using DataMigrator.SchemaCopy;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

public sealed class OutputFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static async Task<TestDatabase> SourceAsync()
    {
        TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await source.ExecuteAsync("CREATE TABLE a (id INTEGER PRIMARY KEY)", "CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a)");
        await source.CloseAsync();
        return source;
    }

    private Task<SchemaCopyResult> CopyAsync(TestDatabase source, SchemaCopyRequest request) =>
        new MigrationService(new MigrationServiceOptions { HomePath = _folder.Path }).CopySchemaAsync(request with { SourceProfile = source.Url }, default);

    private static SchemaCopyRequest Request(string? folder = null) =>
        new() { SourceProfile = "", TargetKind = DatabaseKind.Postgres, OutputDir = folder };

    [Fact]
    public async Task Files_lie_where_the_contract_says_and_copies_are_equal()
    {
        await using TestDatabase source = await SourceAsync();
        SchemaCopyResult first = await CopyAsync(source, Request(_folder.File("one")));
        SchemaCopyResult second = await CopyAsync(source, Request());
        Assert.StartsWith(Path.Combine(_folder.Path, ".tmp", "schema-copy"), second.OutputDir, StringComparison.Ordinal);
        string[] files = ["tables.sql", "indexes.sql", "foreign_keys.sql", "triggers.sql", "views.sql", "skipped/stored_procedures.sql",
            "skipped/functions.sql", "skipped/untranslatable_triggers.sql"];
        foreach (string file in files)
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(first.OutputDir, file)), await File.ReadAllBytesAsync(Path.Combine(second.OutputDir, file)));
        }

        Assert.Equal(2, first.TablesGenerated);
        Assert.Equal(1, first.ForeignKeysGenerated);
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_refused_unless_it_may_be_overwritten()
    {
        await using TestDatabase source = await SourceAsync();
        await File.WriteAllTextAsync(_folder.File("mine.txt"), "mine");
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => CopyAsync(source, Request(_folder.Path)));
        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        await CopyAsync(source, Request(_folder.Path) with { Overwrite = true });
        Assert.True(File.Exists(_folder.File("tables.sql")));
        Assert.Equal("mine", await File.ReadAllTextAsync(_folder.File("mine.txt")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/somewhere/else")]
    [InlineData("link/inside")]
    public async Task A_path_outside_the_allowed_root_is_refused_also_through_a_link(string path)
    {
        await using TestDatabase source = await SourceAsync();
        string root = Directory.CreateDirectory(_folder.File("root")).FullName;
        using var elsewhere = new TempFolder();
        Directory.CreateSymbolicLink(Path.Combine(root, "link"), elsewhere.Path);
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(() =>
            CopyAsync(source, Request(Path.GetFullPath(path, root)) with { AllowedRoot = root }));
        Assert.Equal(ErrorCodes.AccessDenied, e.Code);
        SchemaCopyResult inside = await CopyAsync(source, Request(Path.Combine(root, "inside")) with { AllowedRoot = root });
        Assert.Equal(2, inside.TablesGenerated);
    }

    [Fact]
    public async Task An_allowed_root_that_is_not_there_yet_is_made_and_a_link_that_leads_nowhere_is_judged_by_where_it_leads()
    {
        await using TestDatabase source = await SourceAsync();
        string root = _folder.File("later");
        MigrationException outside = await Assert.ThrowsAsync<MigrationException>(() =>
            CopyAsync(source, Request(_folder.File("other")) with { AllowedRoot = root }));
        SchemaCopyResult inside = await CopyAsync(source, Request(Path.Combine(root, "deep", "er")) with { AllowedRoot = root });
        Directory.CreateSymbolicLink(Path.Combine(root, "dangling"), _folder.File("nowhere"));
        MigrationException dangling = await Assert.ThrowsAsync<MigrationException>(() =>
            CopyAsync(source, Request(Path.Combine(root, "dangling")) with { AllowedRoot = root }));

        Assert.Equal((ErrorCodes.AccessDenied, ErrorCodes.AccessDenied), (outside.Code, dangling.Code));
        Assert.True(File.Exists(Path.Combine(inside.OutputDir, "tables.sql")));
    }

    [Fact]
    public async Task Chosen_tables_that_are_not_there_are_named()
    {
        await using TestDatabase source = await SourceAsync();
        MigrationException e = await Assert.ThrowsAsync<MigrationException>(() => CopyAsync(source, Request() with { IncludeTables = ["ghost"] }));
        Assert.Equal(ErrorCodes.SourceTableNotFound, e.Code);
        Assert.Contains("ghost", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Foreign_keys_to_tables_left_out_are_said_to_fall_away()
    {
        await using TestDatabase source = await SourceAsync();
        SchemaCopyResult result = await CopyAsync(source, Request() with { ExcludeTables = ["a"] });
        Assert.Equal(1, result.TablesGenerated);
        SchemaCopySkippedItem skipped = Assert.Single(result.SkippedItems);
        Assert.Equal("foreign_key", skipped.Type);
        Assert.Contains("was not chosen", skipped.Reason, StringComparison.Ordinal);
    }
}
