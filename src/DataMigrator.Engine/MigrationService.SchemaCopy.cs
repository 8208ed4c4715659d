using DataMigrator.Jobs;
using DataMigrator.Profiles;
using DataMigrator.SchemaCopy;

namespace DataMigrator;

/// <content>Schema copy.</content>
public sealed partial class MigrationService
{
    /// <summary>Writes the DDL of a source's schema for another database system into files; changes no database.</summary>
    /// <exception cref="MigrationException">PROFILE_NOT_FOUND, INVALID_PARAMETER, ACCESS_DENIED, CONNECTION_FAILED,
    /// SOURCE_TABLE_NOT_FOUND, SCHEMA_COPY_FAILED (names that clash, columns that the target can't hold).</exception>
    public Task<SchemaCopyResult> CopySchemaAsync(SchemaCopyRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var addresses = new AddressResolver(ProfileStore.Open(Options.ProfilePath), Options.AllowUrls)
        {
            Warn = text => Options.Log?.Invoke(new LogEntry("warn", "Warning") { Detail = text }),
        };
        return new SchemaCopyService(_home, addresses).CopyAsync(request, cancellationToken);
    }
}
