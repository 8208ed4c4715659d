using System.Management.Automation;
using DataMigrator.Mcp;
using DataMigrator.PowerShell.Pipeline;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Serves the Model Context Protocol on stdin and stdout, for agents.</summary>
/// <remarks>
/// <para>An MCP client starts this as a process of its own and speaks JSON-RPC with it: pwsh -NoLogo -NoProfile
/// -NonInteractive -Command "Start-DbMigrationMcpServer". stdout then belongs to the protocol; log lines go to stderr, one
/// JSON object each. The server ends within two seconds when the client closes its end, and at Ctrl+C; migrations
/// that still run are stopped at a batch boundary and can be resumed.</para>
/// <para>Clients name profiles, never URLs or passwords, and read-only profiles stay read-only in the database.</para>
/// </remarks>
/// <example>
/// <code>pwsh -NoLogo -NoProfile -NonInteractive -Command "Start-DbMigrationMcpServer"</code>
/// <para>The command for the configuration of an MCP client, where the module lies in the module path.</para>
/// </example>
/// <example>
/// <code>pwsh -NoLogo -NoProfile -NonInteractive -Command "Start-DbMigrationMcpServer -ProfilePath /etc/profiles.json -ReadOnly"</code>
/// <para>Serves the profiles of one file, without the tools that write.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "DbMigrationMcpServer",
    HelpUri = HelpAddress.Cmdlets + "start-dbmigrationmcpserver")]
public sealed class StartDbMigrationMcpServerCommand : ProfileCmdlet
{
    /// <summary>The home folder: jobs keep their files in .tmp/migrations under it. By default the one that the environment
    /// variable DATAMIGRATOR_HOME names, else the current folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HomePath { get; set; }

    /// <summary>Leaves out the tools that write to a database or a file.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>Gives results as structured content with schemas, for programs that read it; texts then only name it. Without it results
    /// are JSON texts, which every client reads.</summary>
    [Parameter]
    public SwitchParameter Structured { get; set; }

    /// <summary>Folders, beside those of the home folder, that schema files may be written to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] AllowedFolder { get; set; } = [];

    private protected override string? GivenHomePath => HomePath;

    /// <summary>Serves until the client hangs up.</summary>
    protected override void EndProcessing()
    {
        if (!Console.IsInputRedirected)
        {
            ThrowTerminatingError(ErrorRecords.Of(new MigrationException(ErrorCodes.InvalidParameter,
                "The MCP server speaks JSON-RPC on stdin and stdout, and stdin is a terminal. Let an MCP client start it: "
                + "pwsh -NoLogo -NoProfile -NonInteractive -Command \"Start-DbMigrationMcpServer\".")));
        }

        var options = new McpHostOptions
        {
            Engine = new MigrationServiceOptions
            {
                HomePath = Home, ProfilePath = FullProfilePath, CurrentFolder = CurrentFolder, AllowUrls = false,
            },
            ReadOnly = ReadOnly,
            Structured = Structured,
            AllowedFolders = [.. AllowedFolder.Select(FullPath)],
        };

        // The raw streams first: what the host or another module prints from here on must not land in the protocol.
        using Stream input = Console.OpenStandardInput();
        using Stream output = Console.OpenStandardOutput();
        TextWriter before = Console.Out;
        Console.SetOut(Console.Error);
        try
        {
            Must(() => Run(async token =>
            {
                await McpServerHost.RunAsync(input, output, options, token).ConfigureAwait(false);
                return true;
            }));
        }
        finally
        {
            Console.SetOut(before);
        }
    }
}
