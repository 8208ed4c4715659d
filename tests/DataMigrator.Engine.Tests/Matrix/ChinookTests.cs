using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Matrix;

/// <summary>The Chinook sample database, from SQLite to each server and back.</summary>
public sealed class ChinookTests
{
    private static readonly NeutralTable[] Tables =
    [
        Table("Artist", 1, "ArtistId:i Name:v"),
        Table("Album", 1, "AlbumId:i Title:v ArtistId:i", "ArtistId>Artist"),
        Table("Employee", 1, "EmployeeId:i LastName:v FirstName:v Title:v ReportsTo:i BirthDate:d HireDate:d Address:v City:v "
            + "State:v Country:v PostalCode:v Phone:v Fax:v Email:v", "ReportsTo>Employee"),
        Table("Customer", 1, "CustomerId:i FirstName:v LastName:v Company:v Address:v City:v State:v Country:v PostalCode:v "
            + "Phone:v Fax:v Email:v SupportRepId:i", "SupportRepId>Employee"),
        Table("Genre", 1, "GenreId:i Name:v"),
        Table("MediaType", 1, "MediaTypeId:i Name:v"),
        Table("Invoice", 1, "InvoiceId:i CustomerId:i InvoiceDate:d BillingAddress:v BillingCity:v BillingState:v "
            + "BillingCountry:v BillingPostalCode:v Total:n", "CustomerId>Customer"),
        Table("Track", 1, "TrackId:i Name:v AlbumId:i MediaTypeId:i GenreId:i Composer:t Milliseconds:i Bytes:i UnitPrice:n",
            "AlbumId>Album", "MediaTypeId>MediaType", "GenreId>Genre"),
        Table("InvoiceLine", 1, "InvoiceLineId:i InvoiceId:i TrackId:i UnitPrice:n Quantity:i", "InvoiceId>Invoice", "TrackId>Track"),
        Table("Playlist", 1, "PlaylistId:i Name:v"),
        Table("PlaylistTrack", 2, "PlaylistId:i TrackId:i", "PlaylistId>Playlist", "TrackId>Track"),
    ];

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    [InlineData(DatabaseKind.MySql)]
    [InlineData(DatabaseKind.MariaDb)]
    public async Task Chinook_goes_there_and_back_with_every_value_equal(DatabaseKind kind)
    {
        TestServers.Require(kind);
        await using TestDatabase original = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await SampleDatabases.LoadChinookAsync(original);
        await using TestDatabase there = await TestDatabase.CreateAsync(kind);
        await NeutralData.CreateAsync(there, Tables);
        await using TestDatabase back = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await NeutralData.CreateAsync(back, Tables);

        await MigrateAsync(original, there);
        await MigrateAsync(there, back);

        foreach (NeutralTable table in Tables)
        {
            List<string> expected = await NeutralData.ReadAsync(original, table);
            Assert.Equal(expected, await NeutralData.ReadAsync(there, table));
            Assert.Equal(expected, await NeutralData.ReadAsync(back, table));
        }
    }

    private static async Task MigrateAsync(TestDatabase source, TestDatabase target)
    {
        using var migration = new TestMigration(source, target);
        JobStatus status = await migration.CompleteAsync();
        Assert.Equal(15607, status.RowsMigrated);
        Assert.Equal(11, status.TablesCompleted);
        Assert.Equal(100, status.ProgressPercent);
    }

    private static NeutralTable Table(string name, int keyColumns, string columns, params string[] references)
    {
        NeutralColumn[] parsed = [.. columns.Split(' ').Select(c => c.Split(':')).Select((c, i) => new NeutralColumn(c[0], c[1] switch
        {
            "i" => Meaning.Int,
            "n" => Meaning.SmallDecimal,
            "d" => Meaning.Timestamp,
            "t" => Meaning.Text,
            _ => Meaning.Varchar,
        }) { NotNull = i < keyColumns })];
        return new NeutralTable(name, parsed)
        {
            PrimaryKey = [.. parsed.Take(keyColumns).Select(c => c.Name)],
            References = [.. references.Select(r => r.Split('>')).Select(r => new NeutralReference(r[0], r[1], r[1] + "Id"))],
        };
    }
}
