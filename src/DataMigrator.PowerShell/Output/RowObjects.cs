using System.Management.Automation;
using DataMigrator.Exploration;

namespace DataMigrator.PowerShell.Output;

/// <summary>Rows as objects with a property for each column.</summary>
internal static class RowObjects
{
    public static IEnumerable<PSObject> Of(QueryRows rows)
    {
        string[] names = Names(rows.Columns);
        foreach (IReadOnlyList<string?> row in rows.Rows)
        {
            var item = new PSObject(names.Length);
            for (int i = 0; i < names.Length; i++)
            {
                item.Properties.Add(new PSNoteProperty(names[i], row[i]));
            }

            yield return item;
        }
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
