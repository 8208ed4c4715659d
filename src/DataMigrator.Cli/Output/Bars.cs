using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DataMigrator.Cli.Output;

/// <summary>Bars on stderr while something runs, with log lines above them and facts behind them.</summary>
internal static class Bars
{
    public static async Task<T> ShowAsync<T>(Func<ProgressContext, FactsColumn, Task<T>> follow)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var facts = new FactsColumn();
        StandardError.Display = line => console.WriteLine(line);
        try
        {
            return await console.Progress()
                .AutoClear(true)
                .HideCompleted(false)
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), facts)
                .StartAsync(context => follow(context, facts)).ConfigureAwait(false);
        }
        finally
        {
            StandardError.Display = null;
        }
    }
}

/// <summary>Words behind a bar.</summary>
internal sealed class FactsColumn : ProgressColumn
{
    private readonly ConcurrentDictionary<int, string> _facts = [];

    public void Set(ProgressTask task, string facts) => _facts[task.Id] = facts;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(_facts.GetValueOrDefault(task.Id, ""));
}
