using System.Text.Json;
using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Planning;
using DataMigrator.Values;

namespace DataMigrator.Pipeline;

/// <summary>Writes the rows that were set aside, with every value as it was read: to the table's reject file, or to the
/// job's file of foreign key violations.</summary>
internal sealed class RejectWriter(TableTransfer table, IDatabase source, JsonLinesFile rejects, JsonLinesFile fkViolations)
{
    /// <summary>Writes the batch's rejected rows, in order. Returns how many.</summary>
    public int Write(RowBatch batch)
    {
        foreach ((int row, RowReject reject) in batch.Rejects)
        {
            if (reject.ForeignKey)
            {
                WriteForeignKey(batch, row, reject);
            }
            else
            {
                rejects.Append(json =>
                {
                    Head(json, batch, row);
                    json.WritePropertyName("key");
                    WriteRow(json, batch, row, table.Key);
                    json.WriteString("column", reject.Column);
                    json.WriteString("code", reject.Code);
                    json.WriteString("sqlstate", reject.SqlState);
                    json.WriteString("error", reject.Error);
                    json.WritePropertyName("row");
                    WriteRow(json, batch, row, null);
                });
            }
        }

        rejects.Flush();
        fkViolations.Flush();
        return batch.Rejects.Count;
    }

    private void WriteForeignKey(RowBatch batch, int row, RowReject reject)
    {
        // The database names the constraint in its message, or there is but one.
        CatalogForeignKey? key = table.Target.ForeignKeys.FirstOrDefault(f =>
            f.Name is { } name && reject.Error.Contains(name, StringComparison.Ordinal))
            ?? (table.Target.ForeignKeys.Count == 1 ? table.Target.ForeignKeys[0] : null);
        int[] columns = key is null ? [] : [.. Enumerable.Range(0, table.Columns.Count)
            .Where(i => key.Columns.Contains(table.Columns[i].Target.Name))];
        fkViolations.Append(json =>
        {
            Head(json, batch, row);
            json.WriteString("column", key is null ? null : string.Join(", ", key.Columns));
            if (key is null)
            {
                json.WriteNull("value");
            }
            else
            {
                json.WritePropertyName("value");
                RowJson.WriteKey(json, [.. columns.Select(c => (Decoded(batch, c, row, out int at), at))]);
            }

            json.WriteString("references", key is null ? null
                : $"{key.ReferencedTable}({string.Join(", ", key.ReferencedColumns)})");
            json.WriteString("error", reject.Error);
            json.WritePropertyName("row");
            WriteRow(json, batch, row, null);
        });
    }

    private void Head(Utf8JsonWriter json, RowBatch batch, int row)
    {
        json.WriteString("table", table.Name);
        json.WriteNumber("row_index", batch.FirstRowIndex + row);
    }

    private void WriteRow(Utf8JsonWriter json, RowBatch batch, int row, IReadOnlyList<int>? only)
    {
        json.WriteStartObject();
        for (int i = 0; i < (only?.Count ?? table.Columns.Count); i++)
        {
            int column = only is null ? i : only[i];
            json.WritePropertyName(table.Columns[column].Source.Name);
            ColumnVector vector = Decoded(batch, column, row, out int at);
            RowJson.Write(json, vector, at);
        }

        json.WriteEndObject();
    }

    private ColumnVector Decoded(RowBatch batch, int column, int row, out int at)
    {
        ColumnVector vector = batch.Columns[column];
        at = row;
        if (vector.Type.Kind != WireKind.Native || !vector.HasValue(row))
        {
            return vector;
        }

        CatalogColumn of = table.Columns[column].Source;
        var decoded = new ColumnVector(of.Type.Wire);
        source.DecodeNative(of, vector.GetBytes(row), decoded);
        at = 0;
        return decoded;
    }
}
