using System.CommandLine;
using DataMigrator.Cli.Output;
using DataMigrator.Json;
using DataMigrator.Planning;
using DataMigrator.Verification;

namespace DataMigrator.Cli.Commands;

/// <summary><c>dbmigrate verify</c>: compares two databases, value by value.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var transfer = new TransferOptions();
        Option<bool> json = GlobalOptions.Json();
        var command = new Command("verify", "Compare two databases: counts and every value.");
        transfer.AddTo(command);
        command.Add(json);
        command.SetAction(async (ParseResult parsed, CancellationToken _) =>
        {
            using var stop = new StopSignals();
            MigrationService service = GlobalOptions.CreateService(parsed, StandardError.Write);
            MigrationRequest request = transfer.Read(parsed);
            VerificationResult result = Console.IsErrorRedirected
                ? await service.VerifyAsync(request, stop.Token).ConfigureAwait(false)
                : await VerificationDisplay.ShowAsync(progress => service.VerifyAsync(request, progress, stop.Token)).ConfigureAwait(false);
            StandardOutput.Write(() =>
            {
                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(StatusJson.Serialize(result, CommandLineWords.Instance));
                }
                else
                {
                    VerificationView.Write(result);
                }
            });
            return result.Equal ? ExitCode.Completed : ExitCode.CompletedWithErrors;
        });
        return command;
    }
}
