namespace DataMigrator.Tests.Architecture;
public sealed class DumpTests
{
    [Fact]
    public void Dump()
    {
        var u = TypeUses.Of(typeof(MigrationService).Assembly);
        File.WriteAllLines("/tmp/house/arrows.txt", u.Select(p => $"{p.Key.From.FullName} {p.Key.To.FullName} {p.Value}"));
    }
}
