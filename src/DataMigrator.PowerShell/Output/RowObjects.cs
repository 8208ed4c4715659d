using System.Management.Automation;
using DataMigrator.Exploration;

namespace DataMigrator.PowerShell.Output;

/// <summary>Rows as objects with a property for each column.</summary>
internal static class RowObjects
{
    public static IEnumerable<PSObject> Of(QueryRows rows)
    {
        string[] names = Names(rows.Columns.Select(c => c.Name));
        return rows.Rows.Select(row => DbRow.Of(names, row));
    }

    /// <summary>The names as properties, which differ in more than capitals and have a name; columns need neither.</summary>
    public static string[] Names(IEnumerable<string> columns)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. columns.Select((column, i) =>
        {
            string name = column.Length > 0 ? column : $"Column{i + 1}";
            string free = name;
            for (int n = 2; !taken.Add(free); n++)
            {
                free = $"{name}_{n}";
            }

            return free;
        })];
    }
}
