using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>Writes the CHECKs of a table: those of its types, of its domains, and its own.</summary>
internal sealed class CheckWriter(Translation translation)
{
    private readonly DomainRules _domains = new(translation);

    /// <summary>Checks that existing rows may be against: made after the load, as rows that are inserted are held to them.</summary>
    public List<SchemaStatement> AfterLoad { get; } = [];

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

        string scope = translation.To.Schema.ChecksShareNames ? "check" : "constraint:" + table.Name;
        foreach (CatalogCheck check in table.Source.Checks)
        {
            string? sql = null;
            try
            {
                if (!IsJsonTest(check, table))
                {
                    RefuseUnlessVouched(check);
                    ChangedColumns.Refuse(translation, table, check.Expression, stored: false);
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
                string? name = check.Name is null ? null : translation.Names.Claim(scope, check.Name, table.Name, false);
                string text = (name is null ? "" : "CONSTRAINT " + translation.Quote(name) + " ") + "CHECK (" + sql + ")"
                    + (check.NoInherit && translation.To.States.NoInherit ? " NO INHERIT" : "")
                    + (check.Enforced ? "" : " NOT ENFORCED");
                if (check.Validated)
                {
                    yield return (text, null);
                }
                else
                {
                    AfterLoad.Add(new SchemaStatement(SchemaObjectKind.Check, name ?? "", table.Name,
                        $"ALTER TABLE {translation.Quote(table.Name)} ADD {text} NOT VALID"));
                }
            }
        }
    }

    /// <summary>A check in another state than valid and enforced stays in it where the target has that state: rows that the source
    /// holds must not be set aside for a rule that it does not hold them to.</summary>
    private void RefuseUnlessVouched(CatalogCheck check)
    {
        if (!check.Enforced && !translation.To.States.NotEnforced)
        {
            throw new UntranslatableException("the source does not enforce it (NOT ENFORCED)");
        }

        if (!check.Validated && !translation.To.States.NotValid)
        {
            throw new UntranslatableException("the source holds rows that were never checked (NOT VALID)");
        }
    }

    /// <summary>MariaDB's json_valid over a column whose type is JSON in the target.</summary>
    private bool IsJsonTest(CatalogCheck check, DdlTable table) => translation.Source != translation.Target
        && table.Columns.Any(c => c.Choice.Kind == SqlType.Json
            && check.Expression.Equals($"json_valid({translation.From.Quote(c.Source.Name)})", StringComparison.OrdinalIgnoreCase));
}
