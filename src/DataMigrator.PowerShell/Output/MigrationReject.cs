using System.Management.Automation;
using DataMigrator.Pipeline;

namespace DataMigrator.PowerShell.Output;

/// <summary>A row that a migration set aside: the target or a conversion rejected it, or it refers to a row that is not
/// there.</summary>
public sealed class MigrationReject : OutputObject
{
    internal MigrationReject(string jobId, RejectedRow row)
    {
        JobId = jobId;
        Table = row.Table;
        RowIndex = row.RowIndex;
        Key = RejectedValues.Row(row.Key);
        Column = row.Column;
        Code = row.Code;
        SqlState = row.SqlState;
        Error = PowerShellText.Of(row.Error);
        Value = row.Value is { } value ? RejectedValues.Value(value) : null;
        References = row.References;
        Row = RejectedValues.Row(row.Row);
    }

    /// <summary>The job's id.</summary>
    public string JobId { get; }

    /// <summary>The table's name in the source.</summary>
    public string Table { get; }

    /// <summary>Which row of the table it was, in the order of reading, from 1; null for a row that was found in the target
    /// after the load.</summary>
    public long? RowIndex { get; }

    /// <summary>The values of its key, a property for each column; null for a table without a key and for a foreign key
    /// violation.</summary>
    public PSObject? Key { get; }

    /// <summary>The column that is to blame, null where the database does not tell; of a foreign key violation the columns of
    /// the key.</summary>
    public string? Column { get; }

    /// <summary>The engine's or the database's code; FK_VIOLATION for a row that refers to nothing.</summary>
    public string? Code { get; }

    /// <summary>The database's SQLSTATE, null where there is none.</summary>
    public string? SqlState { get; }

    /// <summary>Why it was set aside.</summary>
    public string Error { get; }

    /// <summary>Of a foreign key violation, the value that refers to nothing, an array where the key has several columns.</summary>
    public object? Value { get; }

    /// <summary>Of a foreign key violation, the table and columns referred to.</summary>
    public string? References { get; }

    /// <summary>The whole row, a property for each column: numbers, texts and truth as the file has them (exact decimals and large
    /// integers as texts), binary values as Byte[].</summary>
    public PSObject? Row { get; }

    /// <summary>The table, the row's number and why.</summary>
    public override string ToString() => $"{Table} row {RowIndex}: {Error}";
}
