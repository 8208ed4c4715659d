using System.CommandLine;
using DataMigrator.Cli.Output;
using DataMigrator.Mcp;

namespace DataMigrator.Cli.Commands;

/// <summary><c>dbmigrate mcp</c>: serves MCP on stdin and stdout until the client hangs up.</summary>
internal static class McpCommand
{
    public static Command Create()
    {
        var readOnly = new Option<bool>("--read-only") { Description = "Leave the tools out that write to a database or a file." };
        var folders = new Option<string[]>("--allow-folder")
        {
            Description = "A further folder for generated schema files, besides the home folder; may be given several times.",
            HelpName = "folder",
        };
        var structured = new Option<bool>("--structured")
        {
            Description = "Give results as structured content with schemas, for programs that read it; texts then only name it.",
        };
        var command = new Command("mcp", "Serve agents over the Model Context Protocol on stdin and stdout.") { readOnly, structured, folders };
        command.SetAction(async (ParseResult parsed, CancellationToken _) =>
        {
            using var stop = new StopSignals();
            using Stream input = Console.OpenStandardInput();
            using Stream output = Console.OpenStandardOutput();

            // From here on stdout is the protocol's alone.
            Console.SetOut(Console.Error);
            var options = new McpHostOptions
            {
                Engine = GlobalOptions.CreateService(parsed, StandardError.Write).Options,
                ReadOnly = parsed.GetValue(readOnly),
                Structured = parsed.GetValue(structured),
                AllowedFolders = parsed.GetValue(folders) ?? [],
            };
            await McpServerHost.RunAsync(input, output, options, stop.Token).ConfigureAwait(false);
            return stop.Token.IsCancellationRequested ? ExitCode.Stopped : ExitCode.Completed;
        });
        return command;
    }
}
