using System.Collections.Concurrent;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>Carries work of other threads to the pipeline's: a cmdlet may write there alone. What comes when nobody pumps any
/// more is dropped.</summary>
internal sealed class PipelinePump : IDisposable
{
    private readonly BlockingCollection<Action> _actions = [];
    private readonly CancellationTokenSource _closed = new();

    /// <summary>Hands over something to do; returns at once.</summary>
    public void Post(Action action)
    {
        try
        {
            _actions.Add(action);
        }
        catch (InvalidOperationException)
        {
            // The cmdlet has ended.
        }
    }

    /// <summary>Asks the pipeline's thread and waits for its answer.</summary>
    /// <exception cref="OperationCanceledException">The cmdlet has ended.</exception>
    public T Ask<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception e)
            {
                answer.SetException(e);
            }
        });
        return answer.Task.WaitAsync(_closed.Token).GetAwaiter().GetResult();
    }

    /// <summary>Does what is handed over until the task ends, or nothing has come for a while. Called on the pipeline's
    /// thread.</summary>
    /// <returns>Whether the task has ended, with all that it handed over done.</returns>
    public bool RunUntil(Task task, TimeSpan patience)
    {
        // An empty action wakes the loop; the task's own stand before it in the queue.
        _ = task.ContinueWith(_ => Post(static () => { }), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        while (true)
        {
            bool ended = task.IsCompleted;
            if (!_actions.TryTake(out Action? action, ended ? TimeSpan.Zero : patience))
            {
                return ended;
            }

            action();
        }
    }

    /// <summary>Takes no more, and releases who waits for an answer.</summary>
    public void Dispose()
    {
        _actions.CompleteAdding();
        _closed.Cancel();
    }
}
