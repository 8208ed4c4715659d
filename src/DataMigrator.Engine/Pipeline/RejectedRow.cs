using System.Text.Json;

namespace DataMigrator.Pipeline;

/// <summary>A row that a job set aside, as its file holds it: rejected by a conversion or by the target, or taken out again
/// because it refers to a row that is not there.</summary>
public sealed record RejectedRow
{
    /// <summary>The table's name in the source.</summary>
    public required string Table { get; init; }

    /// <summary>Which row of the table it was, in the order of reading, from 1; null for a row that was found in the target
    /// after the load.</summary>
    public required long? RowIndex { get; init; }

    /// <summary>The values of its key by column, as <see cref="Row"/> has them; an empty object for a table without a key and
    /// for a foreign key violation.</summary>
    public required JsonElement Key { get; init; }

    /// <summary>The column that is to blame, null where the database does not tell; of a foreign key violation the columns
    /// of the key.</summary>
    public string? Column { get; init; }

    /// <summary>The engine's or the database's code; FK_VIOLATION for a row that refers to nothing.</summary>
    public string? Code { get; init; }

    /// <summary>The database's SQLSTATE, null where there is none.</summary>
    public string? SqlState { get; init; }

    /// <summary>Why it was set aside.</summary>
    public required string Error { get; init; }

    /// <summary>Of a foreign key violation, the value that refers to nothing, as <see cref="Row"/> has it; an array where the
    /// key has several columns.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Of a foreign key violation, the table and columns referred to.</summary>
    public string? References { get; init; }

    /// <summary>Every value by column, in the table's order, as written: nothing is lost (binary as an object with its type
    /// and base64, exact decimals and large integers as strings).</summary>
    public required JsonElement Row { get; init; }

    /// <summary>The line of the file.</summary>
    public required string Line { get; init; }
}
