using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Language;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>The hashtable of parameters as the engine takes it: without PowerShell's wrapping.</summary>
internal static class SqlParameterValues
{
    /// <exception cref="MigrationException">INVALID_PARAMETER: a key is given twice.</exception>
    public static Dictionary<string, object?> Of(IDictionary given)
    {
        var values = new Dictionary<string, object?>();
        foreach (DictionaryEntry entry in given)
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            if (!values.TryAdd(name, Bare(entry.Value)))
            {
                throw new MigrationException(ErrorCodes.InvalidParameter, $"Reading -SqlParameter: '{name}' is given twice. Give it once.") { Target = name };
            }
        }

        return values;
    }

    private static object? Bare(object? value) =>
        ReferenceEquals(value, AutomationNull.Value) ? null
        : (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            DBNull or NullString => null,
            object bare => bare,
            null => null,
        };
}
