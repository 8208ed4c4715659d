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
        return new SchemaCopyService(_home, NewResolver(out _)).CopyAsync(request, cancellationToken);
    }
}
