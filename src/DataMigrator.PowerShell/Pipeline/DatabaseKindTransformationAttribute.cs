using System.Management.Automation;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>Takes every name that a database system goes by, such as postgresql.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DatabaseKindTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>The system of that name; what is none is left for PowerShell to refuse.</summary>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && DatabaseNames.TryFind(text, out DatabaseName? name)
            ? name.Kind : inputData;
}
