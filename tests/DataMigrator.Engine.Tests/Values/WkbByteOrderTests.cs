using DataMigrator.Values;

namespace DataMigrator.Tests.Values;

public sealed class WkbByteOrderTests
{
    private const string LittlePoint = "0101000000000000000000F03F0000000000000040";
    private const string BigPoint = "00000000013FF00000000000004000000000000000";
    private const string LittleLine = "010200000001000000000000000000F03F0000000000000040";
    private const string BigLine = "0000000002000000013FF00000000000004000000000000000";

    [Theory]
    [InlineData(LittlePoint, LittlePoint)]
    [InlineData(BigPoint, LittlePoint)]
    [InlineData(BigLine, LittleLine)]
    [InlineData("000000000300000001000000013FF00000000000004000000000000000",
        "01030000000100000001000000000000000000F03F0000000000000040")]
    [InlineData("000000000700000003" + BigPoint + LittlePoint + "000000000500000001" + BigLine,
        "010700000003000000" + LittlePoint + LittlePoint + "010500000001000000" + LittleLine)]
    [InlineData("010700000001000000" + BigPoint, "010700000001000000" + LittlePoint)]
    [InlineData("00000003E93FF000000000000040000000000000004008000000000000",
        "01E9030000000000000000F03F00000000000000400000000000000840")]
    [InlineData("000000000700000000", "010700000000000000")]
    public void Every_part_becomes_little_endian_and_keeps_its_coordinates(string wkb, string expected) =>
        Assert.Equal("E6100000" + expected, Turn(wkb));

    [Theory]
    [InlineData("00000000013FF0000000000000")]
    [InlineData(BigPoint + "00")]
    [InlineData("0000000007FFFFFFFF")]
    [InlineData("0000000002FFFFFFFF")]
    [InlineData("00000000630000000000000000")]
    [InlineData("010700000001000000" + "00000000023FF0")]
    public void Big_endian_bytes_that_are_no_geometry_are_refused(string wkb) => Assert.Null(Turn(wkb));

    [Fact]
    public void Little_endian_bytes_are_left_for_the_target_to_judge() => Assert.Equal("E61000000163000000FF", Turn("0163000000FF"));

    private static string? Turn(string wkb)
    {
        var vector = new ColumnVector(new WireType(WireKind.Geometry));
        bool turned = WkbByteOrder.TryAppend(4326, Convert.FromHexString(wkb), vector);
        Assert.Equal(turned ? 1 : 0, vector.Count);
        return turned ? Convert.ToHexString(vector.GetBytes(0)) : null;
    }
}
