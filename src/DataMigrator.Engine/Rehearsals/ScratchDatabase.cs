using DataMigrator.Databases;
using DataMigrator.Profiles;

namespace DataMigrator.Rehearsals;

/// <summary>The scratch of one rehearsal from CREATE to DROP.</summary>
internal sealed class ScratchDatabase(DatabaseAddress target, string name, string folder, Action<string> warn)
{
    private static readonly TimeSpan DropWithin = TimeSpan.FromSeconds(60);

    /// <summary>What a killed process left is dropped when no rehearsal can be so old.</summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    // What was never made can't be dropped, and a login that may not make it may not drop it.
    private bool _mayExist;

    private DatabaseAddress? _address;

    /// <summary>Where it is, once it is made.</summary>
    public DatabaseAddress Address => _address ?? throw new InvalidOperationException("The scratch database is not made yet.");

    /// <exception cref="MigrationException">ACCESS_DENIED: the login may not; which right is missing.</exception>
    public async Task CreateAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        Scratch scratch = session.Database.Scratch;
        _address = scratch.Address(target, name, folder);
        _mayExist = true;
        try
        {
            await scratch.CreateAsync(session, name, cancellationToken).ConfigureAwait(false);
            await using DatabaseSession within = await OpenAsync(session, cancellationToken).ConfigureAwait(false);
            await scratch.MarkAsync(within, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (OperationCanceledException or MigrationException))
        {
            DatabaseFault fault = session.Database.Classify(e);
            _mayExist = fault.Kind != FaultKind.Access;
            throw fault.Kind != FaultKind.Access ? DatabaseFailure.Translate(e, session, $"Making the scratch database {name} beside {target}")
                : new MigrationException(ErrorCodes.AccessDenied, $"Making the scratch database {name} beside {target}: {fault.Message} (code "
                    + $"{fault.Code}). {scratch.MissingRight(target)}", e) { Target = target.ToString() };
        }
    }

    public Task<DatabaseSession> OpenAsync(DatabaseSession session, CancellationToken cancellationToken) =>
        session.Database.OpenAsync(Address, AccessMode.ReadWrite, MissingDatabase.IsMade, cancellationToken);

    /// <summary>Drops it, whatever has happened; what can't be dropped is told of, for its name says what it is.</summary>
    public async Task DropAsync(IDatabase database)
    {
        if (!_mayExist)
        {
            return;
        }

        using var limit = new CancellationTokenSource(DropWithin);
        try
        {
            await using DatabaseSession session = await database
                .OpenAsync(target, AccessMode.ReadWrite, MissingDatabase.IsEmpty, limit.Token).ConfigureAwait(false);
            await session.Database.Scratch.DropAsync(session, name, true, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            warn($"The scratch database {name} beside {target} could not be dropped: {e.Message} Drop it by hand.");
        }
    }

    /// <summary>Drops those that killed processes left on the server.</summary>
    public static async Task DropAbandonedAsync(DatabaseSession session, DateTimeOffset before, CancellationToken cancellationToken)
    {
        Scratch scratch = session.Database.Scratch;
        try
        {
            foreach (string old in await scratch.UnusedAsync(session, cancellationToken).ConfigureAwait(false))
            {
                if (Scratch.MadeAt(old) < before)
                {
                    await scratch.DropAsync(session, old, false, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException
            && DatabaseFailure.Wrap(session, "", e) is DatabaseFailure { IsTransient: false })
        {
            // It is another login's, or in use by now.
        }
    }
}
