using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Tests.Infrastructure;
using DataMigrator.Values;

namespace DataMigrator.Tests.Databases.MySql;

public sealed class MySqlCatalogTests
{
    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Columns_tell_their_types_defaults_and_generation(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        bool isMariaDb = kind == DatabaseKind.MariaDb;
        await bench.RunAsync(
            """
            CREATE TABLE `a ``b` (
              id INT UNSIGNED NOT NULL PRIMARY KEY AUTO_INCREMENT COMMENT 'it''s',
              q VARCHAR(20) DEFAULT 'x''y\\z', n VARCHAR(20) DEFAULT NULL, nt VARCHAR(20) DEFAULT 'NULL', em VARCHAR(5) DEFAULT '',
              d DECIMAL(10,2) UNSIGNED DEFAULT 1.50, b BIT(3) DEFAULT b'101', f FLOAT(7,3), z INT(6) UNSIGNED ZEROFILL,
              ts TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
              dt DATETIME DEFAULT '2020-01-01 00:00:00', k ENUM('a,b','c''d','e\\f','ü"','x\ny') NOT NULL DEFAULT 'c''d',
              s SET('x','y') DEFAULT 'x,y', v INT GENERATED ALWAYS AS (z + 1) VIRTUAL,
              st VARCHAR(30) GENERATED ALWAYS AS (CONCAT(q, 'it''s')) STORED, j JSON, u VARCHAR(36) DEFAULT (UUID()),
              l VARCHAR(10) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL, bu BIGINT UNSIGNED, g GEOMETRY, t TEXT, bi BINARY(16))
              COMMENT 'ta''ble' CHARACTER SET utf8mb4
            """,
            "INSERT INTO `a ``b` (l) VALUES ('x')");

        CatalogTable table = await bench.TableAsync("a `b");
        Dictionary<string, CatalogColumn> columns = table.Columns.ToDictionary(c => c.Name);

        Assert.Equal("ta'ble", table.Comment);
        Assert.Equal("InnoDB", table.Engine);
        Assert.Equal(2, table.Columns.Single(c => c.Identity == IdentityKind.AutoIncrement).NextValue);
        Assert.Equal(["id"], table.PrimaryKey!.Columns);
        Assert.Equal(IdentityKind.AutoIncrement, columns["id"].Identity);
        Assert.Equal("it's", columns["id"].Comment);
        Assert.Equal(4294967295, columns["id"].Type.Wire.Max);
        Assert.False(columns["id"].Nullable);
        Assert.Equal(@"'x''y\\z'", columns["q"].Default);
        Assert.Null(columns["n"].Default);
        Assert.Equal("'NULL'", columns["nt"].Default);
        Assert.Equal("''", columns["em"].Default);
        Assert.Equal("1.50", columns["d"].Default);
        Assert.True(columns["d"].Type.Unsigned);
        Assert.Equal((10, 2), (columns["d"].Type.Precision, columns["d"].Type.Scale));
        Assert.Equal("b'101'", columns["b"].Default);
        Assert.Equal(WireKind.Bits, columns["b"].Type.Wire.Kind);
        Assert.Equal((7, 3), (columns["f"].Type.Precision, columns["f"].Type.Scale));
        Assert.True(columns["z"].Type.Unsigned);
        Assert.Equal("current_timestamp(6)", columns["ts"].Default, ignoreCase: true);
        Assert.Equal("current_timestamp(6)", columns["ts"].OnUpdate, ignoreCase: true);
        Assert.Equal(6, columns["ts"].Type.Scale);
        Assert.Equal("'2020-01-01 00:00:00'", columns["dt"].Default);
        Assert.Equal(["a,b", "c'd", "e\\f", "ü\"", "x\ny"], columns["k"].Type.Labels);
        Assert.Equal("'c''d'", columns["k"].Default);
        Assert.Equal(["x", "y"], columns["s"].Type.Labels);
        Assert.Equal("`z` + 1", columns["v"].Generated);
        Assert.False(columns["v"].GeneratedStored);
        Assert.True(columns["st"].GeneratedStored);
        Assert.Equal(isMariaDb ? @"concat(`q`,'it\'s')" : @"concat(`q`,_utf8mb4'it\'s')", columns["st"].Generated);
        Assert.Equal("json", columns["j"].Type.BaseName);
        Assert.Equal(WireKind.Json, columns["j"].Type.Wire.Kind);
        Assert.Empty(table.Checks);
        Assert.Equal("uuid()", columns["u"].Default);
        Assert.Equal(("latin1", "latin1_bin"), (columns["l"].CharacterSet, columns["l"].Collation));
        Assert.Null(columns["q"].Collation);
        Assert.Equal(WireKind.Unsigned, columns["bu"].Type.Wire.Kind);
        Assert.Equal(WireKind.Geometry, columns["g"].Type.Wire.Kind);
        Assert.Equal(65535, columns["t"].Type.Wire.MaxBytes);
        Assert.True(columns["bi"].Type.Wire.FixedLength);
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Keys_indexes_foreign_keys_and_checks_are_told_apart(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await bench.RunAsync(
            "CREATE TABLE p (a INT, b INT, c VARCHAR(100), t TEXT, g POINT NOT NULL, PRIMARY KEY (b, a), UNIQUE uq (c), "
            + "UNIQUE up (t(10)), KEY kd (a DESC, c(3)), FULLTEXT ft (t), SPATIAL sp (g), "
            + "CONSTRAINT ck CHECK (a < 100 AND c <> 'it''s'))",
            "CREATE TABLE c (id INT PRIMARY KEY CHECK (id > 3), x INT, y INT, me INT, CONSTRAINT fk FOREIGN KEY (y, x) REFERENCES p (b, a) "
            + "ON DELETE CASCADE ON UPDATE SET NULL, CONSTRAINT self FOREIGN KEY (me) REFERENCES c (id))",
            "CREATE TABLE parts (id INT, y INT, PRIMARY KEY (id, y)) PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (10), "
            + "PARTITION p1 VALUES LESS THAN MAXVALUE)");

        CatalogTable parent = await bench.TableAsync("p");
        CatalogTable child = await bench.TableAsync("c");
        CatalogTable parts = await bench.TableAsync("parts");

        Assert.Equal(["b", "a"], parent.PrimaryKey!.Columns);
        Assert.Equal(["uq"], parent.UniqueKeys.Select(k => k.Name));
        Assert.Equal(["ft", "kd", "sp", "up"], parent.Indexes.Select(i => i.Name));
        Assert.Equal("fulltext", parent.Indexes[0].Method);
        Assert.Equal([new IndexPart("a", null, true), new IndexPart("c", null, false, 3)], parent.Indexes[1].Parts);
        Assert.Equal([new IndexPart("g", null)], parent.Indexes[2].Parts);
        Assert.Equal("spatial", parent.Indexes[2].Method);
        Assert.True(parent.Indexes[3].Unique);
        Assert.Equal(10, parent.Indexes[3].Parts[0].PrefixLength);
        CatalogCheck check = Assert.Single(parent.Checks);
        Assert.Equal("ck", check.Name);
        Assert.Contains("it\\'s'", check.Expression, StringComparison.Ordinal);
        Assert.Equal("`id` > 3", Assert.Single(child.Checks).Expression);
        CatalogForeignKey key = child.ForeignKeys[0];
        Assert.Equal(["y", "x"], key.Columns);
        Assert.Equal(["b", "a"], key.ReferencedColumns);
        Assert.Equal(new TableName(null, "p"), key.ReferencedTable);
        Assert.Equal((ReferentialAction.Cascade, ReferentialAction.SetNull), (key.OnDelete, key.OnUpdate));
        Assert.Equal(new TableName(null, "c"), child.ForeignKeys[1].ReferencedTable);
        Assert.True(parts.IsPartitioned);
        Assert.Equal("RANGE (`y`)", parts.PartitionBy);
    }

    [Fact]
    public async Task An_index_over_an_expression_has_its_expression()
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(DatabaseKind.MySql);
        await bench.RunAsync("CREATE TABLE x (id INT PRIMARY KEY, a VARCHAR(20), UNIQUE KEY fx ((LOWER(a)), id))");

        CatalogIndex index = Assert.Single((await bench.TableAsync("x")).Indexes);
        Assert.Equal([new IndexPart(null, "lower(`a`)"), new IndexPart("id", null)], index.Parts);
        Assert.True(index.Unique);
    }

    [Fact]
    public async Task A_sequence_and_the_history_of_a_versioned_table_are_left_out_and_named()
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(DatabaseKind.MariaDb);
        await bench.RunAsync("CREATE SEQUENCE sq", "CREATE TABLE ver (id INT PRIMARY KEY) WITH SYSTEM VERSIONING");

        DatabaseCatalog catalog =
            await bench.Session.Database.ReadCatalogAsync(bench.Session, CatalogDetail.Tables, CancellationToken.None);
        Assert.Equal(["ver"], catalog.Tables.Select(t => t.Name.Name));
        Assert.Equal(["sq", "ver"], catalog.LeftOut.Select(l => l.Name));
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Sakila_is_read_with_views_triggers_and_routines(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        await SampleDatabases.LoadSakilaAsync(bench.Database);
        await bench.RunAsync("ANALYZE TABLE film");

        DatabaseCatalog catalog =
            await bench.Session.Database.ReadCatalogAsync(bench.Session, CatalogDetail.Everything, CancellationToken.None);

        Assert.Equal(16, catalog.Tables.Count);
        Assert.Equal(22, catalog.Tables.Sum(t => t.ForeignKeys.Count));
        Assert.Equal(7, catalog.Views.Count);
        Assert.Equal(6, catalog.Triggers.Count);
        Assert.Equal(6, catalog.Routines.Count);
        CatalogView view = catalog.Views.Single(v => v.Name.Name == "staff_list");
        Assert.Equal(["address", "city", "country", "staff"], view.DependsOn.Select(d => d.Name));
        Assert.DoesNotContain(bench.Database.Name, view.Definition, StringComparison.Ordinal);
        Assert.All(catalog.Routines, r => Assert.StartsWith("CREATE", r.Definition, StringComparison.Ordinal));
        Assert.InRange(catalog.FindTable(new TableName(null, "film"))!.RowEstimate!.Value, 500, 2000);
    }

    [Theory]
    [ClassData(typeof(MySqlServers))]
    public async Task Names_of_any_characters_are_read_and_quoted(DatabaseKind kind)
    {
        await using MySqlBench bench = await MySqlBench.CreateAsync(kind);
        string[] names = ["select", "with space", "quo'te", "dou\"ble", "tick`s", "new\nline", "semi;colon", "ünï汉", "back\\slash", "a.b", "%s"];
        foreach (string name in names)
        {
            string quoted = bench.Session.Dialect.Quote(name);
            await bench.RunAsync($"CREATE TABLE {quoted} ({quoted} INT PRIMARY KEY)", $"INSERT INTO {quoted} VALUES (1), (2)");
        }

        foreach (string name in names)
        {
            Assert.Equal(2, (await bench.ReadAsync(name, name)).RowCount);
            await bench.WriteAsync(name, await Shifted(bench, name), WriteMode.Bulk);
            Assert.Equal(4, await bench.Database.CountAsync(name));
        }
    }

    private static async Task<DataMigrator.Values.RowBatch> Shifted(MySqlBench bench, string name)
    {
        DataMigrator.Values.RowBatch read = await bench.ReadAsync(name, name);
        var batch = new DataMigrator.Values.RowBatch(read.Columns.Select(c => c.Type));
        for (int row = 0; row < read.RowCount; row++)
        {
            batch.Columns[0].AppendFixed(read.Columns[0].GetFixed(row) + 10);
        }

        batch.RowCount = read.RowCount;
        return batch;
    }
}
