using System.Data.Common;
using DataMigrator.Catalog;
using DataMigrator.SchemaCopy;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>Triggers with variables, branches, loops and errors do in the target what they do in the source.</summary>
public sealed class TriggerBehaviourTests
{
    private static readonly string[] Tables =
    [
        "CREATE TABLE customer (id integer PRIMARY KEY, grade varchar(10), total integer)",
        "CREATE TABLE purchase (id integer PRIMARY KEY, customer integer, amount integer, discount integer, note varchar(60))",
        "INSERT INTO customer VALUES (1, 'a', 7), (2, 'b', 7), (3, 'c', 7)",
        "INSERT INTO purchase VALUES (1, 1, 250, 0, ''), (2, 2, 90, 0, ''), (3, 2, 60, 0, '')",
    ];

    private const string MySqlBody = """
        CREATE TRIGGER purchase_bi BEFORE INSERT ON purchase FOR EACH ROW
        checks: BEGIN
            DECLARE total, n INT DEFAULT 0;
            DECLARE kind VARCHAR(10);
            DECLARE is_large BOOLEAN;
            DECLARE message TEXT;
            SELECT grade INTO kind FROM customer WHERE id = NEW.customer;
            IF kind IS NULL THEN
                SET NEW.note = 'unknown';
                LEAVE checks;
            END IF;
            SELECT COUNT(*), COALESCE(SUM(p.amount), 0) INTO n, total FROM purchase p WHERE p.customer = NEW.customer;
            SET is_large = total > 200;
            CASE kind
                WHEN 'a' THEN SET NEW.discount = 10;
                WHEN 'b' THEN SET NEW.discount = 5;
                ELSE SET NEW.discount = 0;
            END CASE;
            WHILE total > 100 DO
                SET total = total - 100, NEW.discount = NEW.discount + 1;
            END WHILE;
            REPEAT
                SET n = n - 1;
            UNTIL n <= 0 END REPEAT;
            again: LOOP
                SET n = n + 1;
                IF n < 3 THEN
                    ITERATE again;
                END IF;
                LEAVE again;
            END LOOP again;
            IF NEW.amount < 0 THEN
                SET message = CONCAT('no ', NEW.amount, ' for ', NEW.customer);
                SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = message;
            ELSEIF NEW.amount = 0 THEN
                SIGNAL SQLSTATE '22012' SET MESSAGE_TEXT = 'nothing at 100%';
            END IF;
            BEGIN
                DECLARE inside INT DEFAULT 1;
                SET NEW.note = CONCAT(kind, n, '/', total, '/', inside, CASE WHEN is_large = 1 THEN ' large' ELSE '' END);
            END;
        END
        """;

    private const string PostgresBody = """
        CREATE FUNCTION purchase_bi() RETURNS trigger LANGUAGE plpgsql AS $f$
        DECLARE
            sum_of integer := 0;
            n integer;
            kind text;
            is_large boolean := false;
        BEGIN
            SELECT grade INTO kind FROM customer WHERE id = NEW.customer;
            <<checks>>
            BEGIN
            IF kind IS NULL THEN
                NEW.note := 'unknown';
                EXIT checks;
            END IF;
            SELECT count(*) INTO n FROM purchase p WHERE p.customer = NEW.customer;
            sum_of := (SELECT COALESCE(sum(p.amount), 0) FROM purchase p WHERE p.customer = NEW.customer);
            is_large := sum_of > 200;
            CASE kind
                WHEN 'a' THEN NEW.discount := 10;
                WHEN 'b' THEN NEW.discount := 5;
                ELSE NEW.discount := 0;
            END CASE;
            WHILE sum_of > 100 LOOP
                sum_of := sum_of - 100;
                NEW.discount := NEW.discount + 1;
            END LOOP;
            n := 0;
            LOOP
                n := n + 1;
                CONTINUE WHEN n < 3;
                EXIT;
            END LOOP;
            IF NEW.amount < 0 THEN
                RAISE EXCEPTION 'no % for %', NEW.amount, NEW.customer;
            ELSIF NEW.amount = 0 THEN
                RAISE EXCEPTION 'nothing at 100%%' USING ERRCODE = '22012';
            END IF;
            NEW.note := kind || n || '/' || sum_of || '/1' || CASE WHEN is_large THEN ' large' ELSE '' END;
            END;
            RETURN NEW;
        END
        $f$
        """;

    [Theory]
    [InlineData(DatabaseKind.MySql, DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql, DatabaseKind.MariaDb)]
    [InlineData(DatabaseKind.MariaDb, DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MariaDb, DatabaseKind.MySql)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MySql)]
    [InlineData(DatabaseKind.Postgres, DatabaseKind.MariaDb)]
    public async Task Bodies_with_variables_and_loops_do_the_same(DatabaseKind from, DatabaseKind to)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        await source.ExecuteAsync([.. Tables, .. from == DatabaseKind.Postgres
            ? [PostgresBody, "CREATE TRIGGER purchase_bi BEFORE INSERT ON purchase FOR EACH ROW EXECUTE FUNCTION purchase_bi()"]
            : (string[])[MySqlBody]]);

        (SchemaScript script, _) = await SchemaCopies.CopyAsync(source, target);
        await target.ExecuteAsync(Tables[2], Tables[3]);
        List<string> expected = await RunAsync(source), actual = await RunAsync(target);

        Assert.DoesNotContain(script.Skipped, s => s.Type == "trigger");
        Assert.Equal(expected, actual);
        Assert.Equal(["a3/50/1 large 12", "a3/100/1 large 14", "b3/50/1 6"], expected[..3]);
        Assert.Equal(["unknown 0", "no -4 for 1 45000", "nothing at 100% 22012"], expected[^3..]);
    }

    [Theory]
    [InlineData("DECLARE done INT; DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1; SET done = 0;", "handles errors")]
    [InlineData("DECLARE c CURSOR FOR SELECT id FROM customer; OPEN c;", "cursor")]
    [InlineData("SET @total = NEW.amount;", "session")]
    [InlineData("DECLARE e ENUM('a'); SET e = 'a';", "type")]
    [InlineData("DECLARE n INT; SET n = 1; SELECT id, grade INTO n, @g FROM customer;", "'@'")]
    [InlineData("DECLARE n INT; SELECT grade INTO n FROM customer WHERE id = 1;", "another type")]
    public async Task What_is_not_known_to_be_the_same_is_skipped_with_the_reason(string body, string reason)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.MySql);
        await source.ExecuteAsync([.. Tables, $"CREATE TRIGGER t BEFORE INSERT ON purchase FOR EACH ROW BEGIN {body} END"]);

        (SchemaScript script, DatabaseCatalog _) = await SchemaCopies.ReadAsync(source, DatabaseKind.Postgres);

        Assert.Contains(reason, Assert.Single(script.Skipped).Reason, StringComparison.Ordinal);
    }

    /// <summary>The notes and discounts of inserted rows, and the messages of those that the trigger refuses.</summary>
    private static async Task<List<string>> RunAsync(TestDatabase database)
    {
        var results = new List<string>();
        (int Customer, int Amount)[] rows = [(1, 250), (1, 5), (2, 99), (2, 120), (2, 1), (3, 5), (9, 5), (1, -4), (1, 0)];
        for (int i = 0; i < rows.Length; i++)
        {
            try
            {
                await database.ExecuteAsync($"INSERT INTO purchase VALUES ({i + 10}, {rows[i].Customer}, {rows[i].Amount}, 0, '')");
                object?[] row = (await database.QueryAsync($"SELECT note, discount FROM purchase WHERE id = {i + 10}"))[0];
                results.Add(row[0] + " " + row[1]);
            }
            catch (DbException e)
            {
                string message = e.Message;
                int at = message.IndexOf("no", StringComparison.Ordinal);
                results.Add((at < 0 ? message : message[at..]) + " " + (e.SqlState == "P0001" ? "45000" : e.SqlState));
            }
        }

        return results;
    }
}
