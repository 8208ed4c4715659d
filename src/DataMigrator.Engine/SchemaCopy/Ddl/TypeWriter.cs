using DataMigrator.Catalog;
using DataMigrator.Sql.Text;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>Writes what tables need before them where databases have types of their own: schemas, extensions, enum types, domains.</summary>
internal sealed class TypeWriter(Translation translation, List<SchemaStatement> statements)
{
    public void Write()
    {
        if (!translation.To.Semantics.HasOwnTypes)
        {
            return;
        }

        IReadOnlyList<CatalogExtension> extensions = [.. translation.Source == translation.Target ? translation.Catalog.Extensions.Where(IsNeeded) : []];
        IEnumerable<string> schemas = translation.Tables.Values.Select(t => t.Name.Schema)
            .Concat(translation.Catalog.Views.Select(v => translation.Names.Table(v.Name).Schema)).Concat(extensions.Select(e => e.Schema))
            .Concat(translation.Source == translation.Target
                ? UsedEnums().Select(e => e.Name.Schema).Concat(UsedDomains().Select(d => d.Name.Schema)) : [])
            .OfType<string>().Where(s => s != TableName.DefaultSchema);
        foreach (string schema in schemas.Distinct().Order(StringComparer.Ordinal))
        {
            Add(SchemaObjectKind.Schema, schema, null, "CREATE SCHEMA IF NOT EXISTS " + translation.Quote(schema));
        }

        if (translation.Source == translation.Target)
        {
            Own(extensions);
        }

        var made = new HashSet<TableName>();
        foreach (DdlTable table in translation.Tables.Values)
        {
            foreach (DdlColumn column in table.Columns.Where(c => c.EnumType is not null && made.Add(c.EnumType)))
            {
                Add(SchemaObjectKind.Type, column.EnumType!.Name, table.Name, Enum(column.EnumType, column.Source.Type.Labels));
            }
        }
    }

    /// <summary>Of chosen tables, what they need; else what anything needs.</summary>
    private bool IsNeeded(CatalogExtension extension) => translation.Options.Tables is null || extension.Tables.Any(translation.Tables.ContainsKey);

    private void Own(IReadOnlyList<CatalogExtension> extensions)
    {
        foreach (CatalogExtension extension in extensions)
        {
            Add(SchemaObjectKind.Extension, extension.Name, null, "CREATE EXTENSION IF NOT EXISTS " + translation.Quote(extension.Name)
                + (extension.Schema == TableName.DefaultSchema ? "" : " WITH SCHEMA " + translation.Quote(extension.Schema)));
            translation.Warn("extension", extension.Name, "the target needs this extension");
        }

        foreach (CatalogEnum type in UsedEnums())
        {
            Add(SchemaObjectKind.Type, type.Name.ToString(), null, Enum(type.Name, type.Labels));
        }

        foreach (CatalogDomain domain in UsedDomains())
        {
            string sql = $"CREATE DOMAIN {translation.Quote(domain.Name)} AS {domain.BaseType}"
                + Kept(domain, domain.Default, "DEFAULT ")
                + (domain.NotNull ? " NOT NULL" : "")
                + string.Concat(domain.Checks.Select(c => Kept(domain, "CHECK (" + c.Expression + ")",
                    c.Name is null ? "" : "CONSTRAINT " + translation.Quote(c.Name) + " ")));
            statements.AddRange(translation.Routines.Take());
            Add(SchemaObjectKind.Type, domain.Name.ToString(), null, sql);
        }
    }

    /// <summary>A clause of a domain with what it calls, or nothing.</summary>
    private string Kept(CatalogDomain domain, string? clause, string before)
    {
        try
        {
            translation.Routines.Require(clause ?? "");
            return clause is null ? "" : " " + before + clause;
        }
        catch (UntranslatableException e)
        {
            translation.Warn("type", domain.Name.ToString(), $"{clause} is left out: {e.Message}");
            return "";
        }
    }

    /// <summary>All of them: a domain or a view may use one that no column names.</summary>
    private IReadOnlyList<CatalogEnum> UsedEnums() => translation.Catalog.Enums;

    private IReadOnlyList<CatalogDomain> UsedDomains() => translation.Catalog.Domains;

    private string Enum(TableName name, IReadOnlyList<string> labels) =>
        $"CREATE TYPE {translation.Quote(name)} AS ENUM ("
        + string.Join(", ", labels.Select(l => translation.To.Text(l))) + ")";

    private void Add(SchemaObjectKind kind, string name, TableName? table, string sql) =>
        statements.Add(new SchemaStatement(kind, name, table, sql));
}
