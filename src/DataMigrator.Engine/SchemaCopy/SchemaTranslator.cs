using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.SchemaCopy.Ddl;
using DataMigrator.SchemaCopy.Triggers;
using DataMigrator.SchemaCopy.Views;
using DataMigrator.Values;

namespace DataMigrator.SchemaCopy;

/// <summary>Translates a catalogue into the DDL of a target. Pure: what it needs of the data comes in the options, and the
/// same input gives the same statements.</summary>
internal static class SchemaTranslator
{
    /// <exception cref="MigrationException">SCHEMA_COPY_FAILED: names that clash in the target, or columns that it can't
    /// hold, all of them named.</exception>
    public static SchemaScript Translate(DatabaseCatalog catalog, DatabaseKind target, TranslationOptions options)
    {
        DatabaseCatalog chosen = Choose(ViewReads.Fill(catalog), options);
        List<CatalogTable> withoutColumns = DatabaseRegistry.Get(target).Dialect.AllowsTablesWithoutColumns ? [] : [.. chosen.Tables.Where(t => t.Columns.Count == 0)];
        chosen = chosen with { Tables = [.. chosen.Tables.Except(withoutColumns)] };
        var translation = new Translation(chosen, catalog, target, options);
        foreach (CatalogTable table in withoutColumns)
        {
            translation.Skip("table", table.Name.ToString(), "it has no columns, which the target does not allow", "");
        }

        if (translation.Names.Clashes.Count > 0)
        {
            throw new MigrationException(ErrorCodes.SchemaCopyFailed,
                $"Naming tables and columns for {target}: it can't tell apart " + string.Join("; ", translation.Names.Clashes)
                + ". Rename one of each pair, or exclude it.");
        }

        foreach ((string kind, string old, string now) in translation.Names.Changed)
        {
            translation.Warn(kind, old, $"is named {now} in the target");
        }

        new ColumnTypes(translation).Choose(chosen.Tables);
        var foreignKeys = new ForeignKeyWriter(translation);
        var tableWriter = new TableWriter(translation, foreignKeys);
        IReadOnlyList<SchemaStatement> tables = tableWriter.Write();
        translation.Routines.AfterTables = true;
        IReadOnlyList<SchemaStatement> indexes = new IndexWriter(translation).Write();
        IReadOnlyList<SchemaStatement> keys = foreignKeys.Write();
        IReadOnlyList<SchemaStatement> views = new ViewTranslator(translation).Write();
        var triggers = new TriggerTranslator(translation);
        IReadOnlyList<SchemaStatement> triggerStatements = triggers.Write();
        Routines(translation, catalog);
        WarnOfCollations(translation);
        WarnOfLeftOut(translation, catalog, tables);
        return new SchemaScript
        {
            Source = catalog.Kind,
            Target = target,
            Tables = tables,
            Indexes = [.. indexes, .. tableWriter.AfterLoad],
            ForeignKeys = keys,
            Triggers = triggerStatements.Where(s => !IsOnView(translation, s)).ToList(),
            Views = [.. views, .. triggerStatements.Where(s => IsOnView(translation, s))],
            InlineForeignKeys = foreignKeys.InlineCount,
            Warnings = translation.Warnings,
            Skipped = translation.Skipped,
            Types = translation.Tables.Values.SelectMany(t => t.Columns.Select(c =>
                new TypeMapping(t.Source.Name, c.Source.Name, c.Source.Type.Declared, c.Choice))).ToList(),
            TableNames = translation.Tables.Values.ToDictionary(t => t.Source.Name, t => t.Name),
            ColumnNames = translation.Tables.Values.SelectMany(t => t.Columns.Select(c => ((t.Source.Name, c.Source.Name), c.Name)))
                .ToDictionary(p => p.Item1, p => p.Name),
        };
    }

    private static DatabaseCatalog Choose(DatabaseCatalog catalog, TranslationOptions options)
    {
        if (options.Tables is not { } wanted)
        {
            return catalog;
        }

        // What does not hang on the chosen tables falls away: views of others, and routines, which hang on none.
        var names = wanted.ToHashSet();
        var views = catalog.Views.Where(v => v.DependsOn.All(d => names.Contains(d) || catalog.Views.Any(o => o.Name == d)))
            .ToDictionary(v => v.Name);
        bool changed = true;
        while (changed)
        {
            List<CatalogView> broken = views.Values.Where(v => v.DependsOn.Any(d => !names.Contains(d) && !views.ContainsKey(d))).ToList();
            broken.ForEach(v => views.Remove(v.Name));
            changed = broken.Count > 0;
        }

        return catalog with
        {
            Tables = catalog.Tables.Where(t => names.Contains(t.Name)).ToList(),
            Triggers = catalog.Triggers.Where(t => names.Contains(t.Table) || views.ContainsKey(t.Table)).ToList(),
            Views = catalog.Views.Where(v => views.ContainsKey(v.Name)).ToList(),
        };
    }

    /// <summary>A trigger on a view (INSTEAD OF) can be made only after the view.</summary>
    private static bool IsOnView(Translation translation, SchemaStatement statement) => statement.Table is { } table
        && translation.Catalog.Views.Any(v => translation.Names.Table(v.Name) == table);

    private static void Routines(Translation translation, DatabaseCatalog catalog)
    {
        if (translation.Options.Tables is not null)
        {
            return;
        }

        foreach (CatalogRoutine routine in catalog.Routines.Where(r => !translation.Routines.IsCopied(r)))
        {
            translation.Skip(routine.IsProcedure ? "stored_procedure" : "function", routine.Name.ToString(),
                translation.Source == translation.Target && translation.From.Schema.CopiesFunctions
                    ? "nothing that is copied needs it" : "stored procedures and functions are not translated", routine.Definition);
        }
    }

    /// <summary>Of chosen tables, what hangs on them alone.</summary>
    private static void WarnOfLeftOut(Translation translation, DatabaseCatalog catalog, IReadOnlyList<SchemaStatement> tables)
    {
        HashSet<string> extensions = [.. tables.Where(s => s.Kind == SchemaObjectKind.Extension).Select(s => s.Name)];
        HashSet<TableName>? chosen = translation.Options.Tables?.ToHashSet();
        foreach (LeftOut left in catalog.LeftOut)
        {
            if ((chosen is null || (left.Table is { } table && chosen.Contains(table)))
                && !(left.Type == "extension" && extensions.Contains(left.Name)))
            {
                translation.Warn(left.Type, left.Name, left.Message);
            }
        }
    }

    private static void WarnOfCollations(Translation translation)
    {
        bool caseless = translation.From.Semantics.SearchIgnoresCase && !translation.To.Semantics.SearchIgnoresCase
            && translation.Tables.Values.Any(t => t.Source.Columns.Any(c => c.Type.Wire.Kind == WireKind.Text
                && (c.Collation ?? t.Source.Collation ?? "").EndsWith("_ci", StringComparison.Ordinal)));
        if (caseless)
        {
            translation.Warn("database", translation.Catalog.Database,
                "texts compare without minding the case in the source and mind it in the target");
        }
    }
}
