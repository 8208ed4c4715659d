using DataMigrator.Databases;
using DataMigrator.Planning;
using DataMigrator.Values;

namespace DataMigrator.Verification;

/// <summary>Compares one table: one pass a side for the digests, both at the same time; where they differ a second one over
/// the buckets that do, for examples.</summary>
internal sealed class TableVerifier(DatabaseSession source, DatabaseSession target, TableTransfer table, long memoryBytes,
    Action<long>? progress)
{
    private const int RowsBetweenReports = 10_000;
    private const int MostExamples = 100;
    private const int MostRowsHeld = 20_000;
    private const int MostCharacters = 200;

    private static readonly TimeSpan MostWaitForOtherSide = TimeSpan.FromSeconds(10);

    public async Task<TableVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        var left = new TableDigest();
        var right = new TableDigest();
        await BothAsync((_, _, bucket, hash) => Add(left, right, bucket, hash), (_, _, bucket, hash) => Add(right, left, bucket, hash),
            cancellationToken).ConfigureAwait(false);
        progress?.Invoke(Math.Min(left.Rows, right.Rows));
        bool equal = left.Rows == right.Rows && left.Sum == right.Sum;
        return new TableVerification(table.Name, equal, left.Rows, right.Rows, left.Hex, right.Hex,
            equal ? [] : await ExamplesAsync(TableDigest.Differing(left, right, MostRowsHeld), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A row of one side; the other's digest grows at the same time.</summary>
    private void Add(TableDigest digest, TableDigest other, int bucket, UInt128 hash)
    {
        digest.Add(bucket, hash);
        if (progress is not null && digest.Rows % RowsBetweenReports == 0)
        {
            progress(Math.Min(digest.Rows, other.Rows));
        }
    }

    /// <summary>Reads both sides at the same time. The first failure ends the other side too: there is nothing left to
    /// compare it with.</summary>
    private async Task BothAsync(Action<RowBatch, int, int, UInt128> left, Action<RowBatch, int, int, UInt128> right,
        CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] sides = [GuardAsync(source, isSource: true, left, either.Token), GuardAsync(target, isSource: false, right, either.Token)];
        Task first = await Task.WhenAny(sides).ConfigureAwait(false);
        if (!first.IsCompletedSuccessfully)
        {
            await either.CancelAsync().ConfigureAwait(false);

            // A server's wish to end a statement can get lost; closing the sessions, which comes next, ends it then.
            await Task.WhenAny(Task.WhenAll(sides), Task.Delay(MostWaitForOtherSide, CancellationToken.None)).ConfigureAwait(false);
        }

        await first.ConfigureAwait(false);
        await Task.WhenAll(sides).ConfigureAwait(false);
    }

    private async Task GuardAsync(DatabaseSession session, bool isSource, Action<RowBatch, int, int, UInt128> row,
        CancellationToken cancellationToken)
    {
        // The first read may complete synchronously; the other side is not to wait for it.
        await Task.Yield();
        try
        {
            await new TableSide(session, table, isSource, memoryBytes / 2).ReadAsync(row, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw DatabaseFailure.Wrap(session, $"Verifying {(isSource ? table.Source.Name : table.Target.Name)} in {session.Address}", e);
        }
    }

    private async Task<IReadOnlyList<RowDifference>> ExamplesAsync(HashSet<int> buckets, CancellationToken cancellationToken)
    {
        var left = new Dictionary<string, Queue<Row>>();
        var right = new Dictionary<string, Queue<Row>>();
        await BothAsync(Collect(left, isSource: true), Collect(right, isSource: false), cancellationToken).ConfigureAwait(false);
        var examples = new List<RowDifference>();
        foreach ((string key, Queue<Row> rows) in left)
        {
            right.TryGetValue(key, out Queue<Row>? others);
            foreach (Row row in rows)
            {
                if (others is null || !others.TryDequeue(out Row? other))
                {
                    examples.Add(new RowDifference("missing_in_target", KeyOf(row), []));
                }
                else if (other.Hash != row.Hash)
                {
                    examples.Add(new RowDifference("different", KeyOf(row), Columns(row, other)));
                }
            }
        }

        examples.AddRange(right.Values.SelectMany(q => q).Select(r => new RowDifference("missing_in_source", KeyOf(r), [])));
        return [.. examples.Take(MostExamples)];

        Action<RowBatch, int, int, UInt128> Collect(Dictionary<string, Queue<Row>> rows, bool isSource) => (batch, r, bucket, hash) =>
        {
            if (!buckets.Contains(bucket))
            {
                return;
            }

            var row = new Row(hash, [.. batch.Columns.Select((c, i) => Text(c, i, r, isSource))]);
            string key = table.Key.Count == 0 ? hash.ToString("x32") : string.Join('\u0001', table.Key.Select(k => row.Values[k]));
            if (!rows.TryGetValue(key, out Queue<Row>? same))
            {
                rows[key] = same = new Queue<Row>();
            }

            same.Enqueue(row);
        };
    }

    private string? Text(ColumnVector column, int index, int row, bool isSource)
    {
        if (column.Type.Kind == WireKind.Native && column.HasValue(row))
        {
            Catalog.CatalogColumn of = table.Columns[index].Source;
            var decoded = new ColumnVector(of.Type.Wire);
            source.Database.DecodeNative(of, column.GetBytes(row), decoded);
            (column, row) = (decoded, 0);
        }

        string? text = TextForm.ToString(column, row);
        if (column.Type.Kind == WireKind.Text && TableSide.IsPadded(table.Columns[index], isSource))
        {
            text = text?.TrimEnd(' ');
        }

        return text is null || text.Length <= MostCharacters ? text : text[..(MostCharacters - 1)] + "…";
    }

    private Dictionary<string, string?> KeyOf(Row row) => (table.Key.Count > 0 ? table.Key : [.. Enumerable.Range(0, table.Columns.Count)])
        .ToDictionary(k => table.Columns[k].Source.Name, k => row.Values[k]);

    private List<ColumnDifference> Columns(Row left, Row right)
    {
        var differences = new List<ColumnDifference>();
        for (int i = 0; i < table.Columns.Count; i++)
        {
            if (left.Values[i] != right.Values[i])
            {
                differences.Add(new ColumnDifference(table.Columns[i].Source.Name, left.Values[i], right.Values[i]));
            }
        }

        return differences;
    }

    private sealed record Row(UInt128 Hash, string?[] Values);
}
