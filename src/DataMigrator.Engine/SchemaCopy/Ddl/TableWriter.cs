using System.Text;
using DataMigrator.Catalog;
using DataMigrator.SchemaCopy.Sql;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>Writes CREATE TABLE and what must come before it (schemas, types) and after it (comments).</summary>
internal sealed class TableWriter(Translation translation, ForeignKeyWriter foreignKeys)
{
    private readonly DatabaseKind _target = translation.Target;
    private readonly Defaults _defaults = new(translation);
    private readonly DomainRules _domains = new(translation);
    private readonly List<SchemaStatement> _statements = [];

    private bool Postgres => _target == DatabaseKind.Postgres;

    private bool Sqlite => _target == DatabaseKind.Sqlite;

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
            ChooseGenerated(table, column);
        }

        var lines = new List<(string Sql, string? Comment)>();
        bool keyIsInline = Sqlite && table.Columns.Any(c => c.IsIdentity);
        foreach (DdlColumn column in table.Columns)
        {
            lines.Add((Column(table, column, keyIsInline), Comment(column)));
        }

        if (source.PrimaryKey is { } key && !keyIsInline)
        {
            lines.Add((PrimaryKey(table, key), null));
        }

        lines.AddRange(Checks(table));
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
                text.Append(" -- ").Append(TargetSyntax.Comment(comment));
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

    private void ChooseGenerated(DdlTable table, DdlColumn column)
    {
        if (column.Source.Generated is not { } expression)
        {
            return;
        }

        try
        {
            if (Postgres && translation.Source != _target && table.Columns.Any(c => c.Source.IsGenerated && c != column
                && GeneratedValue.Names(translation.Source, expression).Contains(c.Source.Name)))
            {
                throw new UntranslatableException("it is made of another generated column");
            }

            RefuseInMySql(table, expression, column.Source.GeneratedStored);
            Piece value = translation.Expression(expression, table, false, true);
            column.Generated = Postgres && translation.Source != _target ? GeneratedValue.For(value, column.Choice.Kind) : value.Sql;
        }
        catch (UntranslatableException e)
        {
            translation.Warn("column", table.Source.Name + "." + column.Source.Name,
                $"was generated as {expression} and becomes an ordinary column with its values: {e.Message}");
            column.Notes.Add("was generated");
        }
    }

    private string Column(DdlTable table, DdlColumn column, bool keyIsInline)
    {
        var sql = new StringBuilder(translation.Quote(column.Name));
        CatalogColumn source = column.Source;
        if (Sqlite && column.IsIdentity && keyIsInline)
        {
            bool counts = translation.Source != DatabaseKind.Sqlite || table.Source.NextIdentity is not null;
            return sql.Append(" INTEGER PRIMARY KEY").Append(counts ? " AUTOINCREMENT" : "").ToString();
        }

        string type = column.EnumType is not null ? translation.Quote(column.EnumType) : column.Choice.Sql;
        bool serial = Postgres && column.IsIdentity && (translation.Options.UseSerial
            || (translation.Source == _target && source.Identity == IdentityKind.Serial));
        if (serial)
        {
            type = type switch { "smallint" => "smallserial", "bigint" => "bigserial", _ => "serial" };
        }

        if (type.Length > 0)
        {
            sql.Append(' ').Append(type);
        }

        sql.Append(Collation(table, column));
        if (column.Generated is { } generated)
        {
            bool stored = source.GeneratedStored || Postgres;
            sql.Append(" GENERATED ALWAYS AS (").Append(generated).Append(stored ? ") STORED" : ") VIRTUAL");
            if (!stored && !translation.SameFamily)
            {
                column.Notes.Add("virtual");
            }
            else if (!source.GeneratedStored && Postgres)
            {
                column.Notes.Add("was virtual, stored here");
            }
        }
        else if (Postgres && column.IsIdentity && !serial)
        {
            sql.Append(source.Identity == IdentityKind.IdentityAlways && translation.Source == _target
                ? " GENERATED ALWAYS AS IDENTITY" : " GENERATED BY DEFAULT AS IDENTITY");
        }

        if (!source.Nullable || _domains.Of(source).Any(d => d.NotNull))
        {
            sql.Append(" NOT NULL");
        }
        else if (translation.ToMySql && type.StartsWith("timestamp", StringComparison.OrdinalIgnoreCase))
        {
            sql.Append(" NULL");
        }

        if (translation.ToMySql && source.Type.Srid is int srid && _target == DatabaseKind.MySql
            && source.Type.Wire.Kind == Values.WireKind.Geometry && srid != 0)
        {
            sql.Append(" SRID ").Append(srid);
        }

        if (_defaults.Of(table, column) is { } value)
        {
            sql.Append(" DEFAULT ").Append(value);
        }

        if (translation.ToMySql)
        {
            AppendMySql(sql, column);
        }

        return sql.ToString();
    }

    private void AppendMySql(StringBuilder sql, DdlColumn column)
    {
        if (column.IsIdentity)
        {
            sql.Append(" AUTO_INCREMENT");
        }

        if (column.Source.OnUpdate is not null)
        {
            sql.Append(" ON UPDATE CURRENT_TIMESTAMP").Append(Defaults.Digits(column));
        }

        if (column.Source.Comment is { Length: > 0 } comment)
        {
            sql.Append(" COMMENT ").Append(TargetSyntax.Text(_target, comment));
        }
    }

    private string Collation(DdlTable table, DdlColumn column)
    {
        CatalogColumn source = column.Source;
        if (translation.SameFamily && translation.ToMySql)
        {
            if (source.Collation is null && table.Source.Collation is not null)
            {
                // The table's own, which a CHARACTER SET without COLLATE would replace by that set's default.
                return "";
            }

            string set = source.CharacterSet is null || column.Choice.Sql.Contains("CHARACTER SET", StringComparison.Ordinal)
                || source.Type.Wire.Kind is not Values.WireKind.Text ? "" : " CHARACTER SET " + source.CharacterSet;
            return source.Collation is null || set.Length == 0 ? set
                : set + " COLLATE " + Collations.Map(source.Collation, translation.Source, _target);
        }

        if (translation.Source == _target && source.Collation is not null)
        {
            string name = source.Collation;
            return " COLLATE " + (Postgres && !name.Contains('"') ? translation.Quote(name) : name);
        }

        if (source.Collation?.Equals("NOCASE", StringComparison.OrdinalIgnoreCase) == true)
        {
            column.Notes.Add("was COLLATE NOCASE, minds the case here");
        }

        return "";
    }

    private static string? Comment(DdlColumn column)
    {
        var notes = new List<string>(column.Notes);
        if (!column.Choice.Plain)
        {
            notes.Insert(0, (column.Source.Type.Declared.Length == 0 ? "no type" : column.Source.Type.Declared) + ": " + column.Choice.Rule);
        }

        if (column.Source.Name != column.Name)
        {
            notes.Add("was " + column.Source.Name);
        }

        return notes.Count == 0 ? null : string.Join("; ", notes);
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

    private IEnumerable<(string Sql, string? Comment)> Checks(DdlTable table)
    {
        foreach (DdlColumn column in table.Columns.Where(c => c.Choice.Check is not null))
        {
            yield return ("CHECK (" + string.Format(column.Choice.Check!, translation.Quote(column.Name)) + ")", null);
        }

        foreach (DdlColumn column in table.Columns)
        {
            foreach (string check in _domains.Checks(table, column))
            {
                yield return ("CHECK (" + check + ")", "of the domain " + column.Source.Type.Declared);
            }
        }

        string scope = translation.Target == DatabaseKind.MySql ? "check" : "constraint:" + table.Name;
        foreach (CatalogCheck check in table.Source.Checks)
        {
            string? sql = null;
            try
            {
                if (!IsJsonTest(check, table))
                {
                    RefuseInMySql(table, check.Expression, false);
                    sql = translation.Expression(check.Expression, table, true, translation.Source != _target).Sql;
                }
            }
            catch (UntranslatableException e)
            {
                translation.Warn("check", table.Source.Name + (check.Name is null ? "" : "." + check.Name),
                    $"CHECK ({check.Expression}) is left out: {e.Message}");
            }

            if (sql is not null)
            {
                string name = check.Name is null ? ""
                    : "CONSTRAINT " + translation.Quote(translation.Names.Claim(scope, check.Name, table.Name, false)) + " ";
                yield return (name + "CHECK (" + sql + ")", null);
            }
        }
    }

    /// <summary>What MySQL and MariaDB refuse in CHECKs and generated columns: the column that counts up, and columns that a
    /// foreign key's action changes; under a stored value MySQL allows no CASCADE at all.</summary>
    private void RefuseInMySql(DdlTable table, string expression, bool stored)
    {
        if (!translation.ToMySql || translation.SameFamily)
        {
            return;
        }

        IReadOnlySet<string> names = GeneratedValue.Names(translation.Source, expression);
        if (table.Columns.Any(c => c.IsIdentity && names.Contains(c.Source.Name)))
        {
            throw new UntranslatableException("the target allows no column in it that counts up");
        }

        CatalogForeignKey? key = table.Source.ForeignKeys.FirstOrDefault(k => k.Columns.Any(names.Contains)
            && translation.Tables.ContainsKey(k.ReferencedTable)
            && (k.OnUpdate is ReferentialAction.Cascade or ReferentialAction.SetNull || k.OnDelete is ReferentialAction.SetNull
                || (stored && k.OnDelete is ReferentialAction.Cascade)));
        if (key is not null)
        {
            throw new UntranslatableException("the target allows no column in it that an action of a foreign key "
                + $"changes ({string.Join(", ", key.Columns)})");
        }
    }

    /// <summary>MariaDB's json_valid over a column whose type is JSON in the target.</summary>
    private bool IsJsonTest(CatalogCheck check, DdlTable table) => translation.Source != _target
        && check.Expression.StartsWith("json_valid(", StringComparison.OrdinalIgnoreCase)
        && table.Columns.Any(c => c.Choice.Kind == SqlType.Json
            && check.Expression.Contains(c.Source.Name, StringComparison.OrdinalIgnoreCase));

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
        string comment = table.Source.Comment is { Length: > 0 } text ? " COMMENT=" + TargetSyntax.Text(_target, text) : "";
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
                $"COMMENT ON TABLE {translation.Quote(table.Name)} IS {TargetSyntax.Text(_target, comment)}"));
        }

        foreach (DdlColumn column in table.Columns.Where(c => c.Source.Comment is { Length: > 0 }))
        {
            _statements.Add(new SchemaStatement(SchemaObjectKind.Comment, column.Name, table.Name,
                $"COMMENT ON COLUMN {translation.Quote(table.Name)}.{translation.Quote(column.Name)} IS "
                + TargetSyntax.Text(_target, column.Source.Comment!)));
        }
    }
}
