using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.SchemaCopy.Views;

/// <summary>Translates views, those first that others read.</summary>
internal sealed class ViewTranslator(Translation translation)
{
    private readonly List<SchemaStatement> _statements = [];

    public IReadOnlyList<SchemaStatement> Write()
    {
        var waiting = translation.Catalog.Views.ToList();
        var reasons = new Dictionary<TableName, string>();
        int before;
        do
        {
            before = waiting.Count;
            foreach (CatalogView view in waiting.ToList())
            {
                try
                {
                    Translate(view);
                    waiting.Remove(view);
                }
                catch (UntranslatableException e)
                {
                    reasons[view.Name] = e.Message;
                }
            }
        }
        while (waiting.Count < before);

        foreach (CatalogView view in waiting)
        {
            translation.Skip("view", view.Name.ToString(), reasons[view.Name], view.Definition);
        }

        return _statements;
    }

    private void Translate(CatalogView view)
    {
        TableName name = translation.Names.Table(view.Name);
        bool kept = translation.Source == translation.Target;
        RenderedQuery query = kept ? Kept(view) : Rendered(view);
        bool materialized = view.Materialized && kept;
        if (view.Materialized && !kept)
        {
            translation.Warn("view", view.Name.ToString(), "is a materialized view and becomes an ordinary one");
        }

        translation.AddView(view.Name, query.Columns);
        string columns = kept && translation.From.Schema.ViewsAreStatements && view.Columns.Count > 0
            ? " (" + translation.QuoteAll(view.Columns) + ")" : "";
        ViewOptions options = ViewOptions.Of(view, translation);
        _statements.Add(new SchemaStatement(SchemaObjectKind.View, name.ToString(), name,
            $"CREATE {(materialized ? "MATERIALIZED " : options.BeforeView)}VIEW {translation.Quote(name)}{columns}{options.BeforeAs} AS\n{query.Sql}{options.AtEnd}"));
    }

    /// <summary>Between equal databases the text stays, if all that it reads is there.</summary>
    private RenderedQuery Kept(CatalogView view)
    {
        string sql = view.Definition.Trim().TrimEnd(';');
        if (translation.From.Schema.ViewsAreStatements)
        {
            sql = AfterAs(sql);
        }

        foreach (TableName name in view.DependsOn.Concat(Mentioned(sql)))
        {
            if (translation.Find(name.Schema, name.Name) is null && name != view.Name)
            {
                throw new UntranslatableException($"it reads {name}, which is not among what was translated");
            }
        }

        translation.RefuseLeftOut(sql);
        translation.Routines.Require(sql);
        _statements.AddRange(translation.Routines.Take());
        var columns = view.Columns.Select(c => new RelationColumn(c, c, SqlType.Unknown)).ToList();
        return new RenderedQuery(sql, columns);
    }

    /// <summary>Views that the text names: what it reads must be made before it.</summary>
    private IEnumerable<TableName> Mentioned(string sql)
    {
        if (translation.Catalog.Views.Count == 0 || translation.From.Schema.ViewsKnowWhatTheyRead)
        {
            return [];
        }

        var words = SqlTokenizer.Tokenize(translation.From.Lexical, sql).Where(t => t.IsName).Select(t => t.Text)
            .ToHashSet(translation.From.Names.Comparer);
        return translation.Catalog.Views.Select(v => v.Name).Where(n => words.Contains(n.Name));
    }

    private string AfterAs(string sql)
    {
        Token mark = SqlTokenizer.Tokenize(translation.From.Lexical, sql).First(t => t.IsWord("AS"));
        return sql[mark.End..].Trim();
    }

    private RenderedQuery Rendered(CatalogView view)
    {
        SqlQuery query;
        IReadOnlyList<string> names = view.Columns;
        if (translation.From.Schema.ViewsAreStatements)
        {
            (query, IReadOnlyList<string> listed) = SqlParser.ParseCreateView(translation.From, view.Definition);
            names = names.Count > 0 ? names : listed;
        }
        else
        {
            query = SqlParser.ParseQuery(translation.From, view.Definition);
        }

        SqlWriter writer = translation.Writer();
        RenderedQuery rendered = writer.Query(query, null, names.Count > 0 ? names : null);
        translation.WarnOfNotes(writer, "view", view.Name.ToString());

        return rendered;
    }
}
