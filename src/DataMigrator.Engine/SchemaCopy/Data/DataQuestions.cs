using DataMigrator.Catalog;
using DataMigrator.SchemaCopy.Types;
using DataMigrator.Values;

namespace DataMigrator.SchemaCopy.Data;

/// <summary>What is asked of a column's data.</summary>
[Flags]
internal enum Ask
{
    None = 0,
    OnlyZeroAndOne = 1,
    Length = 2,
    Digits = 4,
    FitsSigned = 8,
    WithinDay = 16,
    NulEscape = 32,
    LongNumbers = 64,
}

/// <summary>A column to look at.</summary>
internal sealed record ProbeColumn(CatalogColumn Column, Ask Ask);

/// <summary>What is asked of a table's data.</summary>
internal sealed record TableQuestion(CatalogTable Table, IReadOnlyList<ProbeColumn> Columns);

/// <summary>The columns whose data is looked at before their type is chosen.</summary>
internal static class DataQuestions
{
    public static IReadOnlyList<ProbeColumn> For(DatabaseKind source, CatalogTable table, DatabaseKind target)
    {
        if (DatabaseNames.SameFamily(source, target))
        {
            return [];
        }

        HashSet<string> keys = KeyColumns.Of(table);
        var columns = new List<ProbeColumn>();
        foreach (CatalogColumn column in table.Columns)
        {
            Ask ask = source switch
            {
                DatabaseKind.Sqlite => OfSqlite(column, keys.Contains(column.Name), target),
                DatabaseKind.Postgres => OfPostgres(column, keys.Contains(column.Name), target),
                _ => OfMySql(column, target),
            };
            if (ask != Ask.None)
            {
                columns.Add(new ProbeColumn(column, ask));
            }
        }

        return columns;
    }

    private static Ask OfMySql(CatalogColumn column, DatabaseKind target) => column.Type.BaseName switch
    {
        "tinyint" when column.Type.Declared.StartsWith("tinyint(1)", StringComparison.OrdinalIgnoreCase) => Ask.OnlyZeroAndOne,
        "bigint" when column.Type.Unsigned => Ask.FitsSigned,
        "time" when target == DatabaseKind.Postgres => Ask.WithinDay,
        "json" when target == DatabaseKind.Postgres => Ask.NulEscape,
        _ => Ask.None,
    };

    private static Ask OfPostgres(CatalogColumn column, bool inKey, DatabaseKind target)
    {
        if (!DatabaseNames.SameFamily(target, DatabaseKind.MySql))
        {
            return Ask.None;
        }

        ColumnType type = PostgresDeclaration.Underneath(column.Type);
        return type.BaseName switch
        {
            "numeric" when type.Precision is null && type.ArrayDimensions == 0 => Ask.Digits,
            "json" or "jsonb" when target == DatabaseKind.MySql && type.ArrayDimensions == 0 => Ask.LongNumbers,
            _ => inKey && type.Wire.Kind is WireKind.Text or WireKind.Binary or WireKind.Literal ? Ask.Length : Ask.None,
        };
    }

    private static Ask OfSqlite(CatalogColumn column, bool inKey, DatabaseKind target)
    {
        bool isRowId = column.Identity != IdentityKind.None;
        return isRowId ? Ask.None : column.Type.Wire.Kind switch
        {
            WireKind.Decimal => Ask.Digits,
            WireKind.Text or WireKind.Binary => (inKey && DatabaseNames.SameFamily(target, DatabaseKind.MySql)) || column.Type.Length > 0 ? Ask.Length : Ask.None,
            _ => Ask.None,
        };
    }
}
