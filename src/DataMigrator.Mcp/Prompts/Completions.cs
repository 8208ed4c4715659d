using DataMigrator.Mcp.Server;
using ModelContextProtocol.Protocol;

namespace DataMigrator.Mcp.Prompts;

/// <summary>What may stand in an argument of a prompt or in the address of a resource, as a user types it. What can't be looked
/// up in a moment has no suggestions.</summary>
internal sealed class Completions(ServerContext server)
{
    // What the protocol allows.
    private const int Most = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<CompleteResult> CompleteAsync(CompleteRequestParams? request, CancellationToken cancellationToken)
    {
        string typed = request?.Argument?.Value ?? "";
        IDictionary<string, string> others = request?.Context?.Arguments ?? new Dictionary<string, string>();
        IEnumerable<string> all = await ValuesAsync(request?.Argument?.Name, others, cancellationToken).ConfigureAwait(false);
        string[] found = [.. all.Where(v => v.Contains(typed, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(v => v.StartsWith(typed, StringComparison.OrdinalIgnoreCase))];
        return new CompleteResult { Completion = new Completion { Values = [.. found.Take(Most)], Total = found.Length, HasMore = found.Length > Most } };
    }

    private async Task<IEnumerable<string>> ValuesAsync(string? name, IDictionary<string, string> others, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, server.HungUp);
        limit.CancelAfter(Patience);
        try
        {
            return await (name switch
            {
                "source_profile" or "target_profile" => Task.FromResult(server.Service.ListProfiles().Select(p => p.Name)),
                "source_database" => DatabasesAsync(others, "source_profile", limit.Token),
                "target_database" => DatabasesAsync(others, "target_profile", limit.Token),
                "source_table" => TablesAsync(others, limit.Token),
                "job_id" => Task.FromResult(server.Service.ListJobs().Select(j => j.JobId)),
                "table" => Task.FromResult(Rejected(others)),
                _ => Task.FromResult<IEnumerable<string>>([]),
            }).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MigrationException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [];
        }
    }

    private async Task<IEnumerable<string>> DatabasesAsync(IDictionary<string, string> others, string profile, CancellationToken cancellationToken) =>
        !others.TryGetValue(profile, out string? name) ? []
            : (await server.Service.ListDatabasesAsync(name, cancellationToken).ConfigureAwait(false)).Select(d => d.Name);

    private async Task<IEnumerable<string>> TablesAsync(IDictionary<string, string> others, CancellationToken cancellationToken) =>
        !others.TryGetValue("source_profile", out string? profile) || !others.TryGetValue("source_database", out string? database) ? []
            : (await server.Service.ListTablesAsync(profile, database, cancellationToken).ConfigureAwait(false)).Select(t => t.FullName);

    private IEnumerable<string> Rejected(IDictionary<string, string> others) => !others.TryGetValue("job_id", out string? id) ? []
        : server.Service.GetStatus(id).TablesStatus.Where(t => t.RowsFailed > 0).Select(t => t.Table);
}
