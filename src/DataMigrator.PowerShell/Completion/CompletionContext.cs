using System.Collections;
using System.Management.Automation;
using DataMigrator.Profiles;

namespace DataMigrator.PowerShell.Completion;

/// <summary>What is bound already while a parameter is being completed, and the session's folder.</summary>
internal sealed class CompletionContext(IDictionary bound)
{
    // A server that is slow to answer must not hold the prompt.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private string? _currentFolder;

    public string? Text(params string[] names) =>
        names.Select(n => bound[n]).FirstOrDefault(v => v is not null) is { } value
            ? LanguagePrimitives.ConvertTo<string>(value) : null;

    public ProfileStore Profiles() => ProfileStore.Open(Path(Text("ProfilePath")), CurrentFolder());

    public MigrationService Service() => new(new MigrationServiceOptions
    {
        ProfilePath = Path(Text("ProfilePath")),
        HomePath = Path(Text("HomePath")) ?? Environment.GetEnvironmentVariable("DATAMIGRATOR_HOME") ?? CurrentFolder(),
        CurrentFolder = CurrentFolder(),
    });

    /// <summary>Asks a database, for a short time, on a thread that has no session to disturb.</summary>
    public T Ask<T>(Func<MigrationService, CancellationToken, Task<T>> question)
    {
        MigrationService service = Service();
        using var timeout = new CancellationTokenSource(Patience);
        return Task.Run(() => question(service, timeout.Token), timeout.Token).WaitAsync(Patience).GetAwaiter().GetResult();
    }

    // The session is busy with completing: it is asked by a command within it.
    private string CurrentFolder()
    {
        if (_currentFolder is null)
        {
            using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
            shell.AddCommand("Microsoft.PowerShell.Management\\Get-Location").AddParameter("PSProvider", "FileSystem");
            _currentFolder = shell.Invoke<PathInfo>().First().ProviderPath;
        }

        return _currentFolder;
    }

    private string? Path(string? given) => string.IsNullOrEmpty(given) ? null : System.IO.Path.GetFullPath(given, CurrentFolder());
}
