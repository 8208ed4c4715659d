using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Planning;
using DataMigrator.Profiles;

namespace DataMigrator.SchemaCopy;

/// <summary>Writes the DDL of a source's database for another database system into files that a person reviews.</summary>
internal sealed class SchemaCopyService(string home, AddressResolver addresses)
{
    /// <exception cref="MigrationException">PROFILE_NOT_FOUND, INVALID_PARAMETER, ACCESS_DENIED, CONNECTION_FAILED,
    /// SOURCE_TABLE_NOT_FOUND, SCHEMA_COPY_FAILED.</exception>
    public async Task<SchemaCopyResult> CopyAsync(SchemaCopyRequest request, CancellationToken cancellationToken)
    {
        var filter = new TableFilter(null, request.IncludeTables, request.ExcludeTables);
        filter.Check();
        string folder = OutputFolder.Choose(request, home);
        DatabaseAddress address = addresses.Resolve(request.SourceProfile, request.SourceDatabase);
        await using DatabaseSession session = await DatabaseRegistry.Get(address.Kind)
            .OpenAsync(address, AccessMode.ReadOnly, MissingDatabase.IsRefused, cancellationToken).ConfigureAwait(false);
        try
        {
            await session.Database.BeginSnapshotAsync(session, cancellationToken).ConfigureAwait(false);
            DatabaseCatalog catalog = await session.Database
                .ReadCatalogAsync(session, CatalogDetail.Everything, cancellationToken).ConfigureAwait(false);
            SchemaScript script = await SchemaReader.ReadAsync(session, catalog, request.TargetKind, Chosen(catalog, filter),
                new TranslationOptions { UseSerial = request.UseSerial }, cancellationToken).ConfigureAwait(false);
            await new SchemaFiles(script, catalog).WriteAsync(folder, cancellationToken).ConfigureAwait(false);
            return Result(folder, script);
        }
        catch (IOException e)
        {
            throw new MigrationException(ErrorCodes.SchemaCopyFailed,
                $"Writing the schema into {folder}: {e.Message} See that the folder can be written, then try again.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new MigrationException(ErrorCodes.AccessDenied,
                $"Writing the schema into {folder}: {e.Message} See that the folder can be written, then try again.", e);
        }
        catch (Exception e) when (e is not (MigrationException or OperationCanceledException))
        {
            throw DatabaseFailure.Translate(e, session, $"Reading the schema of {address}");
        }
    }

    /// <summary>The chosen tables, or null for all.</summary>
    private static HashSet<TableName>? Chosen(DatabaseCatalog catalog, TableFilter filter)
    {
        if (filter.IsAll)
        {
            return null;
        }

        var problems = new List<PlanProblem>();
        IReadOnlyList<CatalogTable> tables = TableSelection.Select(catalog, filter, problems);
        return problems.Count == 0
            ? tables.Select(t => t.Name).ToHashSet()
            : throw new MigrationException(problems[0].Code, string.Join('\n', problems.Select(p => p.Message)))
            {
                Problems = problems, Target = problems[0].Table,
            };
    }

    private static SchemaCopyResult Result(string folder, SchemaScript script)
    {
        static int Count(IReadOnlyList<SchemaStatement> statements, SchemaObjectKind kind) => statements.Count(s => s.Kind == kind);
        int tables = Count(script.Tables, SchemaObjectKind.Table);
        int foreignKeys = script.ForeignKeys.Count + script.InlineForeignKeys;
        int triggers = Count(script.Triggers, SchemaObjectKind.Trigger) + Count(script.Views, SchemaObjectKind.Trigger);
        int views = Count(script.Views, SchemaObjectKind.View);
        string summary = $"{tables} tables, {script.Indexes.Count(s => s.Kind != SchemaObjectKind.Check)} indexes, {foreignKeys} foreign keys, {triggers} triggers and "
            + $"{views} views for {script.Target} in {folder}; {script.Warnings.Count} warnings, {script.Skipped.Count} items skipped.";
        return new SchemaCopyResult(folder, tables, script.Indexes.Count(s => s.Kind != SchemaObjectKind.Check), foreignKeys, triggers, views,
            script.Warnings, script.Skipped.Select(s => new SchemaCopySkippedItem(s.Type, s.Name, s.Reason, s.File)).ToList(), summary)
        {
            Files = SchemaFiles.Main.Select(f => Path.Combine(folder, f)).ToArray(),
        };
    }
}
