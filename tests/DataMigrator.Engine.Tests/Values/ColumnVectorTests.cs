using DataMigrator.Values;

namespace DataMigrator.Tests.Values;

public sealed class ColumnVectorTests
{
    [Fact]
    public void Keeps_values_nulls_and_irregular_cells_apart()
    {
        var vector = new ColumnVector(new WireType(WireKind.Text));
        vector.AppendBytes("a"u8);
        vector.AppendNull();
        vector.AppendBytes([]);
        vector.AppendIrregular(new IrregularCell("invalid_utf8", "no UTF-8", WireKind.Binary, [0xff]));

        Assert.Equal("a"u8.ToArray(), vector.GetBytes(0).ToArray());
        Assert.True(vector.IsNull(1));
        Assert.True(vector.HasValue(2));
        Assert.Empty(vector.GetBytes(2).ToArray());
        Assert.Equal([0xff], vector.GetIrregular(3).Bytes);
    }
}
