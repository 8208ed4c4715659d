using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Pipeline;
using DataMigrator.Planning;
using DataMigrator.Values;

namespace DataMigrator.Jobs;

/// <summary>After tables were loaded without their foreign keys being checked: finds the rows that refer to nothing (or are NULL in part under MATCH FULL), writes
/// them to fk_violations.jsonl and takes them out of the target, until none is left (a row taken out may have been
/// another's parent). Runs in the caller's transaction.</summary>
internal sealed class OrphanRemoval(JobContext job, TransferUnit unit)
{
    private const int RowsAtOnce = 1000;

    /// <summary>Rows that refer to nothing, in all tables of the unit.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        long count = 0;
        foreach ((TableTransfer table, CatalogForeignKey key) in Keys())
        {
            count += await job.Target.ScalarAsync("SELECT COUNT(*) FROM " + job.Target.Dialect.From(table.Target) + " t WHERE "
                + job.Target.Dialect.HasNoParent(key), cancellationToken).ConfigureAwait(false) ?? 0;
        }

        return count;
    }

    /// <summary>Returns the rows taken out, by table.</summary>
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(CancellationToken cancellationToken)
    {
        var removed = new Dictionary<string, long>();
        bool found = true;
        while (found)
        {
            found = false;
            foreach ((TableTransfer table, CatalogForeignKey key) in Keys())
            {
                cancellationToken.ThrowIfCancellationRequested();
                long written = await WriteAsync(job, table, key, cancellationToken).ConfigureAwait(false);
                if (written == 0)
                {
                    continue;
                }

                int deleted = await job.Target.ExecuteAsync(job.Target.Dialect.DeleteWithoutParent(table.Target, key), cancellationToken)
                    .ConfigureAwait(false);
                if (deleted != written)
                {
                    throw new MigrationException(ErrorCodes.FkViolation,
                        $"Taking orphans out of {table.Target.Name}: {written} were found and {deleted} deleted, so another program "
                        + $"is changing the table. Stop it, then resume the job {job.Tracker.Checkpoint.JobId}.");
                }

                removed[table.Name] = removed.GetValueOrDefault(table.Name) + deleted;
                found = true;
            }
        }

        job.FkViolations.Flush();
        return removed;
    }

    private IEnumerable<(TableTransfer Table, CatalogForeignKey Key)> Keys() =>
        unit.Tables.SelectMany(t => t.Target.ForeignKeys.Select(k => (t, k)));

    /// <summary>Writes the rows of the target's table that refer to nothing, and returns how many there are.</summary>
    public static async Task<long> WriteAsync(JobContext job, TableTransfer table, CatalogForeignKey key,
        CancellationToken cancellationToken)
    {
        CatalogColumn[] columns = [.. table.Target.Columns];
        await using IRowReader reader = job.Target.Database.OpenReader(job.Target, new ReadRequest(table.Target,
            [.. columns.Select(c => new ReadColumn(c, c.Type.Wire))]) { Where = job.Target.Dialect.HasNoParent(key) });
        var batch = new RowBatch(columns.Select(c => c.Type.Wire));
        string references = $"{key.ReferencedTable}({string.Join(", ", key.ReferencedColumns)})";
        int[] referring = [.. key.Columns.Select(c => Array.FindIndex(columns, x => x.Name == c))];
        long written = 0;
        bool more = true;
        while (more)
        {
            batch.Clear();
            more = await reader.ReadAsync(batch, RowsAtOnce, job.Options.MemoryLimitMb * 1024L * 1024 / 4, cancellationToken)
                .ConfigureAwait(false);
            for (int row = 0; row < batch.RowCount; row++)
            {
                int at = row;
                string value = string.Join(", ", referring.Select(c => TextForm.ToString(batch.Columns[c], at) ?? "NULL"));
                string error = referring.Any(c => batch.Columns[c].IsNull(at))
                    ? $"MATCH FULL: {string.Join(", ", key.Columns)} may not be NULL in part" : $"no row of {references} holds {value}";
                job.FkViolations.Append(json =>
                {
                    json.WriteString("table", table.Name);
                    json.WriteNull("row_index");
                    json.WriteString("column", string.Join(", ", key.Columns));
                    json.WritePropertyName("value");
                    RowJson.WriteKey(json, [.. referring.Select(c => (batch.Columns[c], at))]);
                    json.WriteString("references", references);
                    json.WriteString("error", error);
                    json.WriteStartObject("row");
                    for (int c = 0; c < columns.Length; c++)
                    {
                        json.WritePropertyName(columns[c].Name);
                        RowJson.Write(json, batch.Columns[c], at);
                    }

                    json.WriteEndObject();
                });
                written++;
            }
        }

        return written;
    }
}
