using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>Writes the CHECKs of a table: those of its types, of its domains, and its own.</summary>
internal sealed class CheckWriter(Translation translation)
{
    private readonly DomainRules _domains = new(translation);

    public IEnumerable<(string Sql, string? Comment)> Write(DdlTable table)
    {
        foreach (DdlColumn column in table.Columns.Where(c => c.Choice.Check is not null))
        {
            yield return ("CHECK (" + string.Format(column.Choice.Check!, translation.Quote(column.Name)) + ")", null);
        }

        foreach (DdlColumn column in table.Columns)
        {
            foreach (string check in _domains.Checks(table, column))
            {
                yield return ("CHECK (" + check + ")", "of the domain " + column.Source.Type.Declared);
            }
        }

        string scope = translation.Target == DatabaseKind.MySql ? "check" : "constraint:" + table.Name;
        foreach (CatalogCheck check in table.Source.Checks)
        {
            string? sql = null;
            try
            {
                if (!IsJsonTest(check, table))
                {
                    MySqlConditions.Refuse(translation, table, check.Expression, stored: false);
                    sql = translation.Expression(check.Expression, table, true, translation.Source != translation.Target).Sql;
                }
            }
            catch (UntranslatableException e)
            {
                translation.Warn("check", table.Source.Name + (check.Name is null ? "" : "." + check.Name),
                    $"CHECK ({check.Expression}) is left out: {e.Message}");
            }

            if (sql is not null)
            {
                string name = check.Name is null ? ""
                    : "CONSTRAINT " + translation.Quote(translation.Names.Claim(scope, check.Name, table.Name, false)) + " ";
                yield return (name + "CHECK (" + sql + ")", null);
            }
        }
    }

    /// <summary>MariaDB's json_valid over a column whose type is JSON in the target.</summary>
    private bool IsJsonTest(CatalogCheck check, DdlTable table) => translation.Source != translation.Target
        && check.Expression.StartsWith("json_valid(", StringComparison.OrdinalIgnoreCase)
        && table.Columns.Any(c => c.Choice.Kind == SqlType.Json
            && check.Expression.Contains(c.Source.Name, StringComparison.OrdinalIgnoreCase));
}
