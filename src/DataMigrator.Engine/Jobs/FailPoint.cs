using System.Diagnostics;

namespace DataMigrator.Jobs;

/// <summary>Places where a process may die between two things that belong together. Tests die there on purpose:
/// <c>DATAMIGRATOR_FAILPOINT=commit.after:3</c> ends the process at the third time that it comes by, as kill -9 does. Without
/// the variable a place costs a look at a field.</summary>
internal static class FailPoint
{
    private static readonly (string Name, int Times)? Armed = Parse(Environment.GetEnvironmentVariable("DATAMIGRATOR_FAILPOINT"));
    private static int _passed;

    /// <summary>Told of each place, where a test looks on from within the process.</summary>
    public static AsyncLocal<Action<string>?> Observer { get; } = new();

    public static void Pass(string name)
    {
        if (IsHit(name))
        {
            Die();
        }
    }

    /// <summary>Whether the process is to die now, for places that leave something half done; <see cref="Die"/> follows.</summary>
    public static bool IsHit(string name)
    {
        Observer.Value?.Invoke(name);
        return Armed is { } armed && armed.Name == name && Interlocked.Increment(ref _passed) == armed.Times;
    }

    public static void Die()
    {
        using Process self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    private static (string, int)? Parse(string? text)
    {
        string[] parts = text?.Split(':') ?? [];
        return parts is [{ Length: > 0 } name, string times] && int.TryParse(times, out int number) ? (name, number) : null;
    }
}
