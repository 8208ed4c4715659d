using DataMigrator.Catalog;
using DataMigrator.Databases;

namespace DataMigrator.Planning;

/// <summary>Reads what both sides of a migration hold, at the same time: each has a connection and a server of its own.</summary>
internal static class BothCatalogs
{
    public static async Task<(DatabaseCatalog From, DatabaseCatalog To)> ReadAsync(DatabaseSession source, CatalogDetail detail,
        DatabaseSession target, CancellationToken cancellationToken)
    {
        Task<DatabaseCatalog> from = source.Database.ReadCatalogAsync(source, detail, cancellationToken);
        Task<DatabaseCatalog> to = target.Database.ReadCatalogAsync(target, CatalogDetail.Tables, cancellationToken);

        // Ends when both have ended, so that no session is at work when an error of the other closes it.
        await Task.WhenAll(from, to).ConfigureAwait(false);
        return (await from.ConfigureAwait(false), await to.ConfigureAwait(false));
    }
}
