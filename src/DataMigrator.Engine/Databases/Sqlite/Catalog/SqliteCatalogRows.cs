using System.Data.Common;

namespace DataMigrator.Databases.Sqlite.Catalog;

/// <summary>A row of sqlite_schema.</summary>
internal sealed record SchemaRow(string Type, string Name, string Table, string? Sql)
{
    public const string Query = "SELECT type, name, tbl_name, sql FROM main.sqlite_schema";

    public static SchemaRow Read(DbDataReader r) =>
        new(r.GetString(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3));
}

/// <summary>A row of pragma_table_list.</summary>
internal sealed record TableRow(string Name, string Type, bool WithoutRowId, bool Strict)
{
    public const string Query = "SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main'";

    public static TableRow Read(DbDataReader r) =>
        new(r.GetString(0), r.GetString(1), r.GetInt64(2) != 0, r.GetInt64(3) != 0);
}

/// <summary>A column of a table.</summary>
internal sealed record ColumnRow(string Table, string Name, string Type, bool NotNull, string? Default, int KeyPlace, int Hidden)
{
    public const string Query = "SELECT s.name, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, x.hidden "
        + "FROM main.sqlite_schema AS s, pragma_table_xinfo(s.name, 'main') AS x WHERE " + SqliteCatalogReader.PlainTable
        + " ORDER BY s.name, x.cid";

    public const string ViewQuery = "SELECT s.name, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, x.hidden "
        + "FROM main.sqlite_schema AS s, pragma_table_xinfo(s.name, 'main') AS x WHERE s.type = 'view' ORDER BY s.name, x.cid";

    /// <summary>1 and above: hidden of a virtual table, virtual generated, stored generated.</summary>
    public const int VirtualGenerated = 2;

    public const int StoredGenerated = 3;

    public static ColumnRow Read(DbDataReader r) =>
        new(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt64(3) != 0, r.IsDBNull(4) ? null : r.GetString(4),
            r.GetInt32(5), r.GetInt32(6));
}

/// <summary>A key column of an index; <see cref="Column"/> is null for an expression.</summary>
internal sealed record IndexRow(string Table, string Index, bool Unique, string Origin, bool Partial, string? Column,
    bool Descending, string Collation)
{
    public const string Query = "SELECT s.name, l.name, l.\"unique\", l.origin, l.partial, x.cid, x.name, x.\"desc\", x.coll "
        + "FROM main.sqlite_schema AS s, pragma_index_list(s.name, 'main') AS l, pragma_index_xinfo(l.name, 'main') AS x WHERE "
        + SqliteCatalogReader.PlainTable + " AND x.key = 1 ORDER BY s.name, l.seq, x.seqno";

    public static IndexRow Read(DbDataReader r) =>
        new(r.GetString(0), r.GetString(1), r.GetInt64(2) != 0, r.GetString(3), r.GetInt64(4) != 0,
            r.GetInt64(5) < 0 || r.IsDBNull(6) ? null : r.GetString(6), r.GetInt64(7) != 0, r.GetString(8));
}

/// <summary>A column pair of a foreign key; <see cref="To"/> is null where the DDL names none.</summary>
internal sealed record ForeignKeyRow(string Table, int Id, string Parent, string From, string? To, string OnUpdate,
    string OnDelete)
{
    public const string Query = "SELECT s.name, f.id, f.\"table\", f.\"from\", f.\"to\", f.on_update, f.on_delete "
        + "FROM main.sqlite_schema AS s, pragma_foreign_key_list(s.name, 'main') AS f WHERE "
        + SqliteCatalogReader.PlainTable + " ORDER BY s.name, f.id DESC, f.seq";

    public static ForeignKeyRow Read(DbDataReader r) =>
        new(r.GetString(0), r.GetInt32(1), r.GetString(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4),
            r.GetString(5), r.GetString(6));
}

/// <summary>A number kept for a table: its estimated rows, or the last identity given.</summary>
internal sealed record CountRow(string Table, long Count)
{
    public const string EstimateQuery = "SELECT tbl, max(CAST(stat AS INTEGER)) FROM main.sqlite_stat1 GROUP BY tbl";

    public const string SequenceQuery = "SELECT name, CAST(max(seq) AS INTEGER) FROM main.sqlite_sequence WHERE name IS NOT NULL "
        + "AND typeof(seq) = 'integer' GROUP BY name";

    public static CountRow Read(DbDataReader r) => new(r.GetString(0), r.GetInt64(1));
}
