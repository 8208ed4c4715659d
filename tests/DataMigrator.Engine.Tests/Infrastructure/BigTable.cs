namespace DataMigrator.Tests.Infrastructure;

/// <summary>A table of eight mixed columns and about 180 bytes a row, made of its row number alone.</summary>
internal static class BigTable
{
    /// <summary>The table, empty; without <paramref name="key"/> it has no key at all.</summary>
    public static Task CreateAsync(TestDatabase database, bool key = true)
    {
        (string stamp, string blob, string real) = database.Kind switch
        {
            DatabaseKind.Postgres => ("timestamp", "bytea", "double precision"),
            DatabaseKind.Sqlite => ("datetime", "blob", "double"),
            _ => ("datetime(6)", "varbinary(64)", "double"),
        };
        return database.ExecuteAsync($"CREATE TABLE big (id bigint NOT NULL{(key ? " PRIMARY KEY" : "")}, amount decimal(14,2), "
            + $"ratio {real}, name varchar(60), note text, made {stamp}, flag smallint, data {blob})");
    }

    /// <summary>Puts rows 1 to <paramref name="rows"/> into it.</summary>
    public static Task FillAsync(TestDatabase database, long rows)
    {
        bool mysql = database.Kind is DatabaseKind.MySql or DatabaseKind.MariaDb;
        string text = mysql ? "char" : "text";
        string number = $"CAST(n AS {text})";
        string padding = new('x', 70);
        string made = database.Kind switch
        {
            DatabaseKind.Postgres => "timestamp '2020-01-01' + n * interval '1 second'",
            DatabaseKind.Sqlite => "datetime('2020-01-01', n || ' seconds')",
            _ => "date_add('2020-01-01', INTERVAL n SECOND)",
        };
        string data = database.Kind switch
        {
            DatabaseKind.Postgres => $"convert_to(repeat({number}, 4), 'UTF8')",
            DatabaseKind.Sqlite => "CAST(n || n || n || n AS BLOB)",
            _ => $"CAST(repeat({number}, 4) AS binary)",
        };
        // SQLite reckons in doubles: two digits are two digits only once rounded.
        string amount = database.Kind == DatabaseKind.Sqlite ? "round(n * 1.01, 2)" : "n * 1.01";
        string name = Numbers.Concat(database.Kind, "'name of ünïcode row '", number);
        string note = Numbers.Concat(database.Kind, $"'note\t{padding}'", number);
        return Numbers.FillAsync(database, "big", rows,
            $"n, {amount}, n * 0.5{(mysql ? "e0" : "")}, {name}, {note}, {made}, n % 100, {data}");
    }

    /// <summary>Rows, distinct ids, and sums over the other columns: equal where every row is there exactly once.</summary>
    public static async Task<string> DigestAsync(TestDatabase database)
    {
        string sum = database.Kind == DatabaseKind.Postgres ? "::numeric" : "";
        // MySQL's length counts bytes.
        string chars = database.Kind is DatabaseKind.MySql or DatabaseKind.MariaDb ? "char_length" : "length";
        object?[] row = (await database.QueryAsync(
            $"SELECT count(*), count(DISTINCT id), min(id), max(id), sum(id), sum(flag), sum(ratio), sum({chars}(name)), "
            + $"sum({chars}(note)), sum(length(data)), min(made), max(made), round(sum(amount){sum}, 0) FROM big"))[0];
        return string.Join("|", row.Select((v, i) => i is 10 or 11
            ? Convert.ToDateTime(v).ToString("s") : Convert.ToDecimal(v).ToString("0.####")));
    }
}
