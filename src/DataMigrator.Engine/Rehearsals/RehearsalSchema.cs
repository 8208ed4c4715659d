using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Exploration;
using DataMigrator.Jobs.Schema;
using DataMigrator.Planning;
using DataMigrator.Profiles;
using DataMigrator.SchemaCopy;
using DataMigrator.Sql;

namespace DataMigrator.Rehearsals;

/// <summary>A statement of the schema.</summary>
/// <param name="Sql">Its text.</param>
/// <param name="Words">Its first words in upper case.</param>
/// <param name="File">The file that it stands in, null for none.</param>
/// <param name="Line">Where it begins there, from 1.</param>
internal sealed record RehearsedStatement(string Sql, IReadOnlyList<string> Words, string? File, int Line);

/// <summary>The schema to rehearse: statements before the rows and after them, and what the target's tables are called.</summary>
/// <param name="Origin">As <see cref="Rehearsal.Schema"/>.</param>
/// <param name="BeforeRows">Tables, indexes, foreign keys.</param>
/// <param name="AfterRows">Triggers, which must not change the rows, and views.</param>
/// <param name="Names">What tables and columns are called.</param>
/// <param name="Advice">What to do about a statement that fails.</param>
internal sealed record RehearsalSchema(string Origin, IReadOnlyList<RehearsedStatement> BeforeRows, IReadOnlyList<RehearsedStatement> AfterRows,
    TargetNames Names, string Advice)
{
    // Triggers and views of SchemaFiles.Main.
    private const int FilesAfterRows = 2;

    /// <summary>The files of a schema copy's folder, as they are now.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: there is none; ACCESS_DENIED: one is a link or no file.</exception>
    public static async Task<RehearsalSchema> OfFilesAsync(string folder, SqlLanguage target, RehearsalFindings findings, CancellationToken cancellationToken)
    {
        var files = new List<IReadOnlyList<RehearsedStatement>>();
        bool found = false;
        foreach (string file in SchemaFiles.Main)
        {
            string path = Path.Combine(folder, file);
            if (PlainFile.IsLinked(path) || !PlainFile.IsFileOrFolder(path))
            {
                throw new MigrationException(ErrorCodes.AccessDenied, $"Reading {path}: it is a link or no file. Put the file itself there.") { Target = path };
            }

            bool isThere = File.Exists(path);
            found |= isThere;
            files.Add(isThere ? await ReadAsync(path, target, findings, cancellationToken).ConfigureAwait(false) : []);
        }

        return found ? new RehearsalSchema("files", [.. files.SkipLast(FilesAfterRows).SelectMany(s => s)], [.. files.TakeLast(FilesAfterRows).SelectMany(s => s)],
            TargetNames.Same, "Correct the statement in the file and rehearse again.")
            : throw new MigrationException(ErrorCodes.InvalidParameter, $"Reading the schema: {folder} holds none of {string.Join(", ", SchemaFiles.Main)}. "
                + $"Give the folder that {HostTerm.SchemaCopy.Mark()} wrote.") { Target = folder };
    }

    /// <summary>What a migration would make of the source's schema; tables that the target has already are made as they are
    /// there.</summary>
    public static async Task<RehearsalSchema> GeneratedAsync(MigrationRequest request, DatabaseSession source, DatabaseSession target,
        RehearsalFindings findings, CancellationToken cancellationToken)
    {
        (SchemaScript script, SchemaPlan plan, IReadOnlyList<PlanProblem> problems) = await SchemaPreparation
            .PrepareAsync(request, source, target, cancellationToken).ConfigureAwait(false);
        foreach (PlanProblem problem in problems)
        {
            findings.Add(problem);
        }

        foreach (string warning in plan.Warnings)
        {
            findings.Warn(warning);
        }

        HashSet<TableName> made = [.. plan.Tables.Where(s => s.Kind == SchemaObjectKind.Table).Select(s => new TableName(s.TableSchema, s.TableName ?? s.Name))];
        DatabaseCatalog to = await target.Database.ReadCatalogAsync(target, CatalogDetail.Everything, cancellationToken).ConfigureAwait(false);
        HashSet<TableName> present = [.. script.TableNames.Values.Where(n => !made.Contains(n) && to.FindTable(n) is not null)];
        SchemaScript? own = present.Count == 0 ? null
            : await SchemaReader.ReadAsync(target, to, target.Kind, [.. present.Select(n => to.FindTable(n)!.Name)], new TranslationOptions(), cancellationToken)
                .ConfigureAwait(false);
        int after = script.Triggers.Concat(script.Views).Count(s => s.Table is null || !present.Contains(s.Table));
        IReadOnlyList<string> steps = [.. plan.AfterLoad.Select(s => s.Sql)];
        return new RehearsalSchema("generated",
            Statements(target.Dialect.Language, [.. own is null ? [] : Structure(own), .. plan.Tables.Select(s => s.Sql), .. steps.SkipLast(after)]),
            Statements(target.Dialect.Language, steps.TakeLast(after)), plan.TargetNames(),
            $"Write the schema into files ({HostTerm.SchemaCopy.Mark()}), correct it there and rehearse that folder ({HostTerm.OutputDir.Mark()}).");
    }

    /// <summary>The structure of the target's tables, as our own schema copy has it.</summary>
    public static async Task<RehearsalSchema> OfTargetAsync(MigrationRequest request, DatabaseSession source, DatabaseSession target,
        RehearsalFindings findings, CancellationToken cancellationToken)
    {
        DatabaseCatalog from = await source.Database.ReadCatalogAsync(source, CatalogDetail.Tables, cancellationToken).ConfigureAwait(false);
        DatabaseCatalog to = await target.Database.ReadCatalogAsync(target, CatalogDetail.Everything, cancellationToken).ConfigureAwait(false);

        // What is wrong with the choice of tables is told when the rows are planned.
        HashSet<TableName> chosen = [.. TableSelection.Select(from, TableFilter.Of(request), []).Select(t => TableSelection.Match(to, target.Dialect.HasSchemas, t.Name, TargetNames.Same)?.Name)
            .OfType<TableName>()];
        string[] triggers = [.. to.Triggers.Where(t => t.Enabled && chosen.Contains(t.Table)).Select(t => t.Name)];
        if (triggers.Length > 0)
        {
            findings.Warn($"The target's triggers do not fire in a rehearsal: {string.Join(", ", triggers.Take(20))}{(triggers.Length > 20 ? " and others" : "")}. In the "
                + "migration they do.");
        }

        SchemaScript script = await SchemaReader.ReadAsync(target, to, target.Kind, chosen, new TranslationOptions(), cancellationToken).ConfigureAwait(false);
        return new RehearsalSchema("target", Statements(target.Dialect.Language, Structure(script)), [], TargetNames.Same,
            "The target's structure can't be made anew as it is. Rehearse from the files of a schema copy instead "
            + $"({HostTerm.SchemaCopy.Mark()}, then {HostTerm.OutputDir.Mark()}).");
    }

    private static IEnumerable<string> Structure(SchemaScript script) =>
        script.Tables.Concat(script.Indexes).Concat(script.ForeignKeys).Select(s => s.Sql);

    private static IReadOnlyList<RehearsedStatement> Statements(SqlLanguage language, IEnumerable<string> sql) =>
        [.. sql.Select(s => new RehearsedStatement(s, SqlSplitter.Split(language, s) is [{ } first, ..] ? first.Words : [], null, 1))];

    private static async Task<IReadOnlyList<RehearsedStatement>> ReadAsync(string path, SqlLanguage target, RehearsalFindings findings,
        CancellationToken cancellationToken)
    {
        string file = Path.GetFileName(path);
        string sql = await SqlFile.ReadAsync(new SqlRequest { Profile = "", File = path }, "/", cancellationToken).ConfigureAwait(false);
        try
        {
            return [.. SqlSplitter.Split(target, sql).Select(s => new RehearsedStatement(s.Text, s.Words, file, s.Line))];
        }
        catch (MigrationException e) when (e.Code == ErrorCodes.InvalidParameter)
        {
            findings.Unreadable(file, e.Message);
            return [];
        }
    }
}
