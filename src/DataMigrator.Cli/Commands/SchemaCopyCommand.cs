using System.CommandLine;
using DataMigrator.Cli.Output;
using DataMigrator.Json;
using DataMigrator.SchemaCopy;

namespace DataMigrator.Cli.Commands;

/// <summary><c>dbmigrate schema-copy</c>: writes a database's DDL for another database system into files.</summary>
internal static class SchemaCopyCommand
{
    public static Command Create()
    {
        var source = new Option<string>("--source")
        {
            Description = "The database to copy the schema of: a profile's name or a URL.", HelpName = "profile|url", Required = true,
        };
        var database = new Option<string?>("--source-database")
        {
            Description = "Its database, where the URL does not name it; in an SQLite profile, a file.", HelpName = "name",
        };
        Option<DatabaseKind> target = TargetType();
        var folder = new Option<string?>("--output-dir")
        {
            Description = "The folder for the files; otherwise .tmp/schema-copy/{timestamp} under the home folder.", HelpName = "folder",
        };
        Option<string[]> include = TransferOptions.Tables("--include-tables", "Only these tables and what hangs on them: names or patterns (* and ?).");
        Option<string[]> exclude = TransferOptions.Tables("--exclude-tables", "All but these tables: names or patterns.");
        var overwrite = new Option<bool>("--overwrite") { Description = "Write into a folder that is not empty." };
        var serial = new Option<bool>("--use-serial") { Description = "PostgreSQL: serial instead of identity columns." };
        Option<bool> json = GlobalOptions.Json();
        var command = new Command("schema-copy", "Write a database's schema for another database system into files.")
        {
            source, database, target, folder, include, exclude, overwrite, serial, json,
        };
        command.SetAction(async (ParseResult parsed, CancellationToken _) =>
        {
            using var stop = new StopSignals();
            MigrationService service = GlobalOptions.CreateService(parsed, StandardError.Write);
            SchemaCopyResult result = await service.CopySchemaAsync(new SchemaCopyRequest
            {
                SourceProfile = parsed.GetRequiredValue(source),
                SourceDatabase = parsed.GetValue(database),
                TargetKind = parsed.GetRequiredValue(target),
                OutputDir = parsed.GetValue(folder) is { } given ? Path.GetFullPath(given) : null,
                IncludeTables = TransferOptions.Given(parsed, include),
                ExcludeTables = TransferOptions.Given(parsed, exclude),
                Overwrite = parsed.GetValue(overwrite),
                UseSerial = parsed.GetValue(serial),
            }, stop.Token).ConfigureAwait(false);
            StandardOutput.Write(
                () =>
                {
                    if (parsed.GetValue(json))
                    {
                        Console.Out.WriteLine(StatusJson.Serialize(result, CommandLineWords.Instance));
                    }
                    else
                    {
                        SchemaCopyView.Write(result);
                    }
                },
                $"The files are in {result.OutputDir}.");
            return ExitCode.Completed;
        });
        return command;
    }

    private static Option<DatabaseKind> TargetType()
    {
        const string Name = "--target-type";
        var option = new Option<DatabaseKind>(Name)
        {
            Description = "The database system to write for.",
            HelpName = string.Join('|', DatabaseNames.Names),
            Required = true,
            CustomParser = result =>
            {
                string given = result.Tokens[0].Value;
                if (DatabaseNames.TryFind(given, out DatabaseName? database))
                {
                    return database.Kind;
                }

                result.AddError($"{Name} is \"{given}\"; it must be one of {string.Join(", ", DatabaseNames.Names)}.");
                return default;
            },
        };
        option.CompletionSources.Add([.. DatabaseNames.Names]);
        return option;
    }
}
