using DataMigrator.Databases;
using DataMigrator.Exploration;
using DataMigrator.Sql;

namespace DataMigrator.Tests.Exploration;

public sealed class SqlSplitterTests
{
    private static SqlLanguage Language(DatabaseKind kind) => DatabaseRegistry.Get(kind).Dialect.Language;

    [Theory]
    [InlineData(DatabaseKind.Postgres, "SELECT 1; SELECT 2;", "SELECT 1|SELECT 2")]
    [InlineData(DatabaseKind.Postgres, "SELECT ';''; ' AS a; SELECT \"x;\"", "SELECT ';''; ' AS a|SELECT \"x;\"")]
    [InlineData(DatabaseKind.Postgres, "SELECT '\\'; SELECT 2", "SELECT '\\'|SELECT 2")]
    [InlineData(DatabaseKind.Postgres, "SELECT E'\\'; SELECT 2'", "SELECT E'\\'; SELECT 2'")]
    [InlineData(DatabaseKind.Postgres, "/* a /* b; */ c; */ SELECT 1 -- x; y\n; ;", "SELECT 1")]
    [InlineData(DatabaseKind.Postgres, "DO $a$ BEGIN; $$ ; $a$; SELECT a$b$ FROM t; SELECT $1", "DO $a$ BEGIN; $$ ; $a$|SELECT a$b$ FROM t|SELECT $1")]
    [InlineData(DatabaseKind.Postgres, "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3", "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)|SELECT 3")]
    [InlineData(DatabaseKind.Postgres, "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END|SELECT 3")]
    [InlineData(DatabaseKind.Sqlite, "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE WHEN 1 THEN 2 END; DELETE FROM c; END; SELECT 1",
        "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE WHEN 1 THEN 2 END; DELETE FROM c; END|SELECT 1")]
    [InlineData(DatabaseKind.Sqlite, "SELECT [a;b], `c;`, \"d;\"; SELECT '\\'; SELECT 1 /* no end; ", "SELECT [a;b], `c;`, \"d;\"|SELECT '\\'|SELECT 1")]
    [InlineData(DatabaseKind.MySql, "SELECT 'a\\'; b', \"c\\\";\", `d;\\`; SELECT 2 # x; y\n; SELECT 1--1; SELECT 3 -- ; x",
        "SELECT 'a\\'; b', \"c\\\";\", `d;\\`|SELECT 2|SELECT 1--1|SELECT 3")]
    [InlineData(DatabaseKind.MySql, "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END$$\nDELIMITER ;\nSELECT 3;",
        "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END|SELECT 3")]
    [InlineData(DatabaseKind.MySql, "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN IF NEW.b THEN SET NEW.c = CASE WHEN 1 THEN IF(1,2,3) ELSE IF(1,2,3) END; END IF; l: LOOP LEAVE l; END LOOP; CASE NEW.b WHEN 1 THEN SELECT 1; END CASE; END; SELECT 3",
        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN IF NEW.b THEN SET NEW.c = CASE WHEN 1 THEN IF(1,2,3) ELSE IF(1,2,3) END; END IF; l: LOOP LEAVE l; END LOOP; CASE NEW.b WHEN 1 THEN SELECT 1; END CASE; END|SELECT 3")]
    [InlineData(DatabaseKind.MySql, "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW IF NEW.b THEN SET NEW.c = 1; END IF; SELECT 3",
        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW IF NEW.b THEN SET NEW.c = 1; END IF|SELECT 3")]
    [InlineData(DatabaseKind.MySql, "SELECT 1 /*!50000 ; DROP TABLE a */", "SELECT 1 /*!50000|DROP TABLE a */")]
    [InlineData(DatabaseKind.MariaDb, "/*M!100000 SET a = 1 */; SELECT 2", "/*M!100000 SET a = 1 */|SELECT 2")]
    [InlineData(DatabaseKind.Postgres, "SELECT E'a' -- b\n'\\'; SELECT 2'; SELECT 3", "SELECT E'a' -- b\n'\\'; SELECT 2'|SELECT 3")]
    [InlineData(DatabaseKind.Postgres, "SELECT 1 --\r; SELECT 2", "SELECT 1|SELECT 2")]
    [InlineData(DatabaseKind.Postgres, "SELECT $€$ ; ' $€$; SELECT a\u00a0$$; SELECT 3", "SELECT $€$ ; ' $€$|SELECT a\u00a0$$|SELECT 3")]
    [InlineData(DatabaseKind.MySql, "SELECT 1 --\u007f ' \n; SELECT 2 -- '", "SELECT 1|SELECT 2")]
    public void A_script_is_split_as_the_dialects_own_client_does(DatabaseKind kind, string sql, string expected)
    {
        Assert.Equal(expected.Split('|'), SqlSplitter.Split(Language(kind), sql).Select(s => s.Text));
    }

    [Fact]
    public void A_statement_knows_its_number_its_line_and_its_first_words()
    {
        IReadOnlyList<SqlStatement> statements = SqlSplitter.Split(Language(DatabaseKind.Postgres), "-- a\nSELECT\n1;\n\n/* b\n*/ create table \"x\" (y int);");
        Assert.Equal([(1, 2), (2, 6)], statements.Select(s => (s.Number, s.Line)));
        Assert.Equal(["CREATE", "TABLE", "Y", "INT"], statements[1].Words);
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres, "SELECT 1;\nSELECT 'a", "begins in line 2")]
    [InlineData(DatabaseKind.Postgres, "SELECT $x$ a", "dollar quote")]
    [InlineData(DatabaseKind.MySql, "/* a", "comment")]
    [InlineData(DatabaseKind.Postgres, "\\connect x\nSELECT 1", "command of psql")]
    [InlineData(DatabaseKind.Postgres, "COPY t FROM stdin;\n1\n\\.\n", "COPY FROM STDIN")]
    public void What_no_server_would_take_is_refused_with_its_line(DatabaseKind kind, string sql, string part)
    {
        MigrationException e = Assert.Throws<MigrationException>(() => SqlSplitter.Split(Language(kind), sql));
        Assert.Equal(ErrorCodes.InvalidParameter, e.Code);
        Assert.Contains(part, e.Message);
    }
}
