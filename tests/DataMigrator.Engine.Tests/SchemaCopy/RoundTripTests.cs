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
    };

    [SkippableTheory]
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

    /// <summary>What a type means, without the spelling: SQLite has many for one.</summary>
    private static string Essence(ColumnType type, DatabaseKind kind)
    {
        int? scale = type.BaseName is "timestamp" or "timestamptz" or "time" && kind == DatabaseKind.Postgres ? type.Scale ?? 6 : type.Scale;
        return kind == DatabaseKind.Sqlite
            ? $"{type.Wire.Kind} {type.Precision} {type.Scale}"
            : $"{(type.TypeClass == 'e' ? "enum" : type.BaseName)} {type.Length} {type.Precision} {scale} {type.Unsigned} {string.Join(",", type.Labels)}";
    }
}
