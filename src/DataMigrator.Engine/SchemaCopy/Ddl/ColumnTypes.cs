using System.Text.RegularExpressions;
using DataMigrator.Catalog;
using DataMigrator.SchemaCopy.Data;
using DataMigrator.SchemaCopy.Types;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>Chooses the type of every column: the type tables first, then one type for keys and the columns that refer to
/// them, then room in MySQL's rows.</summary>
internal sealed partial class ColumnTypes(Translation translation)
{
    private const int KeyBytes = 3072;
    private const int RowBytes = 65_535;

    private readonly DatabaseKind _target = translation.Target;

    public void Choose(IReadOnlyList<CatalogTable> tables)
    {
        var problems = new List<string>();
        foreach (CatalogTable table in tables)
        {
            translation.Tables.Add(table.Name, Table(table, problems));
        }

        if (problems.Count > 0)
        {
            throw new MigrationException(ErrorCodes.SchemaCopyFailed,
                "Choosing types: " + string.Join("; ", problems) + ". Exclude these tables, or change their keys.");
        }

        UnifyForeignKeys();
        if (translation.ToMySql)
        {
            foreach (DdlTable table in translation.Tables.Values)
            {
                FitRow(table);
            }
        }
    }

    private DdlTable Table(CatalogTable table, List<string> problems)
    {
        HashSet<string> keys = KeyColumns.Of(table);
        var columns = new List<DdlColumn>();
        foreach (CatalogColumn column in table.Columns)
        {
            try
            {
                columns.Add(Column(table, column, keys.Contains(column.Name)));
            }
            catch (UntranslatableException e)
            {
                problems.Add($"column {table.Name}.{column.Name}: {e.Message}");
                columns.Add(new DdlColumn(column, column.Name, new TypeChoice("", "", LossClass.Unsupported, SqlType.Unknown)));
            }
        }

        return new DdlTable(table, translation.Names.Table(table.Name), columns);
    }

    private DdlColumn Column(CatalogTable table, CatalogColumn column, bool inKey)
    {
        string name = translation.Names.Column(table.Name, column.Name);
        TableName? enumType = null;
        TypeChoice choice;
        if (translation.SameFamily)
        {
            choice = Kept(table, column);
        }
        else
        {
            if (_target == DatabaseKind.Postgres && column.Type.BaseName == "enum" && column.Type.Labels.Count > 0)
            {
                TableName target = translation.Names.Table(table.Name);
                enumType = new TableName(target.Schema, translation.Names.Claim(translation.Names.RelationScope(target),
                    target.Name + "_" + column.Name, target, false));
            }

            ColumnFacts? facts = translation.FactsOf(table.Name, column.Name);
            ColumnType type = translation.Source switch
            {
                DatabaseKind.Postgres => PostgresDeclaration.Underneath(column.Type),
                DatabaseKind.Sqlite => column.Type with { BaseName = SqliteSourceTypes.NameOf(column.Type.Wire) },
                _ => column.Type,
            };
            choice = TypeTables.Find(translation.Source, _target).Choose(new TypeQuestion(column, type, translation.To)
            {
                Facts = facts,
                InKey = inKey,
                KeyChars = inKey ? KeyChars(table, column.Name) : KeyBytes / 4,
                EnumName = enumType is null ? null : translation.Quote(enumType),
            });
            if (column.Type.TypeClass == 'd' && !choice.Rule.Contains("domain", StringComparison.Ordinal))
            {
                choice = choice with { Plain = false, Rule = "domain_as_" + (choice.Plain ? "its_type" : choice.Rule) };
            }
        }

        if (choice.Warning is not null)
        {
            translation.Warn("column", table.Name + "." + column.Name, choice.Warning);
        }

        return new DdlColumn(column, name, choice) { EnumType = choice.NeedsEnum ? enumType : null };
    }

    /// <summary>Between equal databases the declared type stays, as far as MySQL and MariaDB are equal.</summary>
    private TypeChoice Kept(CatalogTable table, CatalogColumn column)
    {
        string declared = column.Type.Declared;
        string rule = declared;
        LossClass loss = LossClass.Lossless;
        SqlType kind = TypeTables.KindOf(column.Type);
        if (translation.Source == DatabaseKind.Postgres && column.Type.TypeClass == 'c')
        {
            translation.Warn("column", table.Name + "." + column.Name, "is of a composite type, which is not copied: values go as text");
            return new TypeChoice("text", "composite_as_text", LossClass.Unsupported, SqlType.Text);
        }

        if (translation.Source != _target)
        {
            string name = column.Type.BaseName;
            bool toMySql = _target == DatabaseKind.MySql;
            if (toMySql && name == "json")
            {
                declared = "json";
            }
            else if (toMySql && name == "uuid")
            {
                (declared, rule, loss) = ("char(36) CHARACTER SET ascii COLLATE ascii_bin", "uuid_as_char36", LossClass.Widened);
            }
            else if (toMySql && name is "inet4" or "inet6")
            {
                (declared, rule, loss) = ("varchar(43)", "address_as_text", LossClass.Widened);
            }
            else if (!toMySql && name == "vector")
            {
                (declared, rule, loss) = ("longblob", "vector_as_blob", LossClass.Widened);
            }
            else if (column.Type.Srid is not null)
            {
                translation.Warn("column", table.Name + "." + column.Name, $"no longer demands the SRID {column.Type.Srid}");
            }
        }

        return new TypeChoice(declared, rule, loss, kind) { Plain = rule == column.Type.Declared };
    }

    /// <summary>The characters that each text of a key may have, so that all the key's columns fit into 3,072 bytes.</summary>
    private static int KeyChars(CatalogTable table, string column)
    {
        int chars = KeyBytes / 4;
        foreach (IReadOnlyList<string> key in KeyColumns.Keys(table).Where(k => k.Contains(column)))
        {
            var others = key.Select(c => table.FindColumn(c)).OfType<CatalogColumn>().ToList();
            int fixedBytes = 0;
            int variable = 0;
            foreach (CatalogColumn other in others)
            {
                bool isText = other.Type.Wire.Kind is Values.WireKind.Text or Values.WireKind.Literal or Values.WireKind.Binary;
                if (isText && other.Name != column && other.Type.Length is > 0 and < KeyBytes / 4)
                {
                    fixedBytes += (int)other.Type.Length * (other.Type.Wire.Kind == Values.WireKind.Binary ? 1 : 4);
                }
                else if (isText)
                {
                    variable++;
                }
                else
                {
                    fixedBytes += 16;
                }
            }

            chars = Math.Min(chars, Math.Max(1, (KeyBytes - fixedBytes) / 4 / Math.Max(1, variable)));
        }

        return chars;
    }

    /// <summary>Columns that refer to a key have the key's type: MySQL demands it, and values are a part of the key's.</summary>
    private void UnifyForeignKeys()
    {
        if (translation.SameFamily)
        {
            return;
        }

        bool changed = true;
        for (int round = 0; changed && round < 20; round++)
        {
            changed = false;
            foreach (DdlTable table in translation.Tables.Values)
            {
                foreach (CatalogForeignKey key in table.Source.ForeignKeys)
                {
                    if (translation.Tables.TryGetValue(key.ReferencedTable, out DdlTable? parent)
                        && key.Columns.Count == key.ReferencedColumns.Count)
                    {
                        changed |= key.Columns.Zip(key.ReferencedColumns)
                            .Aggregate(false, (any, pair) => Unify(table, pair.First, parent, pair.Second) || any);
                    }
                }
            }
        }
    }

    private static bool Unify(DdlTable child, string childName, DdlTable parent, string parentName)
    {
        if (child.Source.FindColumn(childName) is null || parent.Source.FindColumn(parentName) is null)
        {
            return false;
        }

        DdlColumn from = child.Column(childName);
        DdlColumn to = parent.Column(parentName);
        if (from.EnumType is not null && to.EnumType is not null && from.EnumType != to.EnumType
            && from.Source.Type.Labels.SequenceEqual(to.Source.Type.Labels))
        {
            from.EnumType = to.EnumType;
            from.Choice = to.Choice;
            return true;
        }

        bool numbers = from.Choice.Kind is SqlType.Integer or SqlType.Decimal && to.Choice.Kind is SqlType.Integer or SqlType.Decimal;
        bool texts = from.Choice.Kind == SqlType.Text && to.Choice.Kind == SqlType.Text;
        if (from.Choice.Sql == to.Choice.Sql || !(numbers || texts))
        {
            return false;
        }

        from.Choice = to.Choice with { Rule = "as_the_key_it_refers_to", Plain = false, Warning = null };
        return true;
    }

    /// <summary>MySQL's rows end at 65,535 bytes without TEXT and BLOB: the longest texts outside keys become TEXT.</summary>
    private static void FitRow(DdlTable table)
    {
        HashSet<string> keys = KeyColumns.Of(table.Source);
        foreach (CatalogIndex index in table.Source.Indexes)
        {
            keys.UnionWith(index.Parts.Where(p => p.Column is not null).Select(p => p.Column!));
        }

        while (table.Columns.Sum(c => Bytes(c.Choice.Sql)) > RowBytes - (table.Columns.Count / 8) - 1)
        {
            DdlColumn? longest = table.Columns
                .Where(c => !keys.Contains(c.Source.Name) && c.Choice.Sql.StartsWith("varchar", StringComparison.Ordinal))
                .MaxBy(c => Bytes(c.Choice.Sql));
            if (longest is null)
            {
                throw new MigrationException(ErrorCodes.SchemaCopyFailed,
                    $"Writing the table {table.Source.Name}: its rows would be over MySQL's 65,535 bytes. Exclude the table.");
            }

            longest.Choice = longest.Choice with { Sql = "longtext", Rule = "text_for_room_in_the_row", Plain = false, Loss = LossClass.Widened };
        }
    }

    private static int Bytes(string sql)
    {
        Match match = LengthPattern().Match(sql);
        int length = match.Success ? int.Parse(match.Groups[1].Value) : 0;
        return sql.StartsWith("varchar", StringComparison.Ordinal) || sql.StartsWith("char", StringComparison.Ordinal) ? (length * 4) + 2
            : sql.StartsWith("varbinary", StringComparison.Ordinal) || sql.StartsWith("binary", StringComparison.Ordinal) ? length + 2
            : sql.StartsWith("long", StringComparison.Ordinal) || sql == "json" || sql == "geometry" ? 12
            : sql.StartsWith("decimal", StringComparison.Ordinal) ? 30
            : 8;
    }

    [GeneratedRegex(@"\((\d+)")]
    private static partial Regex LengthPattern();
}
