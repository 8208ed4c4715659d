namespace DataMigrator.Values;

/// <summary>A cell that is not of its column's kind: text in an SQLite INTEGER column, a MySQL date 2025-01-00, invalid
/// UTF-8. It is kept as it was read so that a rejected row loses nothing.</summary>
/// <param name="Code">Why, as one word for the reject file ("zero_date", "invalid_utf8", "storage_class").</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Kind">The kind that the bytes are of: Text, Binary, Decimal, …</param>
/// <param name="Bytes">The value, laid out as a variable cell of that kind.</param>
internal sealed record IrregularCell(string Code, string Reason, WireKind Kind, byte[] Bytes);
