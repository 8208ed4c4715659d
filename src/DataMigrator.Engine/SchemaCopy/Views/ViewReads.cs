using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.SchemaCopy.Views;

/// <summary>Finds out what views read where the database's catalogue does not say: it keeps their text alone.</summary>
internal static class ViewReads
{
    public static DatabaseCatalog Fill(DatabaseCatalog catalog)
    {
        SqlLanguage language = DatabaseRegistry.Get(catalog.Kind).Dialect.Language;
        if (!language.Schema.ViewsAreStatements || catalog.Views.Count == 0)
        {
            return catalog;
        }

        var known = new Dictionary<string, TableName>(StringComparer.OrdinalIgnoreCase);
        foreach (TableName name in catalog.Tables.Select(t => t.Name).Concat(catalog.Views.Select(v => v.Name)))
        {
            known.TryAdd(name.Name, name);
        }

        return catalog with
        {
            Views = [.. catalog.Views.Select(v => v with
            {
                DependsOn = [.. Names(language, v.Definition).Select(n => known.GetValueOrDefault(n)).OfType<TableName>()
                    .Where(n => n != v.Name).Distinct()],
            })],
        };
    }

    private static IEnumerable<string> Names(SqlLanguage language, string definition)
    {
        try
        {
            return SqlWalk.Tables(SqlParser.ParseCreateView(language, definition).Query).Select(t => t.Name);
        }
        catch (UntranslatableException)
        {
            // A column of a table's name then counts as that table: the view may be left out without need, but it is never
            // made over a table that is not there.
            return SqlTokenizer.Tokenize(language.Lexical, definition).Where(t => t.IsName).Select(t => t.Text);
        }
    }
}
