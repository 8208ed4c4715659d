using DataMigrator.Databases.Postgres.Rows.Fields;
using DataMigrator.Values;

namespace DataMigrator.Tests.Databases.Postgres;

public sealed class EwkbTests
{
    [Theory]
    [InlineData("0101000020E6100000000000000000F03F0000000000000040", "E61000000101000000000000000000F03F0000000000000040")]
    [InlineData("0101000000000000000000F03F0000000000000040", "000000000101000000000000000000F03F0000000000000040")]
    [InlineData("00200000010000000A3FF00000000000004000000000000000", "0A0000000101000000000000000000F03F0000000000000040")]
    [InlineData("01010000C0000000000000F03F000000000000004000000000000008400000000000001040",
        "0000000001B90B0000000000000000F03F000000000000004000000000000008400000000000001040")]
    [InlineData("01040000A0E6100000010000000101000080000000000000F03F00000000000000400000000000000840",
        "E610000001EC030000" + "0100000001E9030000000000000000F03F00000000000000400000000000000840")]
    public void A_geometry_goes_from_EWKB_to_ISO_WKB(string ewkb, string cell)
    {
        var vector = new ColumnVector(new WireType(WireKind.Geometry));
        Ewkb.Decode(Convert.FromHexString(ewkb), vector);
        Assert.Equal(cell, Convert.ToHexString(vector.GetBytes(0)));
    }

    [Fact]
    public void An_SRID_is_put_back()
    {
        byte[] point = Convert.FromHexString("0101000020E6100000000000000000F03F0000000000000040");
        var vector = new ColumnVector(new WireType(WireKind.Geometry));
        Ewkb.Decode(point, vector);
        var output = new CopyBuffer(16);
        Ewkb.Encode(vector.GetBytes(0), output);
        Assert.Equal(point, output.Span[4..].ToArray());
    }
}
