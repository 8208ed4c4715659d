namespace DataMigrator.Jobs;

/// <summary>How long a job waits before it tries again after a fault that may pass: the one place that says so. The count
/// begins anew once rows have been committed.</summary>
internal sealed record RetryPolicy(IReadOnlyList<TimeSpan> Delays)
{
    /// <summary>A minute in all: enough for a server to restart.</summary>
    public static readonly RetryPolicy Default = new([.. new[] { 0.5, 1, 2, 4, 8, 15, 30 }.Select(TimeSpan.FromSeconds)]);

    /// <summary>How long a job waits for its earlier session to end: PostgreSQL takes 90 seconds to miss a client whose machine
    /// is gone.</summary>
    public TimeSpan EarlierSession { get; init; } = TimeSpan.FromMinutes(2);
}
