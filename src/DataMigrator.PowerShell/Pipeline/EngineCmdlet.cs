using System.Management.Automation;
using System.Management.Automation.Host;
using DataMigrator.Jobs;
using DataMigrator.Profiles;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>What every cmdlet shares: the engine set up for the session's own current folder, work on another thread while
/// this one writes what it says, Ctrl+C, and failures as ErrorRecords.</summary>
public abstract class EngineCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private MigrationService? _service;

    private protected PipelinePump Pump { get; } = new();

    /// <summary>Cancelled at Ctrl+C, and when a later command of the pipeline has enough.</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    private protected virtual string? GivenProfilePath => null;

    private protected virtual string? GivenHomePath => null;

    private protected virtual PSCredential? GivenSourceCredential => null;

    private protected virtual PSCredential? GivenTargetCredential => null;

    private protected MigrationService Service => _service ??= NewService();

    /// <summary>An engine of the home folder that is named now: it may come through the pipeline.</summary>
    private protected MigrationService NewService() => CreateService(entry => Pump.Post(() => Write(LogRouting.Of(entry))));

    /// <summary>The session's folder, which is not the process's.</summary>
    private protected string CurrentFolder => SessionState.Path.CurrentFileSystemLocation.ProviderPath;

    /// <summary>The folder that holds the jobs.</summary>
    private protected string Home =>
        GivenHomePath is { } given ? FullPath(given)
        : Environment.GetEnvironmentVariable("DATAMIGRATOR_HOME") is { Length: > 0 } variable
            ? Path.GetFullPath(variable, CurrentFolder) : CurrentFolder;

    /// <summary>What was given on the command line and by the pipeline's object.</summary>
    private protected Given Given => new(MyInvocation.BoundParameters);

    /// <summary>Frees what the cmdlet holds.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called by PowerShell on another thread at Ctrl+C.</summary>
    protected override void StopProcessing() => _stopping.Cancel();

    private protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            // A worker may still hold the token: it is cancelled, not disposed.
            _stopping.Cancel();
            Pump.Dispose();
        }
    }

    /// <summary>Does work on another thread, and meanwhile writes what it hands over.</summary>
    /// <exception cref="MigrationException">The work's failure.</exception>
    private protected T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        Task<T> task = Task.Run(() => work(StopToken), CancellationToken.None);
        RunUntil(task, Timeout.InfiniteTimeSpan);
        return Result(task);
    }

    /// <summary>Writes what other threads hand over until the task ends or the time is up.</summary>
    private protected bool RunUntil(Task task, TimeSpan patience)
    {
        try
        {
            return Pump.RunUntil(task, patience);
        }
        catch
        {
            _stopping.Cancel();
            throw;
        }
    }

    /// <summary>The result of a task that has ended.</summary>
    private protected T Result<T>(Task<T> task)
    {
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is not MigrationException and not PipelineStoppedException)
        {
            // A library that can't be loaded hides behind the type that needed it.
            string why = e is TypeInitializationException { InnerException: { } cause } ? cause.Message : e.Message;
            throw new MigrationException(ErrorCodes.MigrationFailed, why + " If it happens again, please report it.", e);
        }
    }

    /// <summary>Runs a step whose failure ends the cmdlet.</summary>
    private protected T Must<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (MigrationException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e));
            throw;
        }
    }

    /// <summary>Runs a step whose failure ends a cmdlet that was called for one thing, and is one error among others where objects
    /// come through the pipeline, be it one or a hundred, or where -ErrorAction says what to do with it.</summary>
    private protected void Do(Action step, object? target)
    {
        if (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey("ErrorAction"))
        {
            Try(step, target);
        }
        else
        {
            Must(() =>
            {
                step();
                return true;
            });
        }
    }

    /// <summary>Runs a step whose failure is one error among the pipeline's objects.</summary>
    /// <returns>Whether it succeeded.</returns>
    private protected bool Try(Action step, object? target)
    {
        try
        {
            step();
            return true;
        }
        catch (MigrationException e)
        {
            WriteError(ErrorRecords.Of(e, target));
            return false;
        }
    }

    /// <summary>Asks somebody, and says so where nobody is there to answer.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: the session takes no answers.</exception>
    internal static bool Ask(Func<bool> ask, string question, string undone)
    {
        try
        {
            return ask();
        }
        catch (Exception e) when (e is PSInvalidOperationException or HostException)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"{question} Nobody can be asked in this session, and nothing was {undone}. Say so beforehand with -Force or -Confirm:$false.", e);
        }
    }

    /// <summary>Warns of a URL that holds a password.</summary>
    private protected void CheckUrl(string profileOrUrl)
    {
        if (DatabaseUrl.IsUrl(profileOrUrl) && Must(() => DatabaseUrl.Parse(profileOrUrl)) is { Password: { } password } profile
            && !password.StartsWith("${", StringComparison.Ordinal))
        {
            WriteWarning($"The URL of {profile.Name} holds its password in clear, and so does the session's history. "
                + "Use a profile (Set-DbProfile), or ${env:NAME} in the password's place.");
        }
    }

    /// <summary>The path in the file system. One that leads elsewhere, such as env:, would be taken for a relative one.</summary>
    private protected string FullPath(string path) => Must(() =>
    {
        try
        {
            string full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == "FileSystem" ? full : throw NoFile(path, $"the provider {provider.Name} holds no files.", null);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw NoFile(path, e.Message, e);
        }
    });

    private static MigrationException NoFile(string path, string why, Exception? inner) => new(ErrorCodes.InvalidParameter,
        $"Reading the path {path}: {why} Give a path in the file system; Get-PSDrive -PSProvider FileSystem lists its drives.", inner) { Target = path };

    /// <summary>Writes a record of the error, warning or verbose stream.</summary>
    private protected void Write(object? record)
    {
        switch (record)
        {
            case WarningRecord warning:
                WriteWarning(warning.Message);
                break;
            case ErrorRecord error:
                WriteError(error);
                break;
            case VerboseRecord verbose:
                WriteVerbose(verbose.Message);
                break;
        }
    }

    /// <summary>The engine with the cmdlet's folders.</summary>
    /// <param name="log">Receives log lines, from any thread.</param>
    private protected MigrationService CreateService(Action<LogEntry> log) => new(new MigrationServiceOptions
    {
        HomePath = Home,
        ProfilePath = GivenProfilePath is { } path ? FullPath(path) : null,
        CurrentFolder = CurrentFolder,
        SourceLogin = Login(GivenSourceCredential),
        TargetLogin = Login(GivenTargetCredential),
        ReadVault = name => Pump.Ask(() => SecretVault.Read(this, name)),
        Log = log,
    });

    private static DatabaseLogin? Login(PSCredential? credential) =>
        credential is null ? null : new DatabaseLogin(credential.UserName, credential.GetNetworkCredential().Password);
}
