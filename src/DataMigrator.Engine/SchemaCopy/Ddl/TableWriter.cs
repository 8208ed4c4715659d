using System.Text;
using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>Writes CREATE TABLE and what must come before it (schemas, types) and after it (comments).</summary>
internal sealed class TableWriter(Translation translation, ForeignKeyWriter foreignKeys)
{
    private readonly DatabaseKind _target = translation.Target;
    private readonly ColumnWriter _columns = new(translation);
    private readonly CheckWriter _checks = new(translation);
    private readonly List<SchemaStatement> _statements = [];

    private bool Postgres => _target == DatabaseKind.Postgres;

    private bool Sqlite => _target == DatabaseKind.Sqlite;

    /// <summary>What belongs to the tables and is made when their rows are there.</summary>
    public IReadOnlyList<SchemaStatement> AfterLoad => _checks.AfterLoad;

    public IReadOnlyList<SchemaStatement> Write()
    {
        new TypeWriter(translation, _statements).Write();
        foreach (DdlTable table in translation.Tables.Values)
        {
            int before = _statements.Count;
            Table(table);
            _statements.InsertRange(before, translation.Routines.Take());
        }

        return _statements;
    }

    private void Table(DdlTable table)
    {
        CatalogTable source = table.Source;
        ChooseIdentity(table);
        foreach (DdlColumn column in table.Columns)
        {
            _columns.ChooseGenerated(table, column);
        }

        var lines = new List<(string Sql, string? Comment)>();
        bool keyIsInline = Sqlite && table.Columns.Any(c => c.IsIdentity);
        foreach (DdlColumn column in table.Columns)
        {
            lines.Add((_columns.Write(table, column, keyIsInline), ColumnWriter.Comment(column)));
        }

        if (source.PrimaryKey is { } key && !keyIsInline)
        {
            lines.Add((PrimaryKey(table, key), null));
        }

        lines.AddRange(_checks.Write(table));
        if (translation.ToMySql && table.Columns.FirstOrDefault(c => c.IsIdentity) is { } counted
            && source.PrimaryKey?.Columns[0] != counted.Source.Name)
        {
            lines.Add((CountingKey(table, counted), "MySQL wants AUTO_INCREMENT to begin a key"));
        }

        if (Sqlite)
        {
            lines.AddRange(foreignKeys.Inline(table).Select(f => (f, (string?)null)));
        }

        _statements.Add(new SchemaStatement(SchemaObjectKind.Table, table.Name.ToString(), table.Name,
            "CREATE TABLE " + translation.Quote(table.Name) + " (\n" + Body(lines) + ")" + Suffix(table)));
        Comments(table);
        if (source.IsPartitioned)
        {
            translation.Warn("table", source.Name.ToString(),
                $"is partitioned by {source.PartitionBy}; the target's table is a plain one");
        }
    }

    private static string Body(List<(string Sql, string? Comment)> lines)
    {
        var text = new StringBuilder();
        for (int i = 0; i < lines.Count; i++)
        {
            text.Append("    ").Append(lines[i].Sql).Append(i < lines.Count - 1 ? "," : "");
            if (lines[i].Comment is { Length: > 0 } comment)
            {
                text.Append(" -- ").Append(SqlComment.Line(comment));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One column at most counts up in MySQL and SQLite; it must be an integer, and in SQLite the whole key.</summary>
    private void ChooseIdentity(DdlTable table)
    {
        bool taken = false;
        foreach (DdlColumn column in table.Columns)
        {
            bool wanted = column.Source.Identity != IdentityKind.None
                || (Defaults.IsSequence(column.Source) && !column.Source.Nullable);
            if (!wanted)
            {
                continue;
            }

            bool fits = column.Choice.Kind == SqlType.Integer || (translation.ToMySql && column.Choice.Kind == SqlType.Float);
            fits &= !taken || Postgres;
            fits &= !Sqlite || (table.Source.PrimaryKey?.Columns is [var only] && only == column.Source.Name);
            column.IsIdentity = fits;
            taken |= fits;
            if (!fits)
            {
                translation.Warn("column", table.Source.Name + "." + column.Source.Name, "no longer counts up by itself");
            }
        }
    }

    private string PrimaryKey(DdlTable table, CatalogKey key)
    {
        bool named = Postgres && translation.Source == _target && key.Name is not null;
        var columns = table.Names(key.Columns).Select(translation.Quote).ToList();
        for (int i = 0; i < key.PrefixLengths.Count && translation.ToMySql; i++)
        {
            columns[i] += key.PrefixLengths[i] is int length ? $"({length})" : "";
        }

        return (named ? "CONSTRAINT " + translation.Quote(key.Name!) + " " : "") + "PRIMARY KEY (" + string.Join(", ", columns)
            + ")" + (Postgres && key.Deferrable ? " DEFERRABLE" + (key.InitiallyDeferred ? " INITIALLY DEFERRED" : "") : "");
    }

    /// <summary>The key that AUTO_INCREMENT needs from the first moment: one that the source has, or one of its own.</summary>
    private string CountingKey(DdlTable table, DdlColumn column)
    {
        CatalogKey? unique = table.Source.UniqueKeys.FirstOrDefault(k => k.Columns[0] == column.Source.Name && k.Name is not null
            && k.PrefixLengths.All(p => p is null));
        CatalogIndex? index = unique is not null ? null : table.Source.Indexes.FirstOrDefault(i => i.Method == "btree"
            && i.Where is null && i.Parts[0].Column == column.Source.Name && i.Parts.All(p => p is { Column: not null, PrefixLength: null }));
        table.InlineIndex = unique?.Name ?? index?.Name;
        string name = translation.Names.Claim("index:" + table.Name, table.InlineIndex ?? column.Name, table.Name, false);
        IEnumerable<string> columns = unique?.Columns ?? index?.Parts.Select(p => p.Column!) ?? [column.Source.Name];
        return (unique is not null || index?.Unique == true ? "UNIQUE " : "")
            + $"KEY {translation.Quote(name)} ({translation.QuoteAll(table.Names(columns))})";
    }

    private string Suffix(DdlTable table)
    {
        if (Sqlite)
        {
            string[] options = translation.Source != DatabaseKind.Sqlite ? []
                : [.. table.Source.WithoutRowId ? ["WITHOUT ROWID"] : (string[])[], .. table.Source.Strict ? ["STRICT"] : (string[])[]];
            return options.Length == 0 ? "" : " " + string.Join(", ", options);
        }

        if (!translation.ToMySql)
        {
            return "";
        }

        string collation = translation.SameFamily && table.Source.Collation is not null
            ? Collations.Map(table.Source.Collation, translation.Source, _target)
            : Collations.Exact(_target);
        string comment = table.Source.Comment is { Length: > 0 } text ? " COMMENT=" + translation.To.Text(text) : "";
        return $" ENGINE=InnoDB DEFAULT CHARSET={Collations.CharacterSet(collation)} COLLATE={collation}{comment}";
    }

    private void Comments(DdlTable table)
    {
        if (!Postgres)
        {
            return;
        }

        if (table.Source.Comment is { Length: > 0 } comment)
        {
            _statements.Add(new SchemaStatement(SchemaObjectKind.Comment, table.Name.ToString(), table.Name,
                $"COMMENT ON TABLE {translation.Quote(table.Name)} IS {translation.To.Text(comment)}"));
        }

        foreach (DdlColumn column in table.Columns.Where(c => c.Source.Comment is { Length: > 0 }))
        {
            _statements.Add(new SchemaStatement(SchemaObjectKind.Comment, column.Name, table.Name,
                $"COMMENT ON COLUMN {translation.Quote(table.Name)}.{translation.Quote(column.Name)} IS "
                + translation.To.Text(column.Source.Comment!)));
        }
    }
}
