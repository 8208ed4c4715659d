using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Planning;
using DataMigrator.Profiles;
using DataMigrator.SchemaCopy;

namespace DataMigrator.Jobs.Schema;

/// <summary>Translates the source's schema for a migration that creates it, and finds everything that stands against
/// that.</summary>
internal static class SchemaPreparation
{
    public static async Task<(SchemaScript Script, SchemaPlan Plan, IReadOnlyList<PlanProblem> Problems)> PrepareAsync(
        MigrationRequest request, DatabaseSession source, DatabaseSession target, CancellationToken cancellationToken)
    {
        (DatabaseCatalog from, DatabaseCatalog to) = await BothCatalogs
            .ReadAsync(source, CatalogDetail.Everything, target, cancellationToken).ConfigureAwait(false);
        var problems = new List<PlanProblem>();
        if (target.Address.Profile.Access == AccessMode.ReadOnly)
        {
            problems.Add(Planner.ReadOnlyTarget(target));
        }

        IReadOnlyList<CatalogTable> tables = TableSelection.Select(from, TableFilter.Of(request), problems);
        SchemaScript script = await SchemaReader.ReadAsync(source, from, target.Kind,
            tables.Count == from.Tables.Count ? null : [.. tables.Select(t => t.Name)],
            new TranslationOptions { TargetKeepsTableCase = target.Dialect.TableNamesAreCaseSensitive }, cancellationToken)
            .ConfigureAwait(false);
        var present = new HashSet<TableName>();
        var there = new List<CatalogTable>();
        foreach (CatalogTable table in tables)
        {
            if (!script.TableNames.TryGetValue(table.Name, out TableName? name) || to.FindTable(name) is not { } existing)
            {
                continue;
            }

            if (IsEqual(table, existing, script))
            {
                present.Add(name);
                there.Add(existing);
            }
            else
            {
                problems.Add(new PlanProblem(ErrorCodes.InvalidParameter, table.Name.ToString(), null,
                    $"Creating {name}: {target.Address} has a table of that name with other columns. Drop or rename it, leave the "
                    + "table out, or migrate without creating the schema."));
            }
        }

        var plan = SchemaPlan.Of(script, present);
        if (await TargetRows.WarningAsync(there, request, target, cancellationToken).ConfigureAwait(false) is { } rows)
        {
            plan = plan with { Warnings = [rows, .. plan.Warnings] };
        }

        return (script, plan, PlanProblem.ForWriting(problems));
    }

    /// <summary>The plan as hosts show it, of tables that are not there yet: types and rules are the translation's.</summary>
    public static MigrationPlan Describe(SchemaScript script, SchemaPlan plan, IReadOnlyList<PlanProblem> problems,
        DatabaseSession source, DatabaseSession target) => new(source.Address.ToString(), target.Address.ToString(),
            [.. script.Types.GroupBy(t => t.Table).Select(t => new PlannedTable(t.Key.ToString(), script.TableNames[t.Key].ToString(),
                null, [], "the table is created", [.. t.Select(c => new PlannedColumn(c.Column, c.SourceType,
                    script.ColumnNames.GetValueOrDefault((c.Table, c.Column), c.Column), c.Choice.Sql, c.Choice.Rule))]))],
            [], plan.Warnings, problems) { Identity = "" };

    /// <summary>A table that holds just the columns that would be made, by name and nullability, is taken as it is; whether
    /// its types take the values is the plan's to say.</summary>
    private static bool IsEqual(CatalogTable source, CatalogTable existing, SchemaScript script) =>
        source.Columns.Count == existing.Columns.Count && source.Columns.All(c =>
            existing.FindColumn(script.ColumnNames.GetValueOrDefault((source.Name, c.Name), c.Name)) is { } there
            && (there.Nullable == c.Nullable || source.PrimaryKey?.Columns.Contains(c.Name) == true));
}
