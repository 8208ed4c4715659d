using DataMigrator.Catalog;
using DataMigrator.SchemaCopy;
using DataMigrator.SchemaCopy.Types;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>From A to B and back: what changed is what the loss classes foretold.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<DatabaseKind, DatabaseKind> Directions => new()
    {
        { DatabaseKind.Sqlite, DatabaseKind.Postgres }, { DatabaseKind.Sqlite, DatabaseKind.MySql }, { DatabaseKind.Sqlite, DatabaseKind.MariaDb },
        { DatabaseKind.Postgres, DatabaseKind.Sqlite }, { DatabaseKind.Postgres, DatabaseKind.MySql }, { DatabaseKind.Postgres, DatabaseKind.MariaDb },
        { DatabaseKind.MySql, DatabaseKind.Sqlite }, { DatabaseKind.MySql, DatabaseKind.Postgres },
        { DatabaseKind.MariaDb, DatabaseKind.Sqlite }, { DatabaseKind.MariaDb, DatabaseKind.Postgres },
        { DatabaseKind.MySql, DatabaseKind.MariaDb }, { DatabaseKind.MariaDb, DatabaseKind.MySql },
    };

    [Theory]
    [MemberData(nameof(Directions))]
    public async Task Columns_change_only_where_a_rule_said_so(DatabaseKind a, DatabaseKind b)
    {
        await using TestDatabase first = await TestDatabase.CreateAsync(a);
        await using TestDatabase second = await TestDatabase.CreateAsync(b);
        await using TestDatabase third = await TestDatabase.CreateAsync(a);
        await first.ExecuteAsync([.. NastySchemas.For(a)]);
        await first.CloseAsync();
        DatabaseCatalog before = await SchemaCopies.CatalogAsync(first);
        (SchemaScript there, _) = await SchemaCopies.CopyAsync(first, second);
        (SchemaScript back, DatabaseCatalog after) = await SchemaCopies.CopyAsync(second, third);
        var unforetold = new List<string>();
        foreach (TypeMapping mapping in there.Types)
        {
            TableName middle = there.TableNames[mapping.Table];
            if (!back.TableNames.TryGetValue(middle, out TableName? end))
            {
                continue;
            }

            string column = there.ColumnNames[(mapping.Table, mapping.Column)];
            TypeMapping returned = back.Types.Single(t => t.Table == middle && t.Column == column);
            ColumnType was = before.FindTable(mapping.Table)!.FindColumn(mapping.Column)!.Type;
            ColumnType becomes = after.FindTable(end)!.FindColumn(back.ColumnNames[(middle, column)])!.Type;
            bool foretold = mapping.Choice.Loss != LossClass.Lossless || returned.Choice.Loss != LossClass.Lossless
                || mapping.Choice.Rule.StartsWith("domain", StringComparison.Ordinal);
            if (!foretold && Essence(was, a) != Essence(becomes, a))
            {
                unforetold.Add($"{mapping.Table}.{mapping.Column}: {was.Declared} -> {mapping.Choice.Sql} ({mapping.Choice.Rule}) -> {becomes.Declared} ({returned.Choice.Rule})");
            }
        }

        Assert.True(unforetold.Count == 0, string.Join("\n", unforetold));
    }

    /// <summary>Everything about a table that is no type: what is not the same was named by a warning or skipped, there or on the
    /// way back.</summary>
    [Theory]
    [MemberData(nameof(Directions))]
    public async Task Keys_conditions_and_defaults_change_only_where_a_warning_said_so(DatabaseKind a, DatabaseKind b)
    {
        await using TestDatabase first = await TestDatabase.CreateAsync(a);
        await using TestDatabase second = await TestDatabase.CreateAsync(b);
        await using TestDatabase third = await TestDatabase.CreateAsync(a);
        await first.ExecuteAsync([.. NastySchemas.For(a)]);
        await first.CloseAsync();
        DatabaseCatalog before = await SchemaCopies.CatalogAsync(first);
        (SchemaScript there, _) = await SchemaCopies.CopyAsync(first, second);
        (SchemaScript back, DatabaseCatalog after) = await SchemaCopies.CopyAsync(second, third);
        var unforetold = new List<string>();
        foreach (CatalogTable table in before.Tables.Where(t => there.TableNames.ContainsKey(t.Name)))
        {
            TableName middle = there.TableNames[table.Name];
            string End(string column) => back.ColumnNames[(middle, there.ColumnNames[(table.Name, column)])];
            string Table(TableName name) => there.TableNames.TryGetValue(name, out TableName? m) ? back.TableNames[m].Name : name.Name;
            CatalogTable copy = after.FindTable(back.TableNames[middle])!;
            HashSet<string> lost = [.. Traits(table, End, Table).Except(Traits(copy, c => c, n => n.Name))];
            bool Names(string said, TableName of) => said == of.ToString() || said.StartsWith(of + ".", StringComparison.Ordinal);
            List<string> said = [.. there.Warnings.Where(w => Names(w.Name, table.Name)).Select(w => w.Name + ": " + w.Message),
                .. there.Skipped.Where(s => Names(s.Name, table.Name)).Select(s => s.Name + ": " + s.Reason),
                .. back.Warnings.Where(w => Names(w.Name, middle)).Select(w => w.Name + ": " + w.Message),
                .. back.Skipped.Where(s => Names(s.Name, middle)).Select(s => s.Name + ": " + s.Reason)];
            unforetold.AddRange(lost.Count > 0 && said.Count == 0 ? lost.Select(l => table.Name + " lost " + l) : []);
        }

        Assert.True(unforetold.Count == 0, string.Join("\n", unforetold));
    }

    private static IEnumerable<string> Traits(CatalogTable table, Func<string, string> column, Func<TableName, string> name)
    {
        string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(column));
        foreach (CatalogColumn c in table.Columns)
        {
            yield return $"{column(c.Name)} {(c.Nullable && table.PrimaryKey?.Columns.Contains(c.Name) != true ? "" : "not null")}";
            yield return $"{column(c.Name)} {(c.Identity == IdentityKind.None ? "" : "counts up")}";
            yield return $"{column(c.Name)} {(c.IsGenerated ? "generated" : "")}";
            yield return $"{column(c.Name)} {(c.Default is null || c.Identity != IdentityKind.None ? "" : "default")}";
        }

        yield return "primary key " + (table.PrimaryKey is { } primary ? List(primary.Columns) : "");
        foreach (string key in table.UniqueKeys.Select(k => List(k.Columns)).Concat(table.Indexes
            .Where(i => i.Unique && i.Where is null && i.Parts.All(p => p is { Column: not null, PrefixLength: null })).Select(i => List(i.Parts.Select(p => p.Column!)))))
        {
            yield return "unique " + key;
        }

        foreach (CatalogForeignKey key in table.ForeignKeys)
        {
            yield return $"foreign key {List(key.Columns)} to {name(key.ReferencedTable)} on delete {key.OnDelete} on update {key.OnUpdate}"
                .Replace("Restrict", "NoAction", StringComparison.Ordinal);
        }

        foreach (CatalogIndex index in table.Indexes.Where(i => !i.Unique && i.Parts.All(p => p is { Column: not null, PrefixLength: null })))
        {
            yield return $"index {string.Join(", ", index.Parts.Select(p => column(p.Column!) + (p.Descending ? " desc" : "")))}";
        }

        // One more is the list of an enum's labels.
        for (int i = 1; i <= table.Checks.Count(c => !c.Expression.Contains("json_valid", StringComparison.OrdinalIgnoreCase)); i++)
        {
            yield return $"{i} checks";
        }
    }

    /// <summary>What a type means, without the spelling: SQLite has many for one.</summary>
    private static string Essence(ColumnType type, DatabaseKind kind)
    {
        int? scale = type.BaseName is "timestamp" or "timestamptz" or "time" && kind == DatabaseKind.Postgres ? type.Scale ?? 6 : type.Scale;
        return kind == DatabaseKind.Sqlite
            ? $"{type.Wire.Kind} {type.Precision} {type.Scale}"
            : $"{(type.TypeClass == 'e' ? "enum" : type.BaseName)} {type.Length} {type.Precision} {scale} {type.Unsigned} {string.Join(",", type.Labels)}";
    }
}
