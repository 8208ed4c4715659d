using DataMigrator.Values;
using MySqlConnector;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>A LOAD DATA LOCAL INFILE whose file is a stream: fields end at a tab, lines at a newline, a backslash escapes,
/// bytes are taken as they are (character set <c>binary</c>).</summary>
internal sealed class MySqlLoad : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly string _table;
    private readonly MySqlLoadStream _stream;
    private readonly string[] _targets;
    private readonly string[] _expressions;

    public MySqlLoad(MySqlConnection connection, string quotedTable, MySqlWriteColumn[] columns)
    {
        _connection = connection;
        _table = quotedTable;
        _stream = new MySqlLoadStream(columns);
        _targets = [.. columns.Select(c => c.LoadTarget)];
        _expressions = [.. columns.Select(c => c.LoadExpression).OfType<string>()];
    }

    /// <summary>Loads a range of a batch and returns the rows that the server counts as inserted.</summary>
    public async Task<int> RunAsync(RowBatch batch, int start, int count, CancellationToken cancellationToken)
    {
        _stream.Reset(batch, start, count);
        // One loader a load: it remembers the stream it had as a file.
        var loader = new MySqlBulkLoader(_connection)
        {
            TableName = _table,
            CharacterSet = "binary",
            FieldTerminator = "\t",
            EscapeCharacter = '\\',
            LineTerminator = "\n",
            Local = true,
            Timeout = 0,
            SourceStream = _stream,
        };
        loader.Columns.AddRange(_targets);
        loader.Expressions.AddRange(_expressions);
        return await loader.LoadAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _stream.Dispose();
}
