using System.Data.Common;
using DataMigrator.Databases;
using DataMigrator.Profiles;

namespace DataMigrator.Exploration;

/// <summary>Tells where a login may do more than its profile says: what a read-only connection holds back is a list, and the
/// login's rights are the boundary.</summary>
internal static class LoginRights
{
    /// <summary>One warning, or none. A login's own rights can always be asked for; where they can't, nothing is said.</summary>
    public static async Task<IReadOnlyList<string>> WarningsAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        bool readOnly = session.Address.Profile.Access == AccessMode.ReadOnly;
        try
        {
            LoginExcess? excess = await session.Database.FindExcessAsync(session, readOnly, cancellationToken).ConfigureAwait(false);
            return excess is null ? [] : [$"The login \"{session.Address.Profile.Username}\" {excess.Rights}. "
                + (readOnly ? "The profile is read-only, but the login's rights are the boundary: give the profile a login that only reads, for example "
                    : "Queries are held read-only, but the login's rights are the boundary: give the profile a login that owns its database alone, for example ")
                + excess.Grants];
        }
        catch (DbException)
        {
            return [];
        }
    }
}
