using System.Buffers;
using System.Data.Common;
using DataMigrator.Values;
using Npgsql;

namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>The values of a query as the server prints them: exact for every type.</summary>
internal sealed class PostgresQueryCells : QueryCells
{
    private const int PartChars = 32 * 1024;

    public override void SetUp(DbCommand command) => ((NpgsqlCommand)command).AllResultTypesAreUnknown = true;

    public override bool IsSequential => true;

    public override CellBeginning Text(DbDataReader reader, int column, int limit, CancellationToken cancellationToken)
    {
        if (limit == int.MaxValue)
        {
            return CellBeginning.Of(reader.GetString(column));
        }

        using TextReader text = reader.GetTextReader(column);
        char[] buffer = ArrayPool<char>.Shared.Rent(Math.Max(limit + 1, PartChars));
        try
        {
            int head = text.ReadBlock(buffer, 0, limit + 1);
            string beginning = new(buffer, 0, head);
            long length = head;
            for (int read = head; read > 0; length += read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                read = text.Read(buffer, 0, buffer.Length);
            }

            return new CellBeginning(beginning, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    public override object Value(DbDataReader reader, int column) =>
        ExactValue.OfText(PostgresTypeMap.KindOf(reader.GetDataTypeName(column)), reader.GetString(column));
}
