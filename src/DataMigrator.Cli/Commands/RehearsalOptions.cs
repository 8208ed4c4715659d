using System.CommandLine;
using System.CommandLine.Parsing;
using DataMigrator.Cli.Output;
using DataMigrator.Json;
using DataMigrator.Planning;
using DataMigrator.Rehearsals;

namespace DataMigrator.Cli.Commands;

/// <summary><c>dbmigrate migrate --rehearse</c>: tries the migration in a scratch database beside the target.</summary>
internal sealed class RehearsalOptions
{
    private readonly Option<bool> _rehearse = new("--rehearse")
    {
        Description = "Try the schema and some rows in a scratch database beside the target, which is dropped again; change nothing else.",
    };

    private readonly Option<string?> _folder = new("--output-dir")
    {
        Description = "With --rehearse: the folder of a schema copy whose files are tried. Otherwise the target's structure, or with --create-schema what would be made.",
        HelpName = "folder",
    };

    private readonly Option<int> _rows = MigrateCommand.Number("--sample-rows", "With --rehearse: rows of a table; 0 for the schema alone.", "rows", 100, 10_000, least: 0);

    public void AddTo(Command command)
    {
        command.Add(_rehearse);
        command.Add(_folder);
        command.Add(_rows);
        command.Validators.Add(Validate);
    }

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_rehearse);

    public async Task<int> RunAsync(ParseResult parsed, MigrationRequest request, bool json)
    {
        using var stop = new StopSignals();
        MigrationService service = GlobalOptions.CreateService(parsed, StandardError.Write);
        Rehearsal found = await service.RehearseAsync(new RehearsalRequest
        {
            Migration = request,
            OutputDir = parsed.GetValue(_folder) is { } given ? Path.GetFullPath(given) : null,
            SampleRows = parsed.GetValue(_rows),
        }, stop.Token).ConfigureAwait(false);
        StandardOutput.Write(() =>
        {
            if (json)
            {
                Console.Out.WriteLine(StatusJson.Serialize(found, CommandLineWords.Instance));
            }
            else
            {
                RehearsalView.Write(found);
            }
        });
        return found.Passed ? ExitCode.Completed : ExitCode.CompletedWithErrors;
    }

    private void Validate(CommandResult result)
    {
        bool rehearse = result.GetValue(_rehearse);
        if (rehearse && result.GetResult("--plan") is OptionResult { Implicit: false })
        {
            result.AddError("--rehearse and --plan exclude each other: --plan writes nothing at all.");
        }

        foreach (Option option in ((Option[])[_folder, _rows]).Where(o => !rehearse && result.GetResult(o) is { Implicit: false }))
        {
            result.AddError($"{option.Name} goes with --rehearse.");
        }
    }
}
