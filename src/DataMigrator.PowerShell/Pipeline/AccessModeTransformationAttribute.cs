using System.Management.Automation;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>Takes <c>read-only</c> and <c>read-write</c>, as the profile file writes them, for the enum's names.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AccessModeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>The value without its hyphen.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text
            ? text.Replace("-", "", StringComparison.Ordinal) : inputData;
}
