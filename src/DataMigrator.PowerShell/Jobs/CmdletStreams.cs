using System.Management.Automation;
using DataMigrator.PowerShell.Pipeline;

namespace DataMigrator.PowerShell.Jobs;

/// <summary>The streams of a cmdlet that waits for its job.</summary>
internal sealed class CmdletStreams(PipelinePump pump, Cmdlet cmdlet, Action<object?> write) : IJobStreams
{
    public void Output(object value) => pump.Post(() => cmdlet.WriteObject(value));

    public void Record(object record) => pump.Post(() => write(record));

    public void Progress(ProgressRecord record) => pump.Post(() => cmdlet.WriteProgress(record));
}
