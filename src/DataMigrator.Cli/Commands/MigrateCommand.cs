using System.CommandLine;
using System.Globalization;
using DataMigrator.Cli.Output;
using DataMigrator.Json;
using DataMigrator.Planning;

namespace DataMigrator.Cli.Commands;

/// <summary><c>dbmigrate migrate</c>: plans, and moves the rows unless only the plan is wanted.</summary>
internal static class MigrateCommand
{
    private static readonly MigrationRequest Defaults = new() { SourceProfile = "", TargetProfile = "" };

    public static Command Create()
    {
        var transfer = new TransferOptions();
        var rehearsal = new RehearsalOptions();
        Option<bool> createSchema = Flag("--create-schema", "Create the target's tables from the source's.");
        Option<bool> truncate = Flag("--truncate", "Remove all rows of the target's tables first; otherwise rows are added.");
        Option<bool> stopOnError = Flag("--stop-on-error", "End at the first table that fails; otherwise go on with those that do not need it.");
        Option<bool> noContinue = Flag("--no-continue-on-row-error", "The first bad row fails its table; otherwise bad rows are set aside in a file.");
        Option<bool> verify = Flag("--verify", "Compare both sides when the rows have moved.");
        Option<bool> plan = Flag("--plan", "Print what would happen and write nothing.");
        Option<int> batchSize = Number("--batch-size", "Rows a batch.", "rows", Defaults.BatchSize, 1_000_000);
        Option<int> memoryLimit = Number("--memory-limit-mb", "Mebibytes of data in flight.", "MiB", Defaults.MemoryLimitMb, 65_536);
        Option<bool> json = GlobalOptions.Json();

        var command = new Command("migrate", "Move tables from one database to another.");
        transfer.AddTo(command);
        foreach (Option option in (Option[])[createSchema, truncate, stopOnError, noContinue, batchSize, memoryLimit, verify, plan, json])
        {
            command.Add(option);
        }

        rehearsal.AddTo(command);
        command.SetAction(async (ParseResult parsed, CancellationToken _) =>
        {
            MigrationRequest request = transfer.Read(parsed) with
            {
                CreateSchema = parsed.GetValue(createSchema),
                TruncateTarget = parsed.GetValue(truncate),
                StopOnError = parsed.GetValue(stopOnError),
                ContinueOnRowError = !parsed.GetValue(noContinue),
                BatchSize = parsed.GetValue(batchSize),
                MemoryLimitMb = parsed.GetValue(memoryLimit),
                Verify = parsed.GetValue(verify),
            };
            return rehearsal.IsAsked(parsed) ? await rehearsal.RunAsync(parsed, request, parsed.GetValue(json)).ConfigureAwait(false)
                : parsed.GetValue(plan) ? await PlanAsync(parsed, request, parsed.GetValue(json)).ConfigureAwait(false)
                : await JobRun.RunAsync(parsed, parsed.GetValue(json),
                    (service, token) => service.StartAsync(request, token)).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> PlanAsync(ParseResult parsed, MigrationRequest request, bool json)
    {
        using var stop = new StopSignals();
        MigrationService service = GlobalOptions.CreateService(parsed, StandardError.Write);
        MigrationPlan plan = await service.PlanAsync(request, stop.Token).ConfigureAwait(false);
        StandardOutput.Write(() =>
        {
            if (json)
            {
                Console.Out.WriteLine(StatusJson.Serialize(plan, CommandLineWords.Instance));
            }
            else
            {
                PlanView.Write(plan);
            }
        });

        ErrorReport.Write(plan.Problems);
        return plan.Problems.Count == 0 ? ExitCode.Completed : ExitCode.Failed;
    }

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    internal static Option<int> Number(string name, string description, string unit, int usual, int most, int least = 1)
    {
        return new Option<int>(name)
        {
            Description = description,
            HelpName = unit,
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                    && value >= least && value <= most)
                {
                    return value;
                }

                result.AddError($"{name} must be a number from {least} to {most}.");
                return usual;
            },
        };
    }
}
