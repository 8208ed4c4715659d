using DataMigrator.Jobs;
using Microsoft.Extensions.Logging;

namespace DataMigrator.Mcp.Server;

/// <summary>Passes warnings and errors of the protocol library on as lines of the log.</summary>
internal sealed class LogLines(Action<LogEntry> log) : ILoggerFactory, ILogger
{
    public void AddProvider(ILoggerProvider provider)
    {
        // There is one place for the log.
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        // A call that the client cancelled is no fault.
        if (IsEnabled(logLevel) && exception is not OperationCanceledException)
        {
            log(new LogEntry(logLevel == LogLevel.Warning ? "warn" : "error", "MCP: " + formatter(state, exception)) { Detail = exception?.Message });
        }
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
