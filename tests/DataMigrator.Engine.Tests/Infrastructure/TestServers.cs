namespace DataMigrator.Tests.Infrastructure;

/// <summary>The servers that the tests may use, named by the environment; <c>tests/servers.sh up</c> starts them.</summary>
internal static class TestServers
{
    private static readonly Dictionary<DatabaseKind, ServerUrl?> Servers = new()
    {
        [DatabaseKind.Postgres] = Read(DatabaseKind.Postgres),
        [DatabaseKind.MySql] = Read(DatabaseKind.MySql),
        [DatabaseKind.MariaDb] = Read(DatabaseKind.MariaDb),
    };

    /// <summary>The kinds in a fixed order, for theories.</summary>
    public static readonly IReadOnlyList<DatabaseKind> AllKinds =
        [DatabaseKind.Sqlite, DatabaseKind.Postgres, DatabaseKind.MySql, DatabaseKind.MariaDb];

    /// <summary>In continuous integration a missing server is a failure: a skip would hide it.</summary>
    public static bool Required => Environment.GetEnvironmentVariable("DATAMIGRATOR_REQUIRE_SERVERS") == "1";

    /// <summary>Skips the test, or fails it where servers are required, unless all these databases can be used.</summary>
    public static void Require(params ReadOnlySpan<DatabaseKind> kinds)
    {
        foreach (DatabaseKind kind in kinds)
        {
            if (kind != DatabaseKind.Sqlite && Servers[kind] is null)
            {
                string reason = $"{Variable(kind)} is not set: there is no {kind} server. tests/run.sh starts one.";
                if (Required)
                {
                    Assert.Fail(reason);
                }

                Assert.Skip(reason);
            }
        }
    }

    public static ServerUrl Get(DatabaseKind kind)
    {
        Require(kind);
        return Servers[kind]!;
    }

    private static string Variable(DatabaseKind kind) => "DATAMIGRATOR_TEST_" + kind.ToString().ToUpperInvariant();

    private static ServerUrl? Read(DatabaseKind kind) =>
        Environment.GetEnvironmentVariable(Variable(kind)) is { Length: > 0 } url ? ServerUrl.Parse(url) : null;
}
