namespace DataMigrator.PowerShell.Completion;

/// <summary>The profiles of the profile file.</summary>
public sealed class ProfileCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Hint)> Values(CompletionContext context, string parameter) =>
        context.Profiles().Profiles.Select(p => (p.Name, $"{p.Kind}, {(p.IsFile ? p.Directory : p.Host)}"));
}

/// <summary>The databases of the profile that is bound.</summary>
public sealed class DatabaseCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Hint)> Values(CompletionContext context, string parameter)
    {
        string[] of = parameter.StartsWith("Target", StringComparison.OrdinalIgnoreCase) ? ["TargetProfile"] : ["SourceProfile", "ProfileName", "Name"];
        return context.Text(of) is not { } profile ? []
            : context.Ask((service, token) => service.ListDatabasesAsync(profile, token)).Select(d => (d.Name, d.Name));
    }
}

/// <summary>The tables of the database that is bound.</summary>
public sealed class TableCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Hint)> Values(CompletionContext context, string parameter)
    {
        if (context.Text("SourceProfile", "ProfileName") is not { } profile)
        {
            return [];
        }

        string? database = context.Text("SourceDatabase", "DatabaseName");
        return context.Ask((service, token) => service.ListTablesAsync(profile, database, token))
            .Select(t => (t.FullName, $"{t.Columns} columns"));
    }
}

/// <summary>The jobs of the home folder, newest first.</summary>
public sealed class JobIdCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string Hint)> Values(CompletionContext context, string parameter) =>
        context.Service().ListJobs().Select(j => (j.JobId, $"{j.Status}, {j.Source} to {j.Target}"));
}
