namespace DataMigrator.Tests.Providers.MySql;

/// <summary>Both servers, for theories.</summary>
public sealed class MySqlServers() : TheoryData<DatabaseKind>(DatabaseKind.MySql, DatabaseKind.MariaDb);
