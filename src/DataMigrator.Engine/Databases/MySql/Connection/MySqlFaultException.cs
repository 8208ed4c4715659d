namespace DataMigrator.Databases.MySql.Connection;

/// <summary>A fault that the writer finds itself, before the server would, or that the server only warned of.</summary>
internal sealed class MySqlFaultException(DatabaseFault fault) : Exception(fault.Message)
{
    public DatabaseFault Fault { get; } = fault;
}
