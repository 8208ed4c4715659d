using DataMigrator.Databases;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Databases.Postgres;

/// <summary>Every type goes out and comes in as it was, judged by the server.</summary>
public sealed class PostgresRoundTripTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    /// <summary>Type and values as SQL; a NULL is added to each.</summary>
    public static TheoryData<string, string[]> BinaryTypes => new()
    {
        { "bool", ["true", "false"] },
        { "int2", ["-32768", "0", "32767"] },
        { "int4", ["-2147483648", "0", "2147483647"] },
        { "int8", ["-9223372036854775808", "0", "9223372036854775807"] },
        { "oid", ["0", "4294967295"] },
        { "float4", ["0", "'-0'", "1.1", "3.4028235e38", "1e-45", "'NaN'", "'Infinity'", "'-Infinity'"] },
        { "float8", ["0", "'-0'", "0.1", "1.7976931348623157e308", "5e-324", "'NaN'", "'Infinity'", "'-Infinity'", "1e20", "1e-7"] },
        {
            "numeric",
            [
                "0", "0.00", "1", "-1", "10000", "100000000", "0.0001", "0.00000001", "0.1", "-0.12345", "12345.678900",
                "99999999999999999999999999999999999999.99999999999999999999", "1e1000", "1e-1000", "'NaN'", "'Infinity'",
                "'-Infinity'", "123456789012345678901234567890", "10000.0001", "0.10000", "20000000000000000",
            ]
        },
        { "numeric(12,4)", ["0", "0.5", "-99999999.9999", "'NaN'"] },
        { "text", ["''", "'NULL'", @"'\N'", @"E'tab\tlf\ncr\r\\back'", "'€ 😀 ''quoted'' \"x\"'", "repeat('x', 300000)"] },
        { "varchar(5)", ["''", "'a    '", "'äöü€😀'"] },
        { "char(5)", ["''", "'a'", "'ab  '", "'12345'"] },
        { "\"char\"", ["''", "'a'"] },
        { "name", ["'n'"] },
        { "bytea", ["''", @"'\x00ff5c0a'", "decode(repeat('00ff5c', 50000), 'hex')"] },
        { "date", ["'2000-01-01'", "'0001-01-01'", "'4713-01-01 BC'", "'5874897-12-31'", "'infinity'", "'-infinity'", "'1999-12-31'", "'2024-02-29'", "'0001-12-31 BC'"] },
        { "time", ["'00:00'", "'23:59:59.999999'", "'24:00'", "'12:34:56.1'"] },
        { "time(2)", ["'12:34:56.12'"] },
        { "timestamp", ["'2000-01-01'", "'1970-01-01 00:00:00.000001'", "'4713-01-01 00:00 BC'", "'294276-12-31 23:59:59.999999'", "'infinity'", "'-infinity'", "'1969-12-31 23:59:59.999999'"] },
        { "timestamptz", ["'2000-01-01 00:00+00'", "'2024-03-31 02:30+01'", "'infinity'", "'-infinity'", "'0044-03-15 12:00+00 BC'"] },
        { "interval", ["'0'", "'-1 year 3 days -04:05:06.789'", "'838:59:59.000001'", "'-178000000 years'", "'1 mon -1 day 00:00:00.5'"] },
        { "uuid", ["'00112233-4455-6677-8899-aabbccddeeff'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"] },
        { "json", ["'null'", "'{\"b\": 1,  \"a\": 12345678901234567890}'", "'\"\\u0000\"'"] },
        { "jsonb", ["'null'", "'{\"b\": 1, \"a\": 12345678901234567890.10}'", "('[\"' || repeat('x', 200000) || '\"]')::jsonb"] },
        { "bit(1)", ["B'0'", "B'1'"] },
        { "bit(11)", ["B'00000000001'", "B'10000000000'"] },
        { "varbit", ["B''", "B'0'", "B'000000001'", "B'11111111'"] },
        { "money", ["0::money", "'-92233720368547758.08'", "'92233720368547758.07'", "0.05::money"] },
        { "mood", ["'sad, \"x\"'", "'ok\\'", "'größe'"] },
        { "positive", ["1", "99"] },
        { "short_name", ["'a'", "'abc'"] },
        { "feeling", ["'ok\\'"] },
    };

    public static TheoryData<string, string[]> TextTypes => new()
    {
        { "int4[]", ["'{}'", "'{1,NULL,3}'", "'{{1,2},{3,4}}'", "'[0:1]={5,6}'", "'[2:2][-1:0]={{1,2}}'"] },
        { "text[]", ["'{}'", """'{"",NULL,"NULL","a,b","q\"q","b\\s","{x}"," "}'""", "ARRAY[E'tab\\tnl\\n', '€']"] },
        { "mood[]", ["""'{"ok\\","sad, \"x\""}'"""] },
        { "int4range", ["'empty'", "'[1,5)'", "'(,5)'", "'(,)'"] },
        { "inet", ["'10.1.2.3'", "'10.1.2.3/8'", "'::1'", "'2001:db8::/32'"] },
        { "cidr", ["'10.0.0.0/8'", "'2001:db8::/32'"] },
        { "macaddr", ["'08:00:2b:01:02:03'"] },
        { "timetz", ["'12:00:00+05:30'", "'23:59:59.999999-15:59:59'"] },
        { "xml", ["'<a>ä\\n&amp;</a>'", "'<?xml version=\"1.0\"?><b/>'"] },
        { "point", ["'(1.5,-2)'", "'(1e300,NaN)'"] },
        { "tsvector", [@"'a:1A b:2,3C ''it''''s'''"] },
        { "tsquery", ["'a & !(b | c:*)'"] },
        { "pair", [@"'(1,""a,\""b\\\\"")'", "'(,)'"] },
        { "pair[]", ["""ARRAY['(1,x)'::pair, NULL]"""] },
        { "ints", ["'{1,2}'"] },
        { "hstore", ["""'"a"=>"b\"c", "n"=>NULL'"""] },
        { "regclass", ["'pg_class'"] },
        { "pg_lsn", ["'16/B374D848'"] },
    };

    public static TheoryData<string, string[]> NativeTypes
    {
        get
        {
            TheoryData<string, string[]> types = [.. BinaryTypes];
            types.Add("timetz", ["'12:00:00+05:30'", "'23:59:59.999999-15:59:59'", "'00:00-00:30'"]);
            types.Add("int4[]", ["'{}'", "'{1,NULL,3}'", "'{{1,2},{3,4}}'", "'[0:1]={5,6}'", "'[2:2][-1:0]={{1,2}}'"]);
            types.Add("text[]", ["'{}'", """'{"",NULL,"NULL","a,b","q\"q","b\\s","{x}"," "}'""", "ARRAY[E'tab\\tnl\\n', '€']"]);
            types.Add("numeric(6,2)[]", ["'{1.50,-2}'"]);
            types.Add("timestamp[]", ["'{2000-01-01 00:00:00.5,infinity}'"]);
            types.Add("box[]", ["'{(1,2),(0,0);(3,4),(1,1)}'"]);
            types.Add("int4range", ["'empty'", "'[1,5)'", "'(,5)'", "'(,)'"]);
            types.Add("numrange", ["'[1.50,2.5]'", "'(,1e30)'"]);
            types.Add("tstzrange", ["'[2000-01-01 00:00+00,2001-01-01 00:00+00)'", "'[infinity,)'"]);
            types.Add("daterange", ["'[2000-01-01,2001-01-01)'"]);
            types.Add("int4range[]", ["""'{"[1,2)","empty"}'"""]);
            types.Add("int8multirange", ["'{}'", "'{[1,2),[5,)}'"]);
            types.Add("inet", ["'10.1.2.3'", "'10.1.2.3/8'", "'::1'", "'2001:db8::/32'", "'::ffff:1.2.3.4'"]);
            types.Add("cidr", ["'10.0.0.0/8'", "'10.1.2.3/32'", "'2001:db8::/32'"]);
            types.Add("macaddr", ["'08:00:2b:01:02:03'"]);
            types.Add("macaddr8", ["'08:00:2b:01:02:03:04:05'"]);
            types.Add("point", ["'(1.5,-2)'", "'(1e300,NaN)'"]);
            types.Add("lseg", ["'[(0,0),(1,1)]'"]);
            types.Add("box", ["'(1,1),(0,0)'"]);
            types.Add("path", ["'[(0,0),(1,1)]'", "'((0,0),(1,1),(2,0))'"]);
            types.Add("polygon", ["'((0,0),(1,1),(2,0))'"]);
            types.Add("line", ["'{1,-1,0.5}'"]);
            types.Add("circle", ["'<(1,2),3.5>'"]);
            types.Add("tsvector", [@"'a:1A b:2,3C ''it''''s'' ''b\\s'''", "''"]);
            types.Add("jsonpath", ["'$.a[*] ? (@ > 1)'"]);
            types.Add("xid", ["'4294967295'"]);
            types.Add("xid8", ["'18446744073709551615'"]);
            types.Add("tid", ["'(4294967295,65535)'"]);
            types.Add("pg_lsn", ["'16/B374D848'"]);
            return types;
        }
    }

    [Theory]
    [MemberData(nameof(BinaryTypes))]
    public async Task A_value_survives_the_binary_path(string type, string[] values)
    {
        (string source, string target) = await CreateAsync(type, values, type);
        await PostgresTables.CopyAsync(fixture.Database, source, target);
        await AssertEqualAsync(source, target, values.Length + 1);
    }

    [Theory]
    [MemberData(nameof(BinaryTypes))]
    [MemberData(nameof(TextTypes))]
    public async Task A_value_survives_the_text_path(string type, string[] values)
    {
        // A composite column beside it makes the whole table go as text.
        (string source, string target) = await CreateAsync(type, values, type, ", c pair");
        await PostgresTables.CopyAsync(fixture.Database, source, target);
        await AssertEqualAsync(source, target, values.Length + 1);
    }

    [Theory]
    [MemberData(nameof(NativeTypes))]
    public async Task A_value_passes_undecoded(string type, string[] values)
    {
        (string source, string target) = await CreateAsync(type, values, type);
        await PostgresTables.CopyNativeAsync(fixture.Database, source, target);
        await AssertEqualAsync(source, target, values.Length + 1);
    }

    [Theory]
    [MemberData(nameof(NativeTypes))]
    public async Task An_undecoded_value_can_be_told_in_text(string type, string[] values)
    {
        (string source, string target) = await CreateAsync(type, values, type);
        await PostgresTables.CopyNativeDecodedAsync(fixture.Database, source, target);
        await AssertEqualAsync(source, target, values.Length + 1);
    }

    [Theory]
    [InlineData("varchar(5)", "varchar(4)")]
    [InlineData("varchar", "varchar(4)")]
    [InlineData("char(4)", "char(5)")]
    [InlineData("numeric", "numeric(10,2)")]
    [InlineData("numeric(10,3)", "numeric(10,2)")]
    [InlineData("timestamp", "timestamp(3)")]
    [InlineData("timestamp(4)[]", "timestamp(3)[]")]
    [InlineData("interval", "interval year")]
    [InlineData("bit(3)", "bit(4)")]
    [InlineData("int4", "int8")]
    [InlineData("mood", "mood2")]
    [InlineData("mood[]", "mood[]")]
    [InlineData("pair", "pair")]
    [InlineData("regclass", "regclass")]
    public async Task A_value_that_the_target_would_change_does_not_pass_undecoded(string source, string target)
    {
        (string from, string to) = await CreateAsync(source, [], target);
        await using DatabaseSession session = await fixture.Database.OpenSessionAsync();
        Assert.Null(session.Database.NativeWire((await session.TableAsync(from)).Columns[1],
            (await session.TableAsync(to)).Columns[1]));
    }

    [Theory]
    [InlineData("varchar(4)", "varchar(5)")]
    [InlineData("varchar(4)", "varchar")]
    [InlineData("numeric(10,2)", "numeric")]
    [InlineData("numeric(10,2)", "numeric(12,3)")]
    [InlineData("timestamp(3)", "timestamp(4)")]
    [InlineData("interval year", "interval")]
    [InlineData("mood2", "mood")]
    [InlineData("positive", "int4")]
    public async Task A_value_passes_undecoded_into_a_wider_type(string source, string target)
    {
        (string from, string to) = await CreateAsync(source, [], target);
        await using DatabaseSession session = await fixture.Database.OpenSessionAsync();
        Assert.NotNull(session.Database.NativeWire((await session.TableAsync(from)).Columns[1],
            (await session.TableAsync(to)).Columns[1]));
    }

    /// <summary>An empty "char" is a byte of zero, which a COPY in text format may not hold.</summary>
    [Fact]
    public async Task An_empty_char_passes_beside_a_column_that_only_text_can_load()
    {
        await using TestDatabase from = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        await using TestDatabase to = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        const string Table = "CREATE TABLE c (id int PRIMARY KEY, q \"char\", a \"char\"[], x xml)";
        await from.ExecuteAsync(Table, "INSERT INTO c VALUES (1, '', ARRAY['', 'b']::\"char\"[], '<a/>'), (2, 'z', NULL, NULL)");
        await to.ExecuteAsync(Table);
        using var migration = new TestMigration(from, to);

        await migration.CompleteAsync();

        Assert.Equal([("", "{\"\",b}"), ("z", null)],
            (await to.QueryAsync("SELECT q::text, a::text FROM c ORDER BY id")).Select(r => ((string?)r[0], (string?)r[1])));
    }

    private async Task<(string Source, string Target)> CreateAsync(string type, string[] values, string targetType, string more = "")
    {
        TestDatabase database = await fixture.OpenAsync("""
            CREATE TYPE mood AS ENUM ('sad, "x"', 'ok\', 'größe');
            CREATE TYPE mood2 AS ENUM ('ok\');
            CREATE TYPE pair AS (a int, b text);
            CREATE DOMAIN positive AS int CHECK (VALUE > 0);
            CREATE DOMAIN short_name AS varchar(3);
            CREATE DOMAIN feeling AS mood;
            CREATE DOMAIN ints AS int[];
            CREATE EXTENSION hstore;
            """);
        string source = fixture.NewName("s");
        string target = fixture.NewName("t");
        await database.ExecuteAsync($"CREATE TABLE {source} (id int, v {type}{more}); CREATE TABLE {target} (id int, v {targetType}{more})");
        await database.ExecuteAsync($"INSERT INTO {source} (id, v) VALUES (0, NULL)" +
            string.Concat(values.Select((v, i) => $"; INSERT INTO {source} (id, v) VALUES ({i + 1}, {v})")));
        return (source, target);
    }

    private async Task AssertEqualAsync(string source, string target, int rows)
    {
        List<object?[]> differences = await fixture.Database.QueryAsync($"""
            SELECT s.id, s.v::text, t.v::text FROM {source} s FULL JOIN {target} t USING (id)
            WHERE s.v::text IS DISTINCT FROM t.v::text OR pg_column_size(s.v) IS NULL <> (pg_column_size(t.v) IS NULL)
            """);
        Assert.True(differences.Count == 0, string.Join("\n", differences.Select(d => string.Join(" | ", d))));
        Assert.Equal(rows, await fixture.Database.CountAsync(target));
    }
}
