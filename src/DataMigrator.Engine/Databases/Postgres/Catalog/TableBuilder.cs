using System.Data.Common;
using DataMigrator.Catalog;

namespace DataMigrator.Databases.Postgres.Catalog;

/// <summary>Gathers a table's parts from the catalogue's queries.</summary>
internal sealed class TableBuilder(TableName name, bool isPartitioned, string? partitionBy, string? comment)
{
    private readonly List<CatalogColumn> _columns = [];
    private readonly Dictionary<short, string> _names = [];
    private readonly List<CatalogKey> _uniqueKeys = [];
    private readonly List<CatalogIndex> _indexes = [];
    private readonly List<CatalogForeignKey> _foreignKeys = [];
    private readonly List<CatalogCheck> _checks = [];
    private CatalogKey? _primaryKey;

    public long? RowEstimate { get; set; }

    public void AddColumn(short number, CatalogColumn column)
    {
        _columns.Add(column);
        _names[number] = column.Name;
    }

    /// <summary>Row of <see cref="CatalogSql.Constraints"/>.</summary>
    public void AddConstraint(DbDataReader row)
    {
        string constraint = row.GetString(1);
        string[] columns = [.. row.Numbers(6).Select(n => _names[n])];
        switch (row.GetString(2))
        {
            case "c":
                _checks.Add(new CatalogCheck(constraint, CheckText.Condition(row.GetString(13)))
                {
                    Enforced = row.GetBoolean(17), Validated = row.GetBoolean(5), NoInherit = row.GetBoolean(16),
                });
                break;
            case "f":
                _foreignKeys.Add(new CatalogForeignKey(constraint, columns,
                    new TableName(row.GetString(7), row.GetString(8)), row.Texts(12) ?? [])
                {
                    OnUpdate = Action(row.GetString(9)),
                    OnDelete = Action(row.GetString(10)),
                    DeleteColumns = row.IsDBNull(15) ? [] : [.. row.Numbers(15).Select(n => _names[n])],
                    MatchFull = row.GetString(11) == "f",
                    Deferrable = row.GetBoolean(3),
                    InitiallyDeferred = row.GetBoolean(4),
                    Validated = row.GetBoolean(5),
                });
                break;
            default:
                var key = new CatalogKey(constraint, columns)
                {
                    Deferrable = row.GetBoolean(3),
                    InitiallyDeferred = row.GetBoolean(4),
                    NullsNotDistinct = row.GetBoolean(14),
                };
                if (row.GetString(2) == "p")
                {
                    _primaryKey = key;
                }
                else
                {
                    _uniqueKeys.Add(key);
                }

                break;
        }
    }

    /// <summary>Row of <see cref="CatalogSql.Indexes"/>: a unique one over plain columns counts as a key,
    /// unless it compares otherwise than a column does: rows that differ to it may be equal in the column's order.</summary>
    public void AddIndex(DbDataReader row)
    {
        string index = row.GetString(1);
        short[] columns = row.Numbers(5);
        int keys = row.GetInt16(4);
        bool unique = row.GetBoolean(3);
        string? where = row.Text(7);
        string[]? collations = row.Texts(10);
        bool plain = where is null && columns.Take(keys).All(n => n != 0) && collations?.Any(c => c.Length > 0) != true;
        if (unique && plain && !row.GetBoolean(12))
        {
            _uniqueKeys.Add(new CatalogKey(index, [.. columns.Take(keys).Select(NameOf)])
            {
                IsConstraint = false,
                NullsNotDistinct = row.GetBoolean(11),
            });
            return;
        }

        short[] options = row.Numbers(6);
        string[]? expressions = row.Texts(9);
        var parts = new List<IndexPart>();
        for (int i = 0; i < keys; i++)
        {
            string? collation = collations is not null && i < collations.Length && collations[i].Length > 0 ? collations[i] : null;
            bool descending = i < options.Length && (options[i] & 1) != 0;
            parts.Add(columns[i] == 0
                ? new IndexPart(null, CheckText.Strip(expressions![i]), descending, Collation: collation)
                : new IndexPart(NameOf(columns[i]), null, descending, Collation: collation));
        }

        _indexes.Add(new CatalogIndex(index, parts)
        {
            Unique = unique,
            Where = where is null ? null : CheckText.Strip(where),
            Method = row.GetString(2),
            Include = [.. columns.Skip(keys).Select(NameOf)],
            Definition = row.GetString(8),
        });
    }

    public CatalogTable Build() => new()
    {
        Name = name,
        Columns = _columns,
        PrimaryKey = _primaryKey,
        UniqueKeys = _uniqueKeys,
        Indexes = _indexes,
        ForeignKeys = _foreignKeys,
        Checks = _checks,
        RowEstimate = RowEstimate,
        Comment = comment,
        IsPartitioned = isPartitioned,
        PartitionBy = partitionBy,
    };

    // An index may name a system column, such as tableoid.
    private string NameOf(short number) => _names.GetValueOrDefault(number, "tableoid");

    private static ReferentialAction Action(string code) => code switch
    {
        "r" => ReferentialAction.Restrict,
        "c" => ReferentialAction.Cascade,
        "n" => ReferentialAction.SetNull,
        "d" => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };
}
