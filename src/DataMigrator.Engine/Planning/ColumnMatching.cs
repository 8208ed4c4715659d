using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Planning.Conversions;
using DataMigrator.Values;

namespace DataMigrator.Planning;

/// <summary>Pairs the columns of two tables by name and finds the rule of each pair.</summary>
internal sealed class ColumnMatching(IDatabase source, bool sameSystem, TargetNames names)
{
    /// <summary>Columns whose values matter even where they are not what the column's type says: those that the target could
    /// take as what they are, and keys to read by.</summary>
    public IReadOnlySet<string> Closely(CatalogTable from, CatalogTable to)
    {
        var closely = Keys(from).SelectMany(k => k.Columns).ToHashSet(StringComparer.Ordinal);
        closely.UnionWith(from.Columns.Where(c =>
                NameMatching.Find(to.Columns, t => t.Name, names.Column(from.Name, c.Name)) is { IsGenerated: false } pair
                && !(sameSystem && source.NativeWire(c, pair) is not null)
                && (pair.Type.Wire.Kind != c.Type.Wire.Kind || c.Type.Wire.Kind == WireKind.Binary))
            .Select(c => c.Name));
        return closely;
    }

    public IReadOnlyList<ColumnTransfer> Match(CatalogTable from, CatalogTable to, IReadOnlyDictionary<string, ColumnLook> looked,
        List<PlanProblem> problems, List<string> warnings)
    {
        var columns = new List<ColumnTransfer>();
        var taken = new HashSet<string>();
        foreach (CatalogColumn column in from.Columns)
        {
            CatalogColumn? pair = NameMatching.Find(to.Columns, c => c.Name, names.Column(from.Name, column.Name));
            if (pair is null)
            {
                if (!column.IsGenerated)
                {
                    Problem(from, column.Name, $"the target's table {to.Name} has no such column; "
                        + NameMatching.Suggest(to.Columns.Select(c => c.Name), column.Name)
                        + " Add the column, or leave the table out.");
                }

                continue;
            }

            taken.Add(pair.Name);
            if (pair.IsGenerated)
            {
                if (!column.IsGenerated)
                {
                    warnings.Add($"{from.Name}.{column.Name}: the target computes this column, so its values are not copied.");
                }

                continue;
            }

            ColumnLook look = looked.GetValueOrDefault(column.Name) ?? new ColumnLook(column.Type.Wire);
            WireType natural = look.For(pair.Type.Wire.Kind);
            WireType? native = sameSystem ? source.NativeWire(column, pair) : null;
            WireType read = native ?? natural;
            WireType write = native ?? pair.Type.Wire;
            if (ConversionTable.Find(read, write) is { } conversion)
            {
                columns.Add(new ColumnTransfer(column, pair, read, write, conversion) { Decoded = look.Every ?? look.Wire });
            }
            else
            {
                Problem(from, column.Name, $"{column.Type.Declared} can't become {pair.Type.Declared}. "
                    + "Change the target's column, or leave the table out.");
            }
        }

        foreach (CatalogColumn column in to.Columns)
        {
            if (!taken.Contains(column.Name) && !column.Nullable && column.Default is null && !column.IsGenerated
                && column.Identity == IdentityKind.None)
            {
                Problem(from, column.Name, $"the target's table {to.Name} demands this column and the source has none. "
                    + "Give the target's column a default, or allow NULL in it.");
            }
        }

        return columns;

        void Problem(CatalogTable table, string column, string text) => problems.Add(new PlanProblem(
            ErrorCodes.ColumnMismatch, table.Name.ToString(), column, $"Matching {table.Name}.{column}: {text}"));
    }

    /// <summary>The key to read a table by: the primary key, or a unique key without NULLs, all of whose columns are copied
    /// and sort as they compare. Its columns are read decoded, so that a checkpoint can hold their values.</summary>
    public static TableTransfer WithKey(TableTransfer table)
    {
        foreach (CatalogKey key in Keys(table.Source))
        {
            int[] positions = [.. key.Columns.Select(c => Position(table, c))];
            if (positions.Contains(-1) || key.PrefixLengths.Any(p => p is not null)
                || !positions.All(p => IsSortable(table.Columns[p].Source) && !table.Columns[p].Decoded.Mixed
                    && !IsFloat(table.Columns[p].Decoded) && !IsFloat(table.Columns[p].WriteWire)))
            {
                continue;
            }

            ColumnTransfer[] columns = [.. table.Columns];
            bool decodable = true;
            foreach (int p in positions)
            {
                ColumnTransfer column = columns[p];
                if (column.ReadWire.Kind == WireKind.Native)
                {
                    WireType read = column.Decoded, write = column.Target.Type.Wire;
                    decodable &= ConversionTable.Find(read, write) is not null;
                    columns[p] = column with
                    {
                        ReadWire = read, WriteWire = write, Conversion = ConversionTable.Find(read, write) ?? column.Conversion,
                    };
                }
            }

            if (decodable)
            {
                HashSet<string> targetColumns = [.. positions.Select(p => columns[p].Target.Name)];
                return table with
                {
                    Columns = columns,
                    Key = positions,
                    KeyIsUniqueInTarget = Keys(table.Target).Any(k => targetColumns.IsSupersetOf(k.Columns)),
                };
            }
        }

        return table;
    }

    private static IEnumerable<CatalogKey> Keys(CatalogTable table) =>
        (table.PrimaryKey is { } primary ? [primary, .. table.UniqueKeys] : table.UniqueKeys)
        .Where(k => k.Columns.All(c => table.FindColumn(c) is { Nullable: false }));

    private static int Position(TableTransfer table, string column)
    {
        for (int i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Source.Name == column)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsFloat(WireType wire) => wire.Kind is WireKind.Float32 or WireKind.Float64;

    /// <summary>Enums and sets sort by number and compare by label in MySQL; floats have no exact literal everywhere.</summary>
    private static bool IsSortable(CatalogColumn column) => column.Type.Wire is
    {
        Kind: WireKind.Integer or WireKind.Unsigned or WireKind.Decimal or WireKind.Text or WireKind.Binary or WireKind.Date
            or WireKind.Timestamp or WireKind.TimestampTz or WireKind.Uuid,
        Labels: null,
    } && column.Type.BaseName is not ("enum" or "set");
}
