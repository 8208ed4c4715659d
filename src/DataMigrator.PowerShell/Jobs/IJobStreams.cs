using System.Management.Automation;

namespace DataMigrator.PowerShell.Jobs;

/// <summary>Where a running job's output goes: the streams of a background job, or those of a waiting cmdlet. Called from
/// other threads than the pipeline's.</summary>
internal interface IJobStreams
{
    void Output(object value);

    /// <summary>A record of the error, warning or verbose stream.</summary>
    void Record(object record);

    void Progress(ProgressRecord record);
}
