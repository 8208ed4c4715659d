using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>What domains say of a column, for databases without domains.</summary>
internal sealed class DomainRules(Translation translation)
{
    /// <summary>The column's domain and those that it is made of, nothing where the target has domains too.</summary>
    public IEnumerable<CatalogDomain> Of(CatalogColumn column)
    {
        if (!translation.From.Semantics.HasOwnTypes || translation.To.Semantics.HasOwnTypes || column.Type.TypeClass != 'd')
        {
            yield break;
        }

        var left = translation.Catalog.Domains.ToList();
        string type = column.Type.Declared;
        while (left.FirstOrDefault(d => IsNamed(d, type)) is { } domain)
        {
            yield return domain;
            left.Remove(domain);
            type = domain.BaseType;
        }
    }

    /// <summary>The conditions on a column in the target's SQL; those that can't be kept are warned of.</summary>
    public IEnumerable<string> Checks(DdlTable table, DdlColumn column)
    {
        foreach (CatalogCheck check in Of(column.Source).SelectMany(d => d.Checks))
        {
            string? sql = null;
            try
            {
                SqlWriter writer = translation.Writer(deterministic: true);
                writer.Variables.Add(new RelationColumn("value", column.Name, column.Choice.Kind));
                sql = writer.Condition(SqlParser.ParseExpression(translation.From, check.Expression), translation.Scope(table));
                translation.WarnOfNotes(writer, "check", table.Source.Name + "." + column.Source.Name);
            }
            catch (UntranslatableException e)
            {
                translation.Warn("check", table.Source.Name + "." + column.Source.Name,
                    $"CHECK ({check.Expression}) of its domain is left out: {e.Message}");
            }

            if (sql is not null)
            {
                yield return sql;
            }
        }
    }

    private static bool IsNamed(CatalogDomain domain, string type)
    {
        string bare = type.Replace("\"", "", StringComparison.Ordinal);
        return bare == domain.Name.ToString() || bare == domain.Name.Schema + "." + domain.Name.Name
            || (bare == domain.Name.Name && domain.Name.Schema is null or TableName.DefaultSchema);
    }
}
