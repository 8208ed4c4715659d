using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.SchemaCopy.Data;

namespace DataMigrator.SchemaCopy;

/// <summary>Makes the script of an open source: looks at the data where types do not tell, then translates. This is what
/// a job with <c>create_schema</c> runs: all of <see cref="SchemaScript.Tables"/>, the load, then
/// <see cref="SchemaScript.AfterLoad"/> one by one. A step that a crash may have repeated is recognized by
/// <see cref="SchemaStatement.Kind"/> and <see cref="SchemaStatement.Name"/> in the target's catalogue.</summary>
internal static class SchemaReader
{
    /// <param name="session">The source, within its snapshot.</param>
    /// <param name="catalog">Its catalogue, read with everything in it.</param>
    /// <param name="target">The target.</param>
    /// <param name="tables">The tables to translate; null for all.</param>
    /// <param name="options">Further options; their tables and facts are replaced.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MigrationException">SCHEMA_COPY_FAILED.</exception>
    public static async Task<SchemaScript> ReadAsync(DatabaseSession session, DatabaseCatalog catalog, DatabaseKind target,
        IReadOnlyCollection<TableName>? tables, TranslationOptions options, CancellationToken cancellationToken)
    {
        if (session.Kind != target && DatabaseRegistry.Get(session.Kind).Dialect.Language.Semantics.TypesAreDynamic)
        {
            catalog = await WithLookedAtTypesAsync(session, catalog, tables, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyDictionary<TableName, IReadOnlyDictionary<string, ColumnFacts>> facts = await new SessionDataProbe(session).LookAsync(
            [.. catalog.Tables.Where(t => tables?.Contains(t.Name) != false)
                .Select(t => new TableQuestion(t, DataQuestions.For(session.Kind, t, target)))], cancellationToken).ConfigureAwait(false);
        return SchemaTranslator.Translate(catalog, target, options with { Tables = tables, Facts = facts });
    }

    /// <summary>Columns by what they hold, where types do not say it: the same look that the rows are read by later.</summary>
    private static async Task<DatabaseCatalog> WithLookedAtTypesAsync(DatabaseSession session, DatabaseCatalog catalog,
        IReadOnlyCollection<TableName>? chosen, CancellationToken cancellationToken)
    {
        var tables = new List<CatalogTable>();
        foreach (CatalogTable table in catalog.Tables)
        {
            if (chosen?.Contains(table.Name) == false)
            {
                tables.Add(table);
                continue;
            }

            IReadOnlyDictionary<string, ColumnLook> looks = await session.Database
                .LookAsync(session, table, table.Columns.Select(c => c.Name).ToHashSet(), cancellationToken).ConfigureAwait(false);
            tables.Add(looks.Count == 0 ? table : table with
            {
                Columns = table.Columns.Select(c => looks.TryGetValue(c.Name, out ColumnLook? look)
                    ? c with { Type = c.Type with { Wire = look.Every ?? look.Wire } } : c).ToList(),
            });
        }

        return catalog with { Tables = tables };
    }
}
