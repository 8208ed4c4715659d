using System.Security.Cryptography;
using System.Text;
using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Profiles;

namespace DataMigrator.Planning;

/// <summary>Makes the plan of a migration from both catalogues and a look at the data. Writes nothing.</summary>
internal static class Planner
{
    public static async Task<TransferPlan> PlanAsync(MigrationRequest request, DatabaseSession source, DatabaseSession target,
        TargetNames names, CancellationToken cancellationToken)
    {
        (DatabaseCatalog from, DatabaseCatalog to) = await BothCatalogs
            .ReadAsync(source, CatalogDetail.Tables, target, cancellationToken).ConfigureAwait(false);
        var problems = new List<PlanProblem>();
        var warnings = new List<string>(from.LeftOut.Select(l => l.ToString()));
        if (target.Address.Profile.Access == AccessMode.ReadOnly)
        {
            problems.Add(ReadOnlyTarget(target));
        }

        bool oneDatabase = await SameDatabase.IsAsync(source, target, cancellationToken).ConfigureAwait(false);
        var matching = new ColumnMatching(source.Database, DatabaseNames.SameFamily(source.Kind, target.Kind), names);
        var tables = new List<TableTransfer>();
        var byTarget = new Dictionary<TableName, TableName>();
        foreach (CatalogTable table in TableSelection.Select(from, TableFilter.Of(request), problems))
        {
            if (TableSelection.Match(to, target.Dialect.HasSchemas, table.Name, names) is not { } pair)
            {
                if (table.Columns.Count == 0 && !target.Dialect.AllowsTablesWithoutColumns)
                {
                    warnings.Add($"table {table.Name} is left out: it has no columns, which the target does not allow");
                    continue;
                }

                problems.Add(new PlanProblem(ErrorCodes.TargetTableNotFound, table.Name.ToString(), null,
                    $"Matching {table.Name}: {target.Address} has no such table. Create it first ({HostTerm.CreateSchema.Mark()}, or "
                    + $"{HostTerm.SchemaCopy.Mark()} and a review), or leave the table out."));
                continue;
            }

            if (oneDatabase && pair.Name == table.Name)
            {
                problems.Add(new PlanProblem(ErrorCodes.InvalidParameter, table.Name.ToString(), null,
                    $"Copying {table.Name}: source and target are the same table. Choose another target."));
                continue;
            }

            if (!byTarget.TryAdd(pair.Name, table.Name))
            {
                problems.Add(new PlanProblem(ErrorCodes.InvalidParameter, table.Name.ToString(), null,
                    $"Copying {table.Name}: {byTarget[pair.Name]} goes to the target's table {pair.Name} too. Leave one out."));
                continue;
            }

            if (NoTransactions(pair, target.Dialect) is { } problem)
            {
                problems.Add(problem);
            }

            problems.AddRange(UncheckableKeys(pair));
            IReadOnlyDictionary<string, ColumnLook> looked = await source.Database
                .LookAsync(source, table, matching.Closely(table, pair), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<ColumnTransfer> columns = matching.Match(table, pair, looked, problems, warnings);
            tables.Add(ColumnMatching.WithKey(new TableTransfer(table, pair, columns)));
        }

        warnings.AddRange(TargetTriggers.Warnings(to, tables, request.TruncateTarget));
        IReadOnlyList<TransferUnit> units = LoadOrder.Sort(tables);
        if (request.TruncateTarget)
        {
            problems.AddRange(TruncationReach.Check(to, tables));
            problems.AddRange(await TruncationReach.CheckCyclesAsync(to, units, target, cancellationToken).ConfigureAwait(false));
        }

        return new TransferPlan(units, warnings, problems);
    }

    public static PlanProblem ReadOnlyTarget(DatabaseSession target) => new(ErrorCodes.AccessDenied, null, null,
        $"Writing to {target.Address}: the profile is read-only. Set \"access\": \"read-write\" in it, or choose another target.")
    {
        OnlyForWriting = true,
        TargetIsReadOnly = true,
    };

    /// <summary>A batch is written in one transaction, found to hold a bad row, rolled back and written again: in a table that
    /// can't roll back its rows would be there twice, as they would after a crash.</summary>
    private static PlanProblem? NoTransactions(CatalogTable table, Dialect target) => target.WhyNoTransactions(table) is { } why
        ? new PlanProblem(ErrorCodes.InvalidParameter, table.Name.ToString(), null,
            $"Writing to {table.Name}: {why}, or leave the table out.") { OnlyForWriting = true }
        : null;

    /// <summary>SQLite refuses every row of a table with such a key, and orphans can't be looked for.</summary>
    private static IEnumerable<PlanProblem> UncheckableKeys(CatalogTable target) =>
        from key in target.ForeignKeys
        where key.Flaw is not null
        select new PlanProblem(ErrorCodes.FkViolation, target.Name.ToString(), string.Join(", ", key.Columns),
            $"Writing to {target.Name}: its foreign key ({string.Join(", ", key.Columns)}) to {key.ReferencedTable} can't be checked, for "
            + $"{key.Flaw}. Create what it refers to, or make the table again without that key.")
        {
            OnlyForWriting = true,
        };

    /// <summary>The plan as hosts show it.</summary>
    public static MigrationPlan Describe(TransferPlan plan, MigrationRequest request, DatabaseSession source,
        DatabaseSession target) => new(
            source.Address.ToString(), target.Address.ToString(),
            [.. plan.Tables.Select(t => new PlannedTable(t.Name, t.Target.Name.ToString(), t.Source.RowEstimate,
                [.. t.Key.Select(k => t.Columns[k].Source.Name)], RestartName(t),
                [.. t.Columns.Select(c => new PlannedColumn(c.Source.Name, c.Source.Type.Declared, c.Target.Name,
                    c.Target.Type.Declared, Rule(c)))]))],
            [.. plan.Units.Where(u => u.IsCycle).Select(u => (IReadOnlyList<string>)[.. u.Tables.Select(t => t.Name)])],
            plan.Warnings, PlanProblem.ForWriting(plan.Problems))
        {
            Identity = Identity(plan, request),
        };

    /// <summary>A digest of all that decides what a job's checkpoint means: tables, columns, types, rules, keys, options. The
    /// target's foreign keys are no part of it, for a job that makes the schema adds them itself.</summary>
    public static string Identity(TransferPlan plan, MigrationRequest request)
    {
        var text = new StringBuilder();
        text.Append(request.TruncateTarget).Append('|').Append(request.CreateSchema).Append('\n');
        foreach (TableTransfer table in plan.Tables.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            text.Append(table.Source.Name.Schema).Append('.').Append(table.Source.Name.Name).Append('\0')
                .Append(table.Target.Name.Schema).Append('.').Append(table.Target.Name.Name).Append('\0')
                .AppendJoin(',', table.Key).Append('\n');
            foreach (ColumnTransfer c in table.Columns)
            {
                text.AppendJoin('\0', c.Source.Name, c.Source.Type.Declared, c.Target.Name, c.Target.Type.Declared,
                    Rule(c)).Append('\n');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Rule(ColumnTransfer column) => column.ReadWire.Encoding is not { } encoding ? column.Conversion.Rule
        : column.ReadWire.Mixed && column.ReadWire.Kind == column.WriteWire.Kind ? encoding
        : $"{column.Conversion.Rule} ({encoding})";

    private static string RestartName(TableTransfer table) => table.Restart(targetWasEmpty: true) switch
    {
        RestartMode.AfterLastKey when table.KeyIsUniqueInTarget => "after_last_key",
        RestartMode.AfterLastKey => "after_last_key if the target is empty, else one_transaction",
        _ => "reload if the target is empty, else one_transaction",
    };
}
