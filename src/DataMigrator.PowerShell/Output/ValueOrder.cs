using System.Management.Automation;

namespace DataMigrator.PowerShell.Output;

/// <summary>The order of values of any type, for objects that PowerShell sorts and compares.</summary>
internal static class ValueOrder
{
    /// <summary>NULL first, texts by their characters, bytes by their values. Values of two types compare as texts: those of one
    /// query may differ in type (SQLite).</summary>
    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string a, string b) => string.CompareOrdinal(a, b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        (IComparable a, _) when a.GetType() == right.GetType() => a.CompareTo(right),
        _ => string.CompareOrdinal(Text(left), Text(right)),
    };

    /// <summary>The value as a person reads it.</summary>
    public static string Text(object? value) => value is byte[] bytes ? Convert.ToHexStringLower(bytes)
        : LanguagePrimitives.ConvertTo<string>(value) ?? "";
}
