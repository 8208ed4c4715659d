namespace DataMigrator.Tests.Databases.MySql;

/// <summary>Both servers, for theories.</summary>
public sealed class MySqlServers() : TheoryData<DatabaseKind>(DatabaseKind.MySql, DatabaseKind.MariaDb);
