using DataMigrator.Databases;
using DataMigrator.Profiles;

namespace DataMigrator.Jobs;

/// <summary>Opens the two sides of a job: the source read-only and within a snapshot, the target as its profile allows.</summary>
/// <param name="Source">The source.</param>
/// <param name="Target">The target.</param>
/// <param name="CreateTarget">An SQLite target that does not exist is made.</param>
internal sealed record SessionFactory(DatabaseAddress Source, DatabaseAddress Target, bool CreateTarget)
{
    /// <summary>A statement that each session of the target begins with; null for none.</summary>
    public string? TargetBegins { get; init; }

    public async Task<DatabaseSession> OpenSourceAsync(CancellationToken cancellationToken)
    {
        IDatabase database = DatabaseRegistry.Get(Source.Kind);
        DatabaseSession session = await database.OpenAsync(Source, AccessMode.ReadOnly, MissingDatabase.IsRefused, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            await database.BeginSnapshotAsync(session, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch (Exception e)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw DatabaseFailure.Wrap(session, $"Taking a snapshot of {Source}", e);
        }
    }

    /// <summary>Opens the target to write to it.</summary>
    public Task<DatabaseSession> OpenTargetAsync(CancellationToken cancellationToken) =>
        OpenTargetAsync(MissingDatabase.IsMade, cancellationToken);

    /// <summary>Opens the target to look at it: one that is yet to be made is not made, for the plan may find problems.</summary>
    public Task<DatabaseSession> LookAtTargetAsync(CancellationToken cancellationToken) =>
        OpenTargetAsync(MissingDatabase.IsEmpty, cancellationToken);

    private async Task<DatabaseSession> OpenTargetAsync(MissingDatabase missing, CancellationToken cancellationToken)
    {
        DatabaseSession session = await DatabaseRegistry.Get(Target.Kind).OpenAsync(Target, Target.Profile.Access,
            CreateTarget ? missing : MissingDatabase.IsRefused, cancellationToken).ConfigureAwait(false);
        try
        {
            if (TargetBegins is not null)
            {
                await session.ExecuteAsync(TargetBegins, cancellationToken).ConfigureAwait(false);
            }

            return session;
        }
        catch (Exception e)
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw DatabaseFailure.Wrap(session, $"Preparing a session of {Target}", e);
        }
    }
}
