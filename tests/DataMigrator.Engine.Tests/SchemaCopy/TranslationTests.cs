using DataMigrator.Catalog;
using DataMigrator.SchemaCopy;
using DataMigrator.SchemaCopy.Data;
using DataMigrator.Values;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>The translator by itself, over catalogues made by hand.</summary>
public sealed class TranslationTests
{
    private static CatalogColumn Column(string name, string type, WireKind wire = WireKind.Integer, long? length = null) => new()
    {
        Name = name,
        Type = new ColumnType
        {
            Declared = type, BaseName = type.Split('(', ' ')[0], Wire = new WireType(wire), Length = length,
            Unsigned = type.EndsWith("unsigned", StringComparison.Ordinal),
        },
    };

    private static CatalogTable Table(string name, params CatalogColumn[] columns) =>
        new() { Name = new TableName(null, name), Columns = columns };

    private static DatabaseCatalog Catalog(DatabaseKind kind, params CatalogTable[] tables) => new()
    {
        Kind = kind, Database = "shop", ServerVersion = "1",
        Tables = kind != DatabaseKind.Postgres ? tables
            : [.. tables.Select(t => t with { Name = new TableName(t.Name.Schema ?? "public", t.Name.Name) })],
    };

    private static SchemaScript Translate(DatabaseCatalog catalog, DatabaseKind target, TranslationOptions? options = null) =>
        SchemaTranslator.Translate(catalog, target, options ?? new TranslationOptions());

    private static TranslationOptions Facts(string table, string column, ColumnFacts facts) => new()
    {
        Facts = new Dictionary<TableName, IReadOnlyDictionary<string, ColumnFacts>>
        {
            [new TableName(null, table)] = new Dictionary<string, ColumnFacts> { [column] = facts },
        },
    };

    [Theory]
    [InlineData("t ", "t")]
    [InlineData("t \t\r\n", "t")]
    [InlineData("\t", "_")]
    [InlineData(" a b", " a b")]
    public void A_name_that_MySQL_would_refuse_for_its_last_blank_loses_it(string name, string mapped) =>
        Assert.Equal(mapped, Assert.Single(Translate(Catalog(DatabaseKind.Sqlite, Table(name, Column("id", "int"))), DatabaseKind.MySql).TableNames)
            .Value.Name);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.MySql)]
    public void Tables_that_the_target_can_not_tell_apart_are_refused_with_both_named(DatabaseKind target)
    {
        DatabaseCatalog catalog = Catalog(DatabaseKind.Postgres, Table("Orders", Column("id", "int4")), Table("orders", Column("id", "int4")));
        MigrationException e = Assert.Throws<MigrationException>(() => Translate(catalog, target));
        Assert.Equal(ErrorCodes.SchemaCopyFailed, e.Code);
        Assert.Contains("'Orders' and 'orders'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_the_target_can_not_tell_apart_are_refused_with_both_named()
    {
        DatabaseCatalog catalog = Catalog(DatabaseKind.Postgres, Table("t", Column("Name", "text", WireKind.Text), Column("name", "text", WireKind.Text)));
        MigrationException e = Assert.Throws<MigrationException>(() => Translate(catalog, DatabaseKind.MySql));
        Assert.Contains("'Name' and 'name'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_minds_the_case_of_tables_takes_both()
    {
        DatabaseCatalog catalog = Catalog(DatabaseKind.Postgres, Table("A", Column("id", "int4")), Table("a", Column("id", "int4")));
        SchemaScript script = Translate(catalog, DatabaseKind.MySql, new TranslationOptions { TargetKeepsTableCase = true });
        Assert.Equal(["A", "a"], script.Tables.Select(t => t.Name));
    }

    [Fact]
    public void Long_names_are_shortened_and_stay_different()
    {
        string name = new('n', 64);
        SchemaScript script = Translate(Catalog(DatabaseKind.MySql,
            Table(name + "1", Column("id", "int")), Table(name + "2", Column("id", "int"))), DatabaseKind.Postgres);
        Assert.Equal(2, script.TableNames.Values.Distinct().Count());
        Assert.All(script.TableNames.Values, t => Assert.True(t.Name.Length <= 63));
        Assert.Equal(2, script.Warnings.Count(w => w.Type == "table"));
    }

    [Fact]
    public void Schemas_are_put_before_the_name_and_no_two_names_merge()
    {
        DatabaseCatalog catalog = Catalog(DatabaseKind.Postgres, Table("sales_orders", Column("id", "int4")),
            Table("orders", Column("id", "int4")) with { Name = new TableName("sales", "orders") });
        SchemaScript script = Translate(catalog, DatabaseKind.Sqlite);
        Assert.Equal(2, script.TableNames.Values.Distinct().Count());
        Assert.Contains(new TableName(null, "sales_orders"), script.TableNames.Values);
    }

    [Fact]
    public void The_same_index_name_on_two_tables_becomes_two()
    {
        CatalogTable With(string name) => Table(name, Column("a", "int")) with { Indexes = [new CatalogIndex("idx", [new IndexPart("a", null)])] };
        SchemaScript script = Translate(Catalog(DatabaseKind.MySql, With("one"), With("two")), DatabaseKind.Postgres);
        Assert.Equal(["one_idx", "two_idx"], script.Indexes.Select(i => i.Name));
    }

    [Theory]
    [InlineData(null, "boolean")]
    [InlineData(true, "boolean")]
    [InlineData(false, "smallint")]
    public void Tinyint_of_one_digit_is_boolean_where_the_data_allows_it(bool? onlyZeroAndOne, string type)
    {
        SchemaScript script = Translate(Catalog(DatabaseKind.MySql, Table("t", Column("b", "tinyint(1)"))), DatabaseKind.Postgres,
            Facts("t", "b", new ColumnFacts { OnlyZeroAndOne = onlyZeroAndOne }));
        Assert.Equal(type, Assert.Single(script.Types).Choice.Sql);
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.Sqlite, "bytea", "'\\xdeadbeef'::bytea", "DEFAULT (x'deadbeef')")]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql, "bytea", "'\\xdeadbeef'::bytea", "DEFAULT (x'deadbeef')")]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql, "timestamptz",
        "'2024-01-01 00:00:00+00'::timestamp with time zone", "DEFAULT '2024-01-01 00:00:00'")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "binary(4)", "0x6162", "DEFAULT ('\\x61620000'::bytea)")]
    [InlineData(DatabaseKind.Sqlite, DatabaseKind.Postgres, "TEXT", "strftime('%Y-%m-%dT%H:%M:%fZ','now')",
        "'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "datetime", "date_add(now(),interval 1 day)", "DEFAULT CURRENT_TIMESTAMP + 1 * INTERVAL '1 day'")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MariaDb, "datetime", "date_add(now(),interval 1 day)", "DEFAULT (CURRENT_TIMESTAMP + INTERVAL 1 DAY)")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MariaDb, "datetime", "now()", "DEFAULT CURRENT_TIMESTAMP")]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres, "datetime", "date(now())", "DEFAULT CURRENT_TIMESTAMP::date")]
    public void A_default_has_the_same_value_in_the_target(DatabaseKind from, DatabaseKind to, string type, string value, string expected)
    {
        WireKind wire = type switch
        {
            "bytea" or "binary(4)" => WireKind.Binary, "timestamptz" => WireKind.TimestampTz, "datetime" => WireKind.Timestamp, _ => WireKind.Text,
        };
        CatalogTable table = Table("t", Column("c", type, wire, type.StartsWith("binary", StringComparison.Ordinal) ? 4 : null) with { Default = value });
        Assert.Contains(expected, Translate(Catalog(from, table), to).Tables[^1].Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_domain_says_of_a_column_is_said_of_the_column_where_there_are_no_domains()
    {
        CatalogColumn column = Column("c", "positive", WireKind.Integer);
        DatabaseCatalog catalog = Catalog(DatabaseKind.Postgres, Table("t", column with { Type = column.Type with { TypeClass = 'd', DomainBase = "integer" } }))
            with
            {
                Domains = [new CatalogDomain(new TableName("public", "positive"), "integer", true, "7",
                    [new CatalogCheck("a", "VALUE > 0"), new CatalogCheck("b", "VALUE ~ 'x'")])],
            };
        SchemaScript script = Translate(catalog, DatabaseKind.Sqlite);
        Assert.Contains("\"c\" INTEGER NOT NULL DEFAULT 7", script.Tables[0].Sql, StringComparison.Ordinal);
        Assert.Contains("CHECK (\"c\" > 0)", script.Tables[0].Sql, StringComparison.Ordinal);
        Assert.Contains(script.Warnings, w => w.Message.Contains("of its domain is left out", StringComparison.Ordinal));
    }

    [Fact]
    public void A_column_that_refers_to_a_key_has_the_key_s_type()
    {
        CatalogTable parent = Table("parent", Column("id", "bigint unsigned", WireKind.Unsigned) with { Identity = IdentityKind.AutoIncrement, Nullable = false })
            with { PrimaryKey = new CatalogKey("PRIMARY", ["id"]) };
        CatalogTable child = Table("child", Column("parent_id", "bigint unsigned", WireKind.Unsigned)) with
        {
            ForeignKeys = [new CatalogForeignKey("fk", ["parent_id"], parent.Name, ["id"])],
        };
        SchemaScript script = Translate(Catalog(DatabaseKind.MySql, child, parent), DatabaseKind.Postgres);
        Assert.All(script.Types, t => Assert.Equal("bigint", t.Choice.Sql));
        Assert.Single(script.ForeignKeys);
    }

    /// <summary>MariaDB's catalogue shows 0xFF and 0x00 as they can't be told from a question mark.</summary>
    [Theory]
    [InlineData(DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.Sqlite)]
    public void A_default_of_bytes_that_MariaDB_shows_as_question_marks_is_left_out(DatabaseKind target)
    {
        CatalogColumn column = Column("b", "varbinary(4)", WireKind.Binary, 4) with { Default = "'\\0?A'" };
        SchemaScript script = Translate(Catalog(DatabaseKind.MariaDb, Table("t", column)), target);
        Assert.DoesNotContain("?A", Assert.Single(script.Tables).Sql, StringComparison.Ordinal);
        Assert.Contains(script.Warnings, w => w.Message.Contains("question marks", StringComparison.Ordinal));
    }

    /// <summary>The target computes these itself: what it does otherwise must be said, as it is of a view.</summary>
    [Fact]
    public void What_a_generated_column_or_a_check_does_otherwise_is_warned_of()
    {
        CatalogTable table = Table("t", Column("s", "text", WireKind.Text), Column("l", "text", WireKind.Text) with { Generated = "lower(s)", GeneratedStored = true })
            with { Checks = [new CatalogCheck("upper_s", "(upper(s) = s)")] };
        SchemaScript script = Translate(Catalog(DatabaseKind.Postgres, table), DatabaseKind.Sqlite);
        Assert.Equal(["lower(s)", "(upper(s) = s)"], script.Warnings.Where(w => w.Message.Contains("A to Z", StringComparison.Ordinal))
            .Select(w => w.Message.Split(": ")[0]));
    }

    [Fact]
    public void A_text_key_longer_than_any_key_of_MySQL_is_refused_with_its_column()
    {
        DatabaseCatalog catalog = Catalog(DatabaseKind.Sqlite, Table("t", Column("code", "TEXT", WireKind.Text)) with { PrimaryKey = new CatalogKey(null, ["code"]) });
        MigrationException e = Assert.Throws<MigrationException>(() =>
            Translate(catalog, DatabaseKind.MySql, Facts("t", "code", new ColumnFacts { MaxChars = 5000 })));
        Assert.Contains("t.code", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_key_gets_a_length_that_holds_the_data()
    {
        DatabaseCatalog catalog = Catalog(DatabaseKind.Sqlite, Table("t", Column("code", "TEXT", WireKind.Text)) with { PrimaryKey = new CatalogKey(null, ["code"]) });
        SchemaScript script = Translate(catalog, DatabaseKind.MySql, Facts("t", "code", new ColumnFacts { MaxChars = 700 }));
        Assert.Equal("varchar(700)", Assert.Single(script.Types).Choice.Sql);
    }

    [Fact]
    public void Rows_over_65535_bytes_give_up_their_longest_texts()
    {
        CatalogColumn[] columns = [.. Enumerable.Range(0, 10).Select(i => Column("c" + i, "varchar", WireKind.Text, 4000))];
        SchemaScript script = Translate(Catalog(DatabaseKind.Postgres, Table("t", columns)), DatabaseKind.MySql);
        Assert.Contains(script.Types, t => t.Choice.Rule == "text_for_room_in_the_row");
        Assert.Contains(script.Types, t => t.Choice.Sql == "varchar(4000)");
    }

    [Fact]
    public void A_foreign_key_to_a_table_that_was_not_chosen_falls_away_and_is_named()
    {
        CatalogTable parent = Table("parent", Column("id", "int")) with { PrimaryKey = new CatalogKey(null, ["id"]) };
        CatalogTable child = Table("child", Column("parent_id", "int")) with { ForeignKeys = [new CatalogForeignKey("fk", ["parent_id"], parent.Name, ["id"])] };
        SchemaScript script = Translate(Catalog(DatabaseKind.MySql, child, parent), DatabaseKind.Postgres, new TranslationOptions { Tables = [child.Name] });
        Assert.Empty(script.ForeignKeys);
        Assert.Equal("child.fk", Assert.Single(script.Skipped).Name);
        Assert.Single(script.Tables);
    }

    [Fact]
    public void Comments_can_not_break_out_of_their_line()
    {
        CatalogColumn column = Column("a", "enum('x\n); DROP TABLE t; --')", WireKind.Text) with
        {
            Type = new ColumnType { Declared = "enum('x\n); DROP TABLE t; --')", BaseName = "enum", Labels = ["x\n); DROP TABLE t; --"] },
        };
        SchemaScript script = Translate(Catalog(DatabaseKind.MySql, Table("t", column)), DatabaseKind.Sqlite);
        Assert.DoesNotContain(script.Tables[0].Sql.Split('\n'), l => l.StartsWith("); DROP", StringComparison.Ordinal) && !l.Contains('\''));
        string comment = script.Tables[0].Sql.Split('\n').Single(l => l.Contains("--", StringComparison.Ordinal) && l.Contains("enum_as", StringComparison.Ordinal));
        Assert.Contains("DROP TABLE", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void Serial_comes_on_request()
    {
        CatalogTable table = Table("t", Column("id", "int") with { Identity = IdentityKind.AutoIncrement, Nullable = false }) with { PrimaryKey = new CatalogKey(null, ["id"]) };
        Assert.Contains("GENERATED BY DEFAULT AS IDENTITY", Translate(Catalog(DatabaseKind.MySql, table), DatabaseKind.Postgres).Tables[0].Sql, StringComparison.Ordinal);
        Assert.Contains("\"id\" serial NOT NULL", Translate(Catalog(DatabaseKind.MySql, table), DatabaseKind.Postgres, new TranslationOptions { UseSerial = true }).Tables[0].Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_catalogue_gives_the_same_bytes()
    {
        DatabaseCatalog Make() => Catalog(DatabaseKind.MySql, [.. Enumerable.Range(0, 50).Select(i => Table("t" + i, Column("b", "tinyint(1)"), Column("n", "int")) with
        {
            Indexes = [new CatalogIndex("idx", [new IndexPart("n", null)])],
        })]);
        Assert.Equal(new SchemaFiles(Translate(Make(), DatabaseKind.Postgres), Make()).Render(), new SchemaFiles(Translate(Make(), DatabaseKind.Postgres), Make()).Render());
    }

    [Fact]
    public void Ten_thousand_tables_are_translated()
    {
        CatalogTable[] tables = [.. Enumerable.Range(0, 10_000).Select(i => Table("table_" + i,
            [.. Enumerable.Range(0, 10).Select(c => Column("c" + c, "int"))]) with
        {
            PrimaryKey = new CatalogKey("PRIMARY", ["c0"]),
            Indexes = [new CatalogIndex("idx", [new IndexPart("c1", null)])],
            ForeignKeys = [new CatalogForeignKey("fk", ["c2"], new TableName(null, "table_" + (i / 2)), ["c0"])],
        })];
        DatabaseCatalog catalog = Catalog(DatabaseKind.MySql, tables);
        SchemaScript script = Translate(catalog, DatabaseKind.Postgres);
        Assert.NotEmpty(new SchemaFiles(script, catalog).Render());
        Assert.Equal(10_000, script.ForeignKeys.Count);
    }
}
