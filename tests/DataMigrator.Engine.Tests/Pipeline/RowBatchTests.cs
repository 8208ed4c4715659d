using DataMigrator.Pipeline;
using DataMigrator.Values;

namespace DataMigrator.Tests.Pipeline;

public sealed class RowBatchTests
{
    [Fact]
    public void Writable_rows_are_counted_whatever_was_rejected_before()
    {
        var batch = new RowBatch([new WireType(WireKind.Integer)]);
        foreach (int row in new[] { 7, 2, 2, 9 })
        {
            batch.Reject(row, new RowReject(null, "x", null, "bad"));
        }

        Assert.Equal((3, 7, 1, 0), (batch.Rejects.Count, batch.CountWritable(0, 10), batch.CountWritable(7, 2), batch.CountWritable(9, 1)));
        RowBatch other = batch.WithColumns(batch.Columns);
        other.Reject(4, new RowReject(null, "x", null, "bad"));
        Assert.True(batch.IsRejected(4));
        Assert.False(batch.IsRejected(1000));
        batch.Clear();
        batch.Reject(9, new RowReject(null, "x", null, "bad"));
        Assert.Equal(9, batch.CountWritable(0, 10));
        Assert.False(batch.IsRejected(7));
    }

    [Fact]
    public void Lines_of_what_was_not_committed_are_cut_off_and_a_shortened_file_is_not_padded()
    {
        string path = Path.GetTempFileName();
        try
        {
            using var file = new JsonLinesFile(path, p => new FileStream(p, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read));
            file.Append(json => json.WriteNumber("a", 1));
            long committed = file.Length;
            file.Append(json => json.WriteNumber("a", 2));
            file.TruncateTo(committed);
            file.TruncateTo(committed + 100);
            file.Append(json => json.WriteNumber("a", 3));
            file.Flush();
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            Assert.Equal("{\"a\":1}\n{\"a\":3}\n", reader.ReadToEnd());
        }
        finally
        {
            File.Delete(path);
        }
    }
}
