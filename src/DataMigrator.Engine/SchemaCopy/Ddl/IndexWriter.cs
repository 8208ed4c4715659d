using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>Writes unique keys and indexes.</summary>
internal sealed class IndexWriter
{
    private readonly Translation _translation;
    private readonly DatabaseKind _target;
    private readonly HashSet<string> _ambiguous;
    private readonly List<SchemaStatement> _statements = [];

    public IndexWriter(Translation translation)
    {
        _translation = translation;
        _target = translation.Target;
        _ambiguous = translation.Tables.Values
            .SelectMany(t => t.Source.Indexes.Select(i => i.Name).Concat(t.Source.UniqueKeys.Select(k => k.Name).OfType<string>()))
            .GroupBy(n => n, translation.Target == DatabaseKind.Postgres ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1).Select(g => g.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private bool Postgres => _target == DatabaseKind.Postgres;

    public IReadOnlyList<SchemaStatement> Write()
    {
        foreach (DdlTable table in _translation.Tables.Values)
        {
            foreach (CatalogKey key in table.Source.UniqueKeys.Where(k => k.Name is null || k.Name != table.InlineIndex))
            {
                UniqueKey(table, key);
            }

            foreach (CatalogIndex index in table.Source.Indexes.Where(i => i.Name != table.InlineIndex))
            {
                Index(table, index);
            }
        }

        return _statements;
    }

    private string Claim(DdlTable table, string wanted)
    {
        string scope = _translation.ToMySql ? "index:" + table.Name : _translation.Names.RelationScope(table.Name);
        return _translation.Names.Claim(scope, wanted, table.Name, !_translation.ToMySql && _ambiguous.Contains(wanted));
    }

    private void Add(SchemaObjectKind kind, DdlTable table, string name, string sql)
    {
        _statements.AddRange(_translation.Routines.Take());
        _statements.Add(new SchemaStatement(kind, name, table.Name, sql));
    }

    private void UniqueKey(DdlTable table, CatalogKey key)
    {
        string full = table.Source.Name + "." + (key.Name ?? string.Join("_", key.Columns));
        if (key.PrefixLengths.Any(p => p is not null))
        {
            var parts = key.Columns.Select((c, i) => new IndexPart(c, null, false, key.PrefixLengths[i])).ToList();
            Index(table, new CatalogIndex(key.Name ?? string.Join("_", key.Columns), parts) { Unique = true });
            return;
        }

        string wanted = key.Name is null || key.Name.StartsWith("sqlite_autoindex", StringComparison.Ordinal)
            ? table.Name.Name + "_" + string.Join("_", key.Columns) + "_key"
            : key.Name;
        string name = Claim(table, wanted);
        string columns = "(" + _translation.QuoteAll(table.Names(key.Columns)) + ")";
        if (key.NullsNotDistinct && !Postgres)
        {
            _translation.Warn("index", full, "allows NULL more than once in the target");
        }

        if (key.Deferrable && !Postgres)
        {
            _translation.Warn("index", full, "can no longer be deferred to the end of a transaction");
        }

        string quoted = _translation.Quote(name);
        string on = _translation.Quote(table.Name);
        string sql = _target switch
        {
            DatabaseKind.Postgres when key.IsConstraint => $"ALTER TABLE {on} ADD CONSTRAINT {quoted} UNIQUE "
                + (key.NullsNotDistinct ? "NULLS NOT DISTINCT " : "") + columns
                + (key.Deferrable ? " DEFERRABLE" + (key.InitiallyDeferred ? " INITIALLY DEFERRED" : "") : ""),
            DatabaseKind.Postgres => $"CREATE UNIQUE INDEX {quoted} ON {on} {columns}" + (key.NullsNotDistinct ? " NULLS NOT DISTINCT" : ""),
            DatabaseKind.Sqlite => $"CREATE UNIQUE INDEX {quoted} ON {on} {columns}",
            _ => $"ALTER TABLE {on} ADD UNIQUE KEY {quoted} {columns}",
        };
        Add(SchemaObjectKind.UniqueKey, table, name, sql);
    }

    private void Index(DdlTable table, CatalogIndex index)
    {
        string full = table.Source.Name + "." + index.Name;
        try
        {
            if (_translation.Source == _target && index.Definition is { Length: > 0 } && Postgres)
            {
                Add(SchemaObjectKind.Index, table, index.Name, index.Definition);
                return;
            }

            string sql = index.Method switch
            {
                "fulltext" => FullText(table, index, full),
                "spatial" => Spatial(table, index),
                "gin" or "gist" or "spgist" or "sp-gist" or "brin" when !Postgres => Method(table, index, full),
                _ => Ordinary(table, index, full),
            };
            string name = Claim(table, index.Name);
            Add(SchemaObjectKind.Index, table, name,
                sql.Replace("{name}", _translation.Quote(name), StringComparison.Ordinal));
        }
        catch (UntranslatableException e)
        {
            _translation.Skip("index", full, e.Message, index.Definition ?? Describe(index));
        }
    }

    private static string Describe(CatalogIndex index) => (index.Unique ? "UNIQUE " : "") + index.Method.ToUpperInvariant()
        + " INDEX " + index.Name + " (" + string.Join(", ", index.Parts.Select(p => p.Column ?? p.Expression)) + ")"
        + (index.Where is null ? "" : " WHERE " + index.Where);

    private string FullText(DdlTable table, CatalogIndex index, string full)
    {
        string on = _translation.Quote(table.Name);
        List<string> columns = index.Parts.Where(p => p.Column is not null).Select(p => _translation.Quote(table.Column(p.Column!).Name)).ToList();
        if (_translation.ToMySql)
        {
            return $"ALTER TABLE {on} ADD FULLTEXT KEY {{name}} ({string.Join(", ", columns)})";
        }

        if (!Postgres)
        {
            throw new UntranslatableException("SQLite has no full-text index on a table; see its FTS5 tables");
        }

        _translation.Warn("index", full, "is a GIN index over to_tsvector('simple', …): queries must use @@ with the same expression");
        string text = string.Join(" || ' ' || ", columns.Select(c => $"coalesce({c}, '')"));
        return $"CREATE INDEX {{name}} ON {on} USING gin (to_tsvector('simple', {text}))";
    }

    private string Spatial(DdlTable table, CatalogIndex index)
    {
        bool possible = _translation.ToMySql && index.Parts is [{ Column: { } column }]
            && table.Column(column) is { Source.Nullable: false } target && target.Choice.Kind == SqlType.Binary;
        return possible
            ? $"ALTER TABLE {_translation.Quote(table.Name)} ADD SPATIAL KEY {{name}} ({_translation.Quote(table.Column(index.Parts[0].Column!).Name)})"
            : throw new UntranslatableException("the target has no spatial index without an extension");
    }

    private string Method(DdlTable table, CatalogIndex index, string full)
    {
        if (index.Method == "brin")
        {
            _translation.Warn("index", full, "is a BRIN index and becomes an ordinary one");
            return Ordinary(table, index, full);
        }

        if (index.Method == "gist" && _translation.ToMySql && index.Parts is [{ Column: { } column }]
            && table.Column(column).Choice.Sql == "geometry")
        {
            return Spatial(table, index);
        }

        throw new UntranslatableException($"the target has no equal to a {index.Method.ToUpperInvariant()} index");
    }

    private string Ordinary(DdlTable table, CatalogIndex index, string full)
    {
        if (index.Include.Count > 0 && !Postgres)
        {
            _translation.Warn("index", full, "no longer includes " + string.Join(", ", index.Include));
        }

        if (index.Method == "hash" && !Postgres)
        {
            _translation.Warn("index", full, "is a hash index and becomes an ordinary one");
        }

        string where = Where(table, index, full, out string? condition);
        var parts = index.Parts.Select(p => Part(table, index, p, condition)).ToList();
        string unique = index.Unique ? "UNIQUE " : "";
        string include = Postgres && index.Include.Count > 0 ? " INCLUDE (" + _translation.QuoteAll(table.Names(index.Include)) + ")" : "";
        return $"CREATE {unique}INDEX {{name}} ON {_translation.Quote(table.Name)}"
            + (Postgres && index.Method == "hash" ? " USING hash" : "")
            + $" ({string.Join(", ", parts)}){include}{where}";
    }

    /// <summary>A partial index. MySQL has none: a unique one becomes one over CASE WHEN, others cover all rows.</summary>
    private string Where(DdlTable table, CatalogIndex index, string full, out string? condition)
    {
        condition = null;
        if (index.Where is null)
        {
            return "";
        }

        if (!_translation.ToMySql)
        {
            return " WHERE " + _translation.Expression(index.Where, table, true, true).Sql;
        }

        if (!index.Unique)
        {
            _translation.Warn("index", full, $"covers all rows, not only those WHERE {index.Where}");
            return "";
        }

        if (_target == DatabaseKind.MariaDb)
        {
            throw new UntranslatableException("MariaDB has no unique index over a part of the rows");
        }

        condition = _translation.Expression(index.Where, table, true, true).Sql;
        return "";
    }

    private string Part(DdlTable table, CatalogIndex index, IndexPart part, string? condition)
    {
        string direction = part.Descending ? " DESC" : "";
        DdlColumn? column = part.Column is null ? null : table.Column(part.Column);
        string sql = column is null
            ? _translation.Expression(part.Expression!, table, false, true).Sql
            : _translation.Quote(column.Name);
        bool longText = column is null && _translation.ToMySql && !_translation.SameFamily
            && table.Columns.Any(c => c.Choice.Sql == "longtext" && sql.Contains(_translation.Quote(c.Name), StringComparison.Ordinal));
        if (longText)
        {
            throw new UntranslatableException("MySQL has no index over an expression of a long text");
        }

        if (condition is not null)
        {
            return column is { Choice.Sql: "longtext" or "longblob" or "json" }
                ? throw new UntranslatableException("MySQL has no unique index over a part of the rows of a long text")
                : $"((CASE WHEN {condition} THEN {sql} END)){direction}";
        }

        if (column is null)
        {
            return _target == DatabaseKind.MariaDb
                ? throw new UntranslatableException("MariaDB has no index over an expression")
                : sql.StartsWith('(') && _translation.Source == _target ? sql + direction
                : (_translation.ToMySql || Postgres ? "(" + sql + ")" : sql) + direction;
        }

        if (column.Choice.Kind == SqlType.Json && !Postgres && _translation.ToMySql)
        {
            throw new UntranslatableException("MySQL has no index over a JSON column");
        }

        if (_translation.ToMySql)
        {
            bool large = column.Choice.Sql is "longtext" or "longblob" or "geometry";
            int room = 3072 / 4 / index.Parts.Count;
            if (index.Unique && large && part.PrefixLength is null)
            {
                throw new UntranslatableException("MySQL has no unique index over a long text");
            }

            int? prefix = part.PrefixLength ?? (large || TooLong(column, room) ? Math.Min(255, room) : null);
            return sql + (prefix is null ? "" : $"({prefix})") + direction;
        }

        if (part.PrefixLength is int length)
        {
            string cut = column.Choice.Kind == SqlType.Binary && Postgres ? $"substring({sql} from 1 for {length})"
                : Postgres ? $"left({sql}, {length})"
                : $"substr({sql}, 1, {length})";
            return (Postgres ? "(" + cut + ")" : cut) + direction;
        }

        string collation = part.Collation is not null && _translation.Source == _target
            ? " COLLATE " + (Postgres ? _translation.Quote(part.Collation) : part.Collation) : "";
        return sql + collation + direction;
    }

    private bool TooLong(DdlColumn column, int room) => !_translation.SameFamily
        && column.Choice.Sql.StartsWith("varchar(", StringComparison.Ordinal)
        && int.TryParse(column.Choice.Sql["varchar(".Length..].TrimEnd(')'), out int length) && length > room;
}
