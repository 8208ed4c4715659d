using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace DataMigrator.PowerShell.Output;

/// <summary>A row of a query or a table. Its columns are properties of the object; rows compare by their values, column by
/// column. (Two of PowerShell's own custom objects are equal to Sort-Object and Compare-Object, whatever they hold.)</summary>
[SuppressMessage("Design", "CA1036:Override methods on comparable types", Justification = "PowerShell's operators ask IComparable.")]
public sealed class DbRow : IComparable, IEquatable<DbRow>
{
    private readonly string[] _names;
    private readonly IReadOnlyList<object?> _values;

    private DbRow(string[] names, IReadOnlyList<object?> values) => (_names, _values) = (names, values);

    /// <summary>The row as PowerShell sees it, with a property for each column.</summary>
    internal static PSObject Of(string[] names, IReadOnlyList<object?> values)
    {
        var row = new PSObject(new DbRow(names, values));
        for (int i = 0; i < names.Length; i++)
        {
            row.Properties.Add(new PSNoteProperty(names[i], values[i]));
        }

        return row;
    }

    /// <summary>Compares the values in the order of the columns, NULL first, texts by their characters.</summary>
    public int CompareTo(object? obj)
    {
        if ((obj is PSObject wrapped ? wrapped.BaseObject : obj) is not DbRow other)
        {
            return 1;
        }

        for (int i = 0; i < Math.Min(_values.Count, other._values.Count); i++)
        {
            if (ValueOrder.Compare(_values[i], other._values[i]) is var order and not 0)
            {
                return order;
            }
        }

        return _values.Count.CompareTo(other._values.Count);
    }

    /// <summary>Whether both hold the same values.</summary>
    public bool Equals(DbRow? other) => CompareTo(other) == 0;

    /// <summary>Whether both are rows that hold the same values.</summary>
    public override bool Equals(object? obj) => CompareTo(obj) == 0;

    /// <summary>A hash of the values.</summary>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (object? value in _values)
        {
            hash.Add(value is byte[] bytes ? bytes.Length : value?.GetHashCode() ?? 0);
        }

        return hash.ToHashCode();
    }

    /// <summary>The columns and values, as PowerShell writes a custom object: <c>@{id=1; name=Ann}</c>.</summary>
    public override string ToString() => "@{" + string.Join("; ", _names.Zip(_values, (name, value) => name + "=" + ValueOrder.Text(value))) + "}";
}
