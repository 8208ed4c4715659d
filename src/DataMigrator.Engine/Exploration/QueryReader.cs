using System.Data.Common;
using DataMigrator.Providers;
using Npgsql;

namespace DataMigrator.Exploration;

/// <summary>Runs one statement on an open session and takes its rows as text.</summary>
internal sealed class QueryReader(DatabaseSession session, int rowLimit, int cellLimit)
{
    private const int MostCharacters = 16 * 1024 * 1024;

    /// <summary>The rows, null for a statement that returns none, and the rows affected (0 where the database does not
    /// say).</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="abandon">Nothing is lost when a result that is longer than the limit is cut off; otherwise it is read
    /// to its end, for the statement to complete.</param>
    /// <param name="cancellationToken">Cancels it in the database.</param>
    public async Task<(QueryRows? Rows, long Affected)> RunAsync(string sql, bool abandon, CancellationToken cancellationToken)
    {
        await using DbCommand command = session.CreateCommand(sql);
        if (command is NpgsqlCommand postgres)
        {
            // Text of the server itself: exact for every type.
            postgres.AllResultTypesAreUnknown = true;
        }

        DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        QueryRows? rows = null;
        try
        {
            if (reader.FieldCount > 0)
            {
                rows = await ReadAsync(reader, cancellationToken).ConfigureAwait(false);
            }

            if (abandon && rows is { MoreRows: true })
            {
                command.Cancel();
            }
            else
            {
                do
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                    }
                }
                while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
            }

            return (rows, reader.RecordsAffected is > 0 and int affected && rows is null ? affected : 0);
        }
        finally
        {
            try
            {
                await reader.DisposeAsync().ConfigureAwait(false);
            }
            catch (DbException) when (abandon)
            {
                // What was cut off ends in an error of its own.
            }
        }
    }

    private async Task<QueryRows> ReadAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        var columns = new ResultColumn[reader.FieldCount];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = new ResultColumn(reader.GetName(i), reader.GetDataTypeName(i));
        }

        var rows = new List<IReadOnlyList<string?>>();
        int shortened = 0;
        long characters = 0;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (rows.Count == rowLimit || characters > MostCharacters)
            {
                return new QueryRows(columns, rows, true, shortened);
            }

            var row = new string?[columns.Length];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = CellReader.Read(reader, i, cellLimit, ref shortened);
                characters += row[i]?.Length ?? 0;
            }

            rows.Add(row);
        }

        return new QueryRows(columns, rows, false, shortened);
    }
}
