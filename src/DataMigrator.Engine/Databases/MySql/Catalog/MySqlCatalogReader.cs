using DataMigrator.Catalog;
using DataMigrator.Databases.MySql.Rows;
using DataMigrator.Values;

namespace DataMigrator.Databases.MySql.Catalog;

/// <summary>Puts the catalogue together from the rows of information_schema.</summary>
internal sealed class MySqlCatalogReader(DatabaseSession session, CatalogDetail detail)
{
    private readonly string _database = session.Address.Database;
    private readonly bool _isMariaDb = session.Kind == DatabaseKind.MariaDb;

    public async Task<DatabaseCatalog> ReadAsync(CancellationToken cancellationToken)
    {
        var queries = new MySqlCatalogQueries(session, cancellationToken);
        List<TableRow> tables = await queries.TablesAsync().ConfigureAwait(false);
        ILookup<string, ColumnRow> columns = (await queries.ColumnsAsync().ConfigureAwait(false)).ToLookup(c => c.Table);
        ILookup<string, IndexRow> indexes = (await queries.IndexesAsync().ConfigureAwait(false)).ToLookup(i => i.Table);
        ILookup<string, ForeignKeyRow> keys = (await queries.ForeignKeysAsync().ConfigureAwait(false)).ToLookup(k => k.Table);
        // MariaDB opens every table for each of these queries.
        ILookup<string, RuleRow> rules = (keys.Count == 0 ? [] : await queries.RulesAsync().ConfigureAwait(false)).ToLookup(r => r.Table);
        ILookup<string, CheckRow> checks = (await queries.ChecksAsync().ConfigureAwait(false)).ToLookup(c => c.Table);
        ILookup<string, PartitionRow> partitions =
            (tables.Exists(t => t.IsPartitioned) ? await queries.PartitionsAsync().ConfigureAwait(false) : []).ToLookup(p => p.Table);

        var result = new List<CatalogTable>();
        var leftOut = new List<LeftOut>();
        foreach (TableRow table in tables.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            switch (table.Type)
            {
                case "BASE TABLE" or "SYSTEM VERSIONED":
                    result.Add(ToTable(table, columns[table.Name], indexes[table.Name], keys[table.Name],
                        rules[table.Name], checks[table.Name], partitions[table.Name].FirstOrDefault()));
                    break;
                case "VIEW" or "SYSTEM VIEW" or "TEMPORARY":
                    break;
                default:
                    leftOut.Add(new LeftOut(table.Type.ToLowerInvariant(), table.Name, $"a {table.Type.ToLowerInvariant()}"));
                    break;
            }

            if (table.Type == "SYSTEM VERSIONED")
            {
                leftOut.Add(new LeftOut("table", table.Name, "the history of its rows (system versioning); the current rows are copied")
                {
                    Table = new TableName(null, table.Name),
                });
            }
        }

        List<TriggerRow> triggers = await queries.TriggersAsync().ConfigureAwait(false);
        var catalog = new DatabaseCatalog
        {
            Kind = session.Kind,
            Database = _database,
            ServerVersion = session.ServerVersion,
            Tables = result,
            Triggers = [.. InOrder(triggers).Select(ToTrigger)],
            LeftOut = leftOut,
        };
        return detail == CatalogDetail.Tables
            ? catalog
            : await AddRestAsync(catalog, queries, columns, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DatabaseCatalog> AddRestAsync(
        DatabaseCatalog catalog, MySqlCatalogQueries queries, ILookup<string, ColumnRow> columns, CancellationToken cancellationToken)
    {
        List<ViewRow> views = await queries.ViewsAsync().ConfigureAwait(false);
        List<RoutineRow> routines = await queries.RoutinesAsync().ConfigureAwait(false);
        HashSet<string> names = [.. catalog.Tables.Select(t => t.Name.Name), .. views.Select(v => v.Name)];
        var definitions = new List<CatalogRoutine>();
        foreach (RoutineRow routine in routines.OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            string? statement = await queries.ShowCreateAsync(routine).ConfigureAwait(false);
            definitions.Add(new CatalogRoutine(new TableName(null, routine.Name), routine.IsProcedure,
                statement ?? routine.Body ?? ""));
        }

        return catalog with
        {
            Views = [.. views.OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => ToView(v, names, columns[v.Name]))],
            Routines = definitions,
            LeftOut = [.. catalog.LeftOut, .. await new MySqlUnread(session, cancellationToken).ReadAsync(catalog.Tables).ConfigureAwait(false)],
        };
    }

    private CatalogTable ToTable(TableRow table, IEnumerable<ColumnRow> columns, IEnumerable<IndexRow> indexes,
        IEnumerable<ForeignKeyRow> keys, IEnumerable<RuleRow> rules, IEnumerable<CheckRow> checks, PartitionRow? partition)
    {
        List<CheckRow> checkList = [.. checks];
        HashSet<string> json = [.. checkList.Where(IsJsonCheck).Select(c => c.Name)];
        List<CatalogColumn> columnList =
        [
            .. columns.OrderBy(c => c.Position).Select(c => ToColumn(c, table, _isMariaDb && json.Contains(c.Name))),
        ];
        var primary = default(CatalogKey);
        var unique = new List<CatalogKey>();
        var others = new List<CatalogIndex>();
        foreach (IGrouping<string, IndexRow> index in indexes.GroupBy(i => i.Index).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            List<IndexRow> parts = [.. index.OrderBy(i => i.Position)];
            bool isPlain = parts.TrueForAll(p => p.Column is not null && p.PrefixLength is null);
            if (index.Key == "PRIMARY")
            {
                primary = ToKey(parts);
            }
            else if (parts[0].Unique && isPlain)
            {
                unique.Add(ToKey(parts));
            }
            else
            {
                others.Add(new CatalogIndex(index.Key,
                [
                    .. parts.Select(p => new IndexPart(p.Column,
                        p.Expression is null ? null : MySqlExpressions.Inner(p.Expression, _isMariaDb), p.Descending,
                        p.Type == "SPATIAL" ? null : p.PrefixLength)),
                ])
                {
                    Unique = parts[0].Unique,
                    Method = parts[0].Type.ToLowerInvariant(),
                });
            }
        }

        return new CatalogTable
        {
            Name = new TableName(null, table.Name),
            Columns = columnList,
            PrimaryKey = primary,
            UniqueKeys = unique,
            Indexes = others,
            ForeignKeys = ToForeignKeys(keys, rules),
            Checks =
            [
                .. checkList.Where(c => !(_isMariaDb && IsJsonCheck(c))).OrderBy(c => c.Name, StringComparer.Ordinal)
                    .Select(c => new CatalogCheck(c.OfColumn ? null : c.Name, MySqlExpressions.Inner(c.Clause, _isMariaDb)) { Enforced = c.Enforced }),
            ],

            // 0 is also what a server says that has no statistics yet.
            RowEstimate = table.Rows is 0 ? null : table.Rows,
            Comment = table.Comment,
            IsPartitioned = partition is not null,
            PartitionBy = partition is null ? null : $"{partition.Method} ({partition.Expression})",
            Collation = table.Collation,
            Engine = table.Engine,
        };
    }

    private CatalogColumn ToColumn(ColumnRow row, TableRow table, bool isJson)
    {
        bool isLob = row.Type.EndsWith("text", StringComparison.Ordinal);
        ColumnType type = MySqlTypeMap.ToColumnType(row.Type, isLob ? row.MaxBytes : null, row.CharacterSet, row.Srid,
            isJson, _isMariaDb, HasLongTimestamps());
        bool isGenerated = row.Extra.Contains("VIRTUAL GENERATED", StringComparison.OrdinalIgnoreCase)
            || row.Extra.Contains("STORED GENERATED", StringComparison.OrdinalIgnoreCase)
            || row.Extra.Contains("PERSISTENT", StringComparison.OrdinalIgnoreCase);
        IdentityKind identity = row.Extra.Contains("auto_increment", StringComparison.OrdinalIgnoreCase) ? IdentityKind.AutoIncrement : IdentityKind.None;
        return new CatalogColumn
        {
            Name = row.Name,
            Type = type,
            Nullable = row.Nullable,
            Default = isGenerated ? null : MySqlExpressions.Default(row, type.BaseName, _isMariaDb),
            Identity = identity,
            NextValue = identity == IdentityKind.AutoIncrement ? table.NextValue : null,
            Generated = isGenerated ? MySqlExpressions.Inner(row.Generation ?? "", _isMariaDb) : null,
            GeneratedStored = isGenerated && !row.Extra.Contains("VIRTUAL", StringComparison.OrdinalIgnoreCase),
            OnUpdate = MySqlExpressions.OnUpdate(row.Extra),
            Collation = row.Collation == table.Collation ? null : row.Collation,
            CharacterSet = type.Wire.Kind == WireKind.Text ? row.CharacterSet : null,
            Comment = row.Comment,
        };
    }

    private List<CatalogForeignKey> ToForeignKeys(IEnumerable<ForeignKeyRow> keys, IEnumerable<RuleRow> rules)
    {
        Dictionary<string, RuleRow> ruleByName = rules.ToDictionary(r => r.Name);
        var result = new List<CatalogForeignKey>();
        foreach (IGrouping<string, ForeignKeyRow> key in keys.GroupBy(k => k.Name).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            List<ForeignKeyRow> parts = [.. key.OrderBy(k => k.Position)];
            bool isHere = parts[0].ReferencedSchema.Equals(_database, StringComparison.OrdinalIgnoreCase);
            RuleRow? rule = ruleByName.GetValueOrDefault(key.Key);
            result.Add(new CatalogForeignKey(key.Key, [.. parts.Select(p => p.Column)],
                new TableName(isHere ? null : parts[0].ReferencedSchema, parts[0].ReferencedTable),
                [.. parts.Select(p => p.ReferencedColumn)])
            {
                OnDelete = ToAction(rule?.OnDelete),
                OnUpdate = ToAction(rule?.OnUpdate),
            });
        }

        return result;
    }

    private CatalogView ToView(ViewRow view, HashSet<string> names, IEnumerable<ColumnRow> columns) =>
        new(new TableName(null, view.Name),
            MySqlExpressions.WithoutDatabase(view.Definition, _database, names, out List<string> used),
            [.. columns.OrderBy(c => c.Position).Select(c => c.Name)])
        {
            DependsOn = [.. used.Distinct().Order(StringComparer.Ordinal).Select(n => new TableName(null, n))],
            CheckOption = view.CheckOption == "NONE" ? null : view.CheckOption,
            SecurityInvoker = view.Invoker,
            Algorithm = view.Algorithm is "UNDEFINED" or "" ? null : view.Algorithm,
        };

    /// <summary>By name, but those of one event as they fire: a server fires them as they were made.</summary>
    private static IEnumerable<TriggerRow> InOrder(IEnumerable<TriggerRow> triggers) => triggers.GroupBy(t => (t.Table, t.Timing, t.Event))
        .OrderBy(g => g.Select(t => t.Name).Min(StringComparer.Ordinal), StringComparer.Ordinal).SelectMany(g => g.OrderBy(t => t.Order));

    private CatalogTrigger ToTrigger(TriggerRow trigger)
    {
        Dialect dialect = session.Dialect;
        return new CatalogTrigger(trigger.Name, new TableName(null, trigger.Table), trigger.Timing, [trigger.Event], true,
            trigger.Body, $"CREATE TRIGGER {dialect.Quote(trigger.Name)} {trigger.Timing} {trigger.Event} ON "
            + $"{dialect.Quote(trigger.Table)} FOR EACH ROW {trigger.Body}");
    }

    private bool HasLongTimestamps() =>
        _isMariaDb && Version.TryParse(session.ServerVersion.Split('-')[0], out Version? version)
        && version >= new Version(11, 5);

    /// <summary>MariaDB's JSON is LONGTEXT with this check, named as the column.</summary>
    private static bool IsJsonCheck(CheckRow check) =>
        check.OfColumn && check.Clause.Equals(
            "json_valid(`" + check.Name.Replace("`", "``", StringComparison.Ordinal) + "`)", StringComparison.OrdinalIgnoreCase);

    private static CatalogKey ToKey(List<IndexRow> parts) => new(parts[0].Index, [.. parts.Select(p => p.Column!)])
    {
        PrefixLengths = parts.Exists(p => p.PrefixLength is not null) ? [.. parts.Select(p => p.PrefixLength)] : [],
    };

    private static ReferentialAction ToAction(string? rule) => rule switch
    {
        "CASCADE" => ReferentialAction.Cascade,
        "SET NULL" => ReferentialAction.SetNull,
        "SET DEFAULT" => ReferentialAction.SetDefault,
        "RESTRICT" => ReferentialAction.Restrict,
        _ => ReferentialAction.NoAction,
    };
}
