using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>The type that is chosen for a column takes its values: a value of each type, its limits among them, arrives in every
/// other database and is found equal.</summary>
public sealed class TypeValueTests
{
    private static readonly string[] Postgres =
    [
        "CREATE TYPE mood AS ENUM ('happy', 'it''s ok', 'a,b', 'back\\slash', 'Ä')",
        "CREATE TYPE pair AS (a integer, b text)",
        "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)",
        """
        CREATE TABLE every_value (id integer PRIMARY KEY, b boolean, i2 smallint, i4 integer, i8 bigint, f4 real, f8 double precision,
            n numeric, n2 numeric(10,2), n38 numeric(38,10), m money, t text, vc varchar(30), c char(5), nm name, by bytea, d date, tm time,
            tm3 time(3), tmz timetz, ts timestamp, ts0 timestamp(0), tstz timestamptz, iv interval, u uuid, js json, jb jsonb, bit1 bit(1),
            bit5 bit(5), bit100 bit(100), vb bit varying(20), ip inet, cd cidr, mac macaddr, rng int4range, pt point, tsv tsvector, x xml,
            ia integer[], ta text[], ta2 text[][], md mood, p pair, pos positive, o oid)
        """,
        """
        INSERT INTO every_value VALUES
            (1, true, -32768, -2147483648, -9223372036854775808, 1.5, 4.9406564584124654e-324, 12345678901234567890.000000000000000000000001, -0.01,
            1234567890123456789012345678.0123456789, 12.34, E'tab\t\\ ''quote'' 😀', '  blanks ', 'ab', 'name', '\x00ff80', '0001-01-01', '00:00:00',
            '23:59:59.123', '10:00:00+02', '2024-02-29 12:30:00.123456', '1999-12-31 23:59:59', '2024-02-29 12:30:00+02', '1 year 2 days 03:04:05.6',
            '00112233-4455-6677-8899-aabbccddeeff', '{"b": 1, "a": [1.50, null]}', '{"z": true}', B'1', B'00101', repeat('10', 50)::bit(100), B'101',
            '192.168.0.1/24', '10.0.0.0/8', '08:00:2b:01:02:03', '[1,5)', '(1.5,-2)', 'a fat cat'::tsvector, '<a>1</a>', '{1,NULL,-3}',
            '{"a,b","c\"d",NULL}', '{{a,b},{c,d}}', 'back\slash', '(1,"x,y")', 5, 4294967295),
            (2, false, 32767, 2147483647, 9223372036854775807, -3.4028235e38, 1.7976931348623157e308, 0, 99999999.99, -0.0000000001, -0.01, '', '', '', '',
            '', '9999-12-31', '23:59:59.999999', '00:00:00', '23:59:59.999999-12', '0001-01-01 00:00:00', '9999-12-31 23:59:59', '0001-01-01 00:00:00+00',
            '-3 months', '00000000-0000-0000-0000-000000000000', '[]', '[]', B'0', B'00000', repeat('0', 100)::bit(100), B'', '::1', '::/0',
            'ff:ff:ff:ff:ff:ff', 'empty', '(0,0)', '', '<b/>', '{}', '{}', '{}', 'Ä', '(,)', 1, 0)
        """,
        "INSERT INTO every_value (id) VALUES (3)",
    ];

    private static readonly string[] MySql =
    [
        """
        CREATE TABLE every_value (id int PRIMARY KEY, ti tinyint, tu tinyint unsigned, t1 tinyint(1), t1n tinyint(1), si smallint unsigned, mi mediumint,
            mu mediumint unsigned, i int, iu int unsigned, bi bigint, bu bigint unsigned, f float, d double, du double unsigned, dc decimal(10,2),
            dl decimal(65,30), b1 bit(1), b8 bit(8), b64 bit(64), y year, dt date, tm time, tl time(6), dtm datetime, dtm6 datetime(6),
            ts timestamp NULL, ts3 timestamp(3) NULL, c char(5), c0 char(0), v varchar(20), tx tinytext, t text, lt longtext, bn binary(4),
            vb varbinary(10), bl blob, lb longblob, e enum('a', 'b,c', 'it''s', 'Ü', 'back\\slash'), s set('x', 'y', 'z'), j json, g geometry, p point)
        """,
        """
        INSERT INTO every_value VALUES
            (1, -128, 255, 2, 1, 65535, -8388608, 16777215, -2147483648, 4294967295, -9223372036854775808, 18446744073709551615, 3.4e38, 5e-324, 0.1,
            -99999999.99, 12345678901234567890123456789012345.123456789012345678901234567891, b'1', b'00000101', b'1', 2155, '1000-01-01', '-838:59:59',
            '838:59:58.999999', '9999-12-31 23:59:59', '1000-01-01 00:00:00.000001', '1970-01-02 00:00:01', '2038-01-18 03:14:07.999', 'ab', '', '  x ', 'tiny',
            'tab\t\\ ''q'' 😀', 'long', x'00ff0080', x'00', x'00ff', x'', 'back\\slash', 'x,z', '{"b": 1, "a": [1.5, null]}', ST_GeomFromText('LINESTRING(0 0, 1 1)'),
            ST_GeomFromText('POINT(1.5 -2)')),
            (2, 127, 0, -1, 0, 0, 8388607, 0, 2147483647, 0, 9223372036854775807, 0, -1.5, 1.7976931348623157e308, 0, 0, 0.000000000000000000000000000001, b'0',
            b'11111111', b'1111111111111111111111111111111111111111111111111111111111111111', 1901, '9999-12-31', '00:00:00', '25:30:00.5',
            '1000-01-01 00:00:00', '2024-02-29 12:30:00.5', '2024-02-29 12:30:00', '2024-02-29 12:30:00.001', '', '', '', '', '', '', x'00000000', x'',
            x'', x'80', 'a', '', '[]', ST_GeomFromText('POLYGON((0 0, 1 0, 1 1, 0 0))'), ST_GeomFromText('POINT(0 0)'))
        """,
        "INSERT INTO every_value (id) VALUES (3)",
    ];

    private static readonly string[] Sqlite =
    [
        """
        CREATE TABLE every_value (id INTEGER PRIMARY KEY, i INT, bi BIGINT, ub UNSIGNED BIG INT, r REAL, d DOUBLE, n NUMERIC, dc DECIMAL(10,2), dt DECIMAL_TEXT,
            b BOOLEAN, bt BOOLEAN, t TEXT, v VARCHAR(5), c CHAR(3), bl BLOB, da DATE, dtm DATETIME, dtz DATETIME, ep DATETIME, tm TIME, u UUID, ub16 UUID, j JSON, none,
            bits BIT(8), vague STRING)
        """,
        """
        INSERT INTO every_value VALUES
            (1, -2147483649, 9223372036854775807, 18446744073709551, 4.9406564584124654e-324, 1e308, 12345678901234567, 99999999.99, '123456789012345678901234567890.5',
            1, 'true', 'tab' || char(9) || ' 😀', 'longer than five', 'abc', x'00ff', '2024-02-29', '2024-02-29 12:30:00.123456', '2024-02-29 12:30:00+02:00', 1709209800,
            '23:59:59.5', '00112233-4455-6677-8899-aabbccddeeff', x'00112233445566778899aabbccddeeff', '{"a": [1.5, null]}', 'text', 5, 'a'),
            (2, 0, -9223372036854775808, 0, -1.5, 0.1, 0.5, -0.01, '-0.000000000000000000000000000001', 0, 'false', '', '', '', x'', '0001-01-01', '9999-12-31 23:59:59',
            '1970-01-01 00:00:00Z', 0, '00:00:00', '00000000-0000-0000-0000-000000000000', x'00000000000000000000000000000000', '[]', '', 255, '')
        """,
        "INSERT INTO every_value (id) VALUES (3)",
    ];

    [Theory]
    [MemberData(nameof(SampleSchemaTests.Directions), MemberType = typeof(SampleSchemaTests))]
    public async Task Every_value_arrives_and_is_equal(DatabaseKind from, DatabaseKind to)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(from);
        await using TestDatabase target = await TestDatabase.CreateAsync(to);
        await source.ExecuteAsync(from switch { DatabaseKind.Postgres => Postgres, DatabaseKind.Sqlite => Sqlite, _ => MySql });
        using var migration = new TestMigration(source, target);

        JobStatus status = await migration.CompleteAsync(r => r with { CreateSchema = true, Verify = true });

        Assert.Equal((true, 3L, 0L), (status.Verified, status.RowsMigrated, status.RowsFailed));
    }
}
