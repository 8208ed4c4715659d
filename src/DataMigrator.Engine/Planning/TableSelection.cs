using DataMigrator.Catalog;

namespace DataMigrator.Planning;

/// <summary>Which tables of the source take part, and which table of the target each goes to.</summary>
internal static class TableSelection
{
    public static IReadOnlyList<CatalogTable> Select(DatabaseCatalog source, TableFilter filter, List<PlanProblem> problems)
    {
        HashSet<CatalogTable> excluded = [.. (filter.Exclude ?? []).SelectMany(n => Find(source, n, problems))];
        IReadOnlyList<string>? names = filter.Table is { } table ? [table] : filter.Include;
        IEnumerable<CatalogTable> chosen = names is null ? source.Tables : names.SelectMany(n => Find(source, n, problems)).Distinct();
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
    public static CatalogTable? Match(DatabaseCatalog target, bool schemas, TableName source, TargetNames names)
    {
        if (names.Tables.TryGetValue(source, out TableName? made))
        {
            return target.FindTable(made);
        }

        string name = !schemas && source.Schema is not (null or TableName.DefaultSchema)
            ? source.Schema + "_" + source.Name : source.Name;
        string schema = source.Schema ?? TableName.DefaultSchema;
        List<CatalogTable> candidates = schemas ? [.. target.Tables.Where(t => t.Name.Schema == schema)] : [.. target.Tables];
        return NameMatching.Find(candidates, t => t.Name.Name, name);
    }

    /// <summary>The table of that name, else those that fit it as a pattern; each is called by its name, with its schema or
    /// without where that is the usual one.</summary>
    private static IReadOnlyList<CatalogTable> Find(DatabaseCatalog source, string name, List<PlanProblem> problems)
    {
        Func<CatalogTable, string> asShown = t => t.Name.ToString();
        Func<CatalogTable, string> inFull = t => (t.Name.Schema ?? TableName.DefaultSchema) + "." + t.Name.Name;
        if ((NameMatching.Find(source.Tables, asShown, name) ?? NameMatching.Find(source.Tables, inFull, name)) is { } table)
        {
            return [table];
        }

        bool pattern = NameMatching.IsPattern(name);
        IReadOnlyList<CatalogTable> fitting = !pattern ? [] : NameMatching.Fitting(source.Tables, asShown, name) is { Count: > 0 } shown
            ? shown : NameMatching.Fitting(source.Tables, inFull, name);
        if (fitting.Count == 0)
        {
            problems.Add(new PlanProblem(ErrorCodes.SourceTableNotFound, name, null,
                $"Choosing tables: {source.Database} has no table {(pattern ? $"that fits '{name}'" : $"'{name}'")}; "
                + NameMatching.Suggest(source.Tables.Select(asShown), name)));
        }

        return fitting;
    }
}
