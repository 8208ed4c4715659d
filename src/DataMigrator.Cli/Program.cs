using DataMigrator.Cli;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
