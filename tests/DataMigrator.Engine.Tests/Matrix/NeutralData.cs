using System.Text;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Matrix;

/// <summary>Puts neutral tables into a database and reads them back, without the engine.</summary>
internal static class NeutralData
{
    public static async Task CreateAsync(TestDatabase database, IReadOnlyList<NeutralTable> tables) =>
        await database.ExecuteAsync([.. NeutralSql.Create(database.Kind, tables)]);

    /// <summary>Inserts the rows in any order of tables: foreign keys are not looked at.</summary>
    public static async Task FillAsync(TestDatabase database, IReadOnlyList<NeutralTable> tables)
    {
        var (before, after) = database.Kind switch
        {
            DatabaseKind.Sqlite => ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
            DatabaseKind.Postgres => ("SET session_replication_role = replica", "SET session_replication_role = origin"),
            _ => ("SET foreign_key_checks = 0, sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')", "SET foreign_key_checks = 1"),
        };
        await database.ExecuteAsync(before);
        foreach (NeutralTable table in tables)
        {
            if (NeutralSql.Insert(database.Kind, table) is { } insert)
            {
                await database.ExecuteAsync(insert);
            }
        }

        await database.ExecuteAsync(after);
    }

    /// <summary>A table's rows, each as one line of canonical values, in ordinal order.</summary>
    public static async Task<List<string>> ReadAsync(TestDatabase database, NeutralTable table)
    {
        var rows = new List<string>();
        foreach (object?[] row in await database.QueryAsync(NeutralSql.Select(database.Kind, table)))
        {
            rows.Add(Line(table.Columns, row.Select((v, i) => Cell(table.Columns[i].Meaning, v))));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>The rows that a neutral table is made of, in the form of <see cref="ReadAsync"/>; generated columns
    /// are worked out by <paramref name="generated"/>.</summary>
    public static List<string> Expected(NeutralTable table, Func<string?[], string?> generated)
    {
        NeutralColumn[] written = [.. table.Written];
        var rows = table.Rows.Select(row => Line(table.Columns, table.Columns.Select(c =>
            c.Generated is not null ? generated(row) : row[Array.IndexOf(written, c)] is { } v ? Given(c.Meaning, v) : null)))
            .ToList();
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static string Given(Meaning meaning, string value) => meaning switch
    {
        Meaning.Text or Meaning.Varchar => Visible(value),
        Meaning.Float => Canonical.Of(float.Parse(value)),
        Meaning.Double => Canonical.Of(double.Parse(value)),
        _ => Canonical.Of(meaning, value),
    };

    private static string? Cell(Meaning meaning, object? value) => value switch
    {
        null => null,
        double d when meaning == Meaning.Float => d == (float)d ? Canonical.Of((float)d) : "no single: " + Canonical.Of(d),
        double d => Canonical.Of(d),
        float f => Canonical.Of(f),
        byte[] b => Text(meaning, Encoding.UTF8.GetString(b)),
        _ => Text(meaning, Convert.ToString(value)!),
    };

    private static string Text(Meaning meaning, string text) =>
        meaning is Meaning.Text or Meaning.Varchar && !text.StartsWith("not ")
            ? Visible(Encoding.UTF8.GetString(Convert.FromHexString(text)))
            : Canonical.Of(meaning, text);

    private static string Line(IReadOnlyList<NeutralColumn> columns, IEnumerable<string?> cells) =>
        string.Join(" | ", cells.Select((c, i) => columns[i].Name + "=" + (c is null ? "NULL" : "<" + c + ">")));

    // A control character in a message of a failed test can't be seen.
    private static string Visible(string text)
    {
        var visible = new StringBuilder();
        foreach (char c in text)
        {
            visible.Append(c < ' ' || c == '\\' ? $"\\x{(int)c:x2}" : c.ToString());
        }

        return visible.ToString();
    }
}
