using System.Data;
using System.Data.Common;
using DataMigrator.Databases;

namespace DataMigrator.Exploration;

/// <summary>Runs one statement on an open session and takes its rows.</summary>
/// <param name="session">The session.</param>
/// <param name="request">The limits, and whether values are texts or objects.</param>
internal sealed class QueryReader(DatabaseSession session, SqlRequest request)
{
    /// <summary>The rows, null for a statement that returns none, and the rows affected (0 where the database does not
    /// say).</summary>
    /// <param name="statement">The statement with its values.</param>
    /// <param name="abandon">Nothing is lost when a result that is longer than the limit is cut off; otherwise it is read
    /// to its end, for the statement to complete.</param>
    /// <param name="cancellationToken">Cancels it in the database.</param>
    public async Task<(QueryRows? Rows, long Affected)> RunAsync(BoundStatement statement, bool abandon, CancellationToken cancellationToken)
    {
        await using DbCommand command = session.CreateCommand(statement.Text);
        session.Database.QueryCells.SetUp(command);
        AddValues(command, statement);
        DbDataReader reader = await command.ExecuteReaderAsync(
            session.Database.QueryCells.IsSequential ? CommandBehavior.SequentialAccess : CommandBehavior.Default, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Gives a command the values of its placeholders.</summary>
    public void AddValues(DbCommand command, BoundStatement statement)
    {
        for (int i = 0; i < statement.Values.Count; i++)
        {
            command.Parameters.Add(session.Database.QueryParameters.Create(i + 1, statement.Values[i]));
        }
    }

    private async Task<QueryRows> ReadAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        var columns = new ResultColumn[reader.FieldCount];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = new ResultColumn(reader.GetName(i), reader.GetDataTypeName(i));
        }

        var cells = new CellReader(session.Database.QueryCells, request.Typed, request.CellLimit);
        var rows = new List<IReadOnlyList<object?>>();
        long size = 0;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (rows.Count == request.RowLimit || size > request.SizeLimit)
            {
                return new QueryRows(columns, rows, true, cells.Shortened);
            }

            object?[] row = new object?[columns.Length];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = cells.Read(reader, i, cancellationToken);
                size += row[i] switch { string text => text.Length, byte[] bytes => bytes.Length, _ => 0 };
            }

            rows.Add(row);
        }

        return new QueryRows(columns, rows, false, cells.Shortened);
    }
}
