using System.Management.Automation;
using DataMigrator.Exploration;

namespace DataMigrator.PowerShell.Output;

/// <summary>Rows as objects with a property for each column.</summary>
internal static class RowObjects
{
    public static IEnumerable<PSObject> Of(QueryRows rows)
    {
        string[] names = Names(rows.Columns);
        return rows.Rows.Select(row => DbRow.Of(names, row));
    }

    // Properties differ in more than capitals and have a name; columns need neither.
    private static string[] Names(IReadOnlyList<ResultColumn> columns)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. columns.Select((column, i) =>
        {
            string name = column.Name.Length > 0 ? column.Name : $"Column{i + 1}";
            string free = name;
            for (int n = 2; !taken.Add(free); n++)
            {
                free = $"{name}_{n}";
            }

            return free;
        })];
    }
}
