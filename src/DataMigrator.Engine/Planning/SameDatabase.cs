using System.Data.Common;
using System.Security.Cryptography;
using DataMigrator.Databases;

namespace DataMigrator.Planning;

/// <summary>Tells whether source and target are one database. Addresses alone do not: a server has many names, and a table that
/// is emptied to be filled from itself is lost.</summary>
internal static class SameDatabase
{
    public static async Task<bool> IsAsync(DatabaseSession source, DatabaseSession target, CancellationToken cancellationToken)
    {
        if (source.Address.Place == target.Address.Place)
        {
            return true;
        }

        // Names of databases are the same under all names of a server; MySQL on some systems does not mind their case.
        if (!string.Equals(source.Address.Database, target.Address.Database, StringComparison.OrdinalIgnoreCase)
            || source.Kind != target.Kind || source.Dialect.Lock("datamigrator-" + RandomNumberGenerator.GetHexString(12)) is not { } mark)
        {
            return false;
        }

        try
        {
            // Left by the target: a query that fails would end the source's snapshot.
            if (await target.ScalarAsync(mark.Take, cancellationToken).ConfigureAwait(false) != 1)
            {
                return false;
            }

            bool seen = await source.ScalarAsync(mark.Holder, cancellationToken).ConfigureAwait(false) is not null;
            await target.ExecuteAsync(mark.Release, cancellationToken).ConfigureAwait(false);
            return seen;
        }
        catch (DbException e) when (target.Database.Classify(e).Kind is not (FaultKind.Connection or FaultKind.Transient))
        {
            // Some clusters have no such locks; the addresses then have to do.
            return false;
        }
    }
}
