using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>The values of a query. Of a long one, what is wanted is copied from SQLite's own memory.</summary>
internal sealed class SqliteQueryCells : QueryCells
{
    public override CellBeginning Text(DbDataReader reader, int column, int limit, CancellationToken cancellationToken)
    {
        if (((SqliteDataReader)reader).Handle is not { } statement)
        {
            return base.Text(reader, column, limit, cancellationToken);
        }

        switch (raw.sqlite3_column_type(statement, column))
        {
            case raw.SQLITE_TEXT:
                // Asking for the text first turns that of a UTF-16 database into UTF-8.
                raw.sqlite3_column_text(statement, column);
                return CellBeginning.OfUtf8(raw.sqlite3_column_blob(statement, column), limit);
            case raw.SQLITE_BLOB:
                ReadOnlySpan<byte> bytes = raw.sqlite3_column_blob(statement, column);
                return CellBeginning.OfBytes(bytes, bytes.Length, limit);
            default:
                return base.Text(reader, column, limit, cancellationToken);
        }
    }
}
