using System.Runtime.InteropServices;

namespace DataMigrator.Cli;

/// <summary>Ctrl+C and SIGTERM: the first asks the work to end in good order, the second ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1)
        {
            if (!Console.IsErrorRedirected)
            {
                // A progress display hides the cursor.
                Console.Error.Write("\u001b[?25h");
            }

            Environment.Exit(ExitCode.Stopped);
        }

        _source.Cancel();
    }
}
