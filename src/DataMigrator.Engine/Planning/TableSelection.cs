using DataMigrator.Catalog;
using DataMigrator.Jobs;

namespace DataMigrator.Planning;

/// <summary>Which tables of the source take part, and which table of the target each goes to.</summary>
internal static class TableSelection
{
    public static IReadOnlyList<CatalogTable> Select(DatabaseCatalog source, MigrationRequest request,
        List<PlanProblem> problems)
    {
        if (request.SourceTable is { } single)
        {
            return Find(source, single, problems) is { } table ? [table] : [];
        }

        HashSet<CatalogTable> excluded = [.. request.ExcludeTables.Select(n => Find(source, n, problems)).OfType<CatalogTable>()];
        IEnumerable<CatalogTable> chosen = request.IncludeTables.Count == 0
            ? source.Tables
            : request.IncludeTables.Select(n => Find(source, n, problems)).OfType<CatalogTable>().Distinct();
        IReadOnlyList<CatalogTable> tables = [.. chosen.Where(t => !excluded.Contains(t))
            .OrderBy(t => t.Name.ToString(), StringComparer.Ordinal)];
        if (tables.Count == 0 && problems.Count == 0)
        {
            problems.Add(new PlanProblem(ErrorCodes.SourceTableNotFound, null, null,
                $"Choosing tables: {source.Database} has no table to migrate. Check the database's name and the lists of tables."));
        }

        return tables;
    }

    /// <summary>The target's table for a source's: of the same schema and name where the target has schemas; of the same
    /// name, or <c>schema_name</c> for a schema other than public, where it has none.</summary>
    public static CatalogTable? Match(DatabaseCatalog target, TableName source, TargetNames names)
    {
        if (names.Tables.TryGetValue(source, out TableName? made))
        {
            return target.FindTable(made);
        }

        bool schemas = target.Kind == DatabaseKind.Postgres;
        string name = !schemas && source.Schema is not (null or TableName.DefaultSchema)
            ? source.Schema + "_" + source.Name : source.Name;
        string schema = source.Schema ?? TableName.DefaultSchema;
        List<CatalogTable> candidates = schemas ? [.. target.Tables.Where(t => t.Name.Schema == schema)] : [.. target.Tables];
        return NameMatching.Find(candidates, t => t.Name.Name, name);
    }

    private static CatalogTable? Find(DatabaseCatalog source, string name, List<PlanProblem> problems)
    {
        CatalogTable? table = NameMatching.Find(source.Tables, t => t.Name.ToString(), name)
            ?? NameMatching.Find(source.Tables, t => (t.Name.Schema ?? TableName.DefaultSchema) + "." + t.Name.Name, name);
        if (table is null)
        {
            problems.Add(new PlanProblem(ErrorCodes.SourceTableNotFound, name, null,
                $"Choosing tables: {source.Database} has no table '{name}'; "
                + NameMatching.Suggest(source.Tables.Select(t => t.Name.ToString()), name)));
        }

        return table;
    }
}
