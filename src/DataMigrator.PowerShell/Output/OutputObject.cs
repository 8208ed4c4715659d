using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Reflection;

namespace DataMigrator.PowerShell.Output;

/// <summary>What a cmdlet returns. Such objects compare by what they are called, then property by property: without that,
/// Sort-Object -Unique and Compare-Object take two for one where both are called the same.</summary>
[SuppressMessage("Design", "CA1036:Override methods on comparable types", Justification = "PowerShell's operators ask IComparable.")]
public abstract class OutputObject : IComparable, IEquatable<OutputObject>
{
    private protected OutputObject()
    {
    }

    /// <summary>Compares by the name, then by each property.</summary>
    public int CompareTo(object? obj)
    {
        if ((obj is PSObject wrapped ? wrapped.BaseObject : obj) is not OutputObject other || other.GetType() != GetType())
        {
            return 1;
        }

        int order = string.Compare(ToString(), other.ToString(), StringComparison.InvariantCultureIgnoreCase);
        foreach (PropertyInfo property in order == 0 ? GetType().GetProperties() : [])
        {
            order = ValueOrder.Compare(property.GetValue(this), property.GetValue(other));
            if (order != 0)
            {
                break;
            }
        }

        return order;
    }

    /// <summary>Whether both say the same.</summary>
    public bool Equals(OutputObject? other) => CompareTo(other) == 0;

    /// <summary>Whether both are of one type and say the same.</summary>
    public override bool Equals(object? obj) => CompareTo(obj) == 0;

    /// <summary>A hash of the name.</summary>
    public override int GetHashCode() => StringComparer.InvariantCultureIgnoreCase.GetHashCode(ToString()!);
}
