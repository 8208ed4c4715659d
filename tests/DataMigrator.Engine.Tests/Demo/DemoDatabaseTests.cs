using System.Security.Cryptography;
using DataMigrator.Demo;
using DataMigrator.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace DataMigrator.Tests.Demo;

public sealed class DemoDatabaseTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Holds_every_storage_class_a_cycle_generated_columns_and_no_orphan()
    {
        string path = _folder.File("shop.db");
        DemoDatabase.Create(path);

        Assert.Equal("blob,integer,null,real,text", Scalar(path, "SELECT group_concat(t) FROM (SELECT DISTINCT typeof(value) AS t FROM setting ORDER BY t)"));
        Assert.Equal("0", Scalar(path, "SELECT count(*) FROM pragma_foreign_key_check"));
        Assert.Equal("ok", Scalar(path, "PRAGMA integrity_check"));
        Assert.Equal("11", Scalar(path, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"));
        Assert.True(int.Parse(Scalar(path, "SELECT count(*) FROM order_line")) > 30_000);
        Assert.Equal("0", Scalar(path, "SELECT count(*) FROM order_line WHERE total IS NOT round(quantity * unit_price, 2)"));
        Assert.Equal("0", Scalar(path, "SELECT count(*) FROM product WHERE NOT json_valid(attributes)"));
    }

    [Fact]
    public void Is_the_same_at_every_call_and_replaces_its_own_file()
    {
        string first = _folder.File("a.db");
        string second = _folder.File("b.db");
        DemoDatabase.Create(first);
        DemoDatabase.Create(second);
        DemoDatabase.Create(second);

        Assert.Equal(SHA256.HashData(File.ReadAllBytes(first)), SHA256.HashData(File.ReadAllBytes(second)));
    }

    [Fact]
    public void A_file_of_someone_else_stays_as_it_is()
    {
        string foreign = _folder.File("mine.db");
        using (var connection = new SqliteConnection($"Data Source={foreign};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE t (a)";
            command.ExecuteNonQuery();
        }

        File.WriteAllText(_folder.File("text.db"), "no database at all, but long enough to be looked at as one");

        Assert.Equal(ErrorCodes.AccessDenied, Assert.Throws<MigrationException>(() => DemoDatabase.Create(foreign)).Code);
        Assert.Equal(ErrorCodes.AccessDenied, Assert.Throws<MigrationException>(() => DemoDatabase.CreateEmpty(_folder.File("text.db"))).Code);
        Assert.Equal("1", Scalar(foreign, "SELECT count(*) FROM sqlite_schema WHERE name = 't'"));
    }

    [Fact]
    public void The_empty_one_has_the_same_tables_without_rows()
    {
        string path = _folder.File("empty.db");
        DemoDatabase.CreateEmpty(path);

        Assert.Equal("0", Scalar(path, "SELECT count(*) FROM customer"));
    }

    private static string Scalar(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar())!;
    }
}
