using System.Text.RegularExpressions;
using DataMigrator.Tests.SchemaCopy;

namespace DataMigrator.Tests.Architecture;

/// <summary>What a database is, knows and says stands in its folder; elsewhere code asks for a capability and not which one
/// it is.</summary>
public sealed partial class NamedDatabasesTests
{
    /// <summary>How often code outside the databases' folders still names one. It only ever goes down: lower it with what
    /// moves into a database's folder, until it is 0.</summary>
    private const int Most = 189;

    [Fact]
    public void Code_outside_their_folders_names_databases_no_more_often_than_before()
    {
        Assert.SkipWhen(Repository.Root is null, "The source is not here.");
        string src = Path.Combine(Repository.Root!, "src");
        List<(string File, int Count)> files = [.. Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories)
            .Select(f => (File: Path.GetRelativePath(src, f).Replace('\\', '/'), Count: Mentions(File.ReadAllText(f))))
            .Where(f => f.Count > 0 && !Home().IsMatch(f.File)).OrderByDescending(f => f.Count)];
        int count = files.Sum(f => f.Count);
        Assert.True(count <= Most, $"{count} mentions, {Most} before:\n" + string.Join('\n', files.Select(f => $"{f.Count,5} {f.File}")));
    }

    [Theory]
    [InlineData("if (kind == DatabaseKind.Postgres)", 1)]
    [InlineData("_toMySql || FromSqlite || isMariaDb || IsMySql(a)", 4)]
    [InlineData("new NpgsqlCommand(); SqliteConnection c; using MySqlConnector;", 3)]
    [InlineData("""// DatabaseKind.Sqlite, and "Postgres" in a text: Say("MySql");""", 0)]
    [InlineData("kind.IsFile || dialect.HasSchemas", 0)]
    public void A_mention_is_a_name_in_code(string code, int mentions) => Assert.Equal(mentions, Mentions(code));

    private static int Mentions(string code) => Name().Count(Beside().Replace(code, ""));

    // The registry and the list of names are the one line that a database has elsewhere.
    [GeneratedRegex(@"/obj/|^DataMigrator\.Engine/(Databases/(Sqlite|Postgres|MySql)/|Databases/DatabaseRegistry\.cs|Database(Kind|Names)\.cs)")]
    private static partial Regex Home();

    // Comments and texts without holes.
    [GeneratedRegex(@"//[^\n]*|(?<!\$)""{3}[^\0]*?""{3}|(?<![$@""])""(\\.|[^""\\\n])*""")]
    private static partial Regex Beside();

    [GeneratedRegex(@"\bDatabaseKind\.(Sqlite|Postgres|MySql|MariaDb)\b|\b\w*?(Sqlite|SQLitePCL|Postgres|Npgsql|MySql|MariaDb)\w*\b|\b_?(sqlite|postgres|mySql|mariaDb)[A-Z]?\w*\b")]
    private static partial Regex Name();
}
