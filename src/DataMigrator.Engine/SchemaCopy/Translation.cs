using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.SchemaCopy.Data;
using DataMigrator.SchemaCopy.Ddl;
using DataMigrator.SchemaCopy.Names;
using DataMigrator.SchemaCopy.Routines;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.SchemaCopy;

/// <summary>What the parts of a translation share: the catalogue, the names, the chosen types, and what is to be said.</summary>
internal sealed class Translation : ITriggerContext
{
    private readonly Dictionary<TableName, Relation> _views = [];
    private readonly Dictionary<TableName, Relation> _tableRelations = [];
    private readonly Dictionary<string, TableName> _foldedNames;
    private readonly DatabaseCatalog _whole;
    private readonly HashSet<string> _leftOut;

    /// <param name="catalog">What is translated.</param>
    /// <param name="whole">The whole catalogue that it was chosen from.</param>
    /// <param name="target">The target.</param>
    /// <param name="options">What the translation was told.</param>
    public Translation(DatabaseCatalog catalog, DatabaseCatalog whole, DatabaseKind target, TranslationOptions options)
    {
        _whole = whole;
        Catalog = catalog;
        Target = target;
        Options = options;
        From = DatabaseRegistry.Get(catalog.Kind).Dialect.Language;
        To = DatabaseRegistry.Get(target).Dialect.Language;
        Names = new NameMap(catalog, To.Names, options.TargetKeepsTableCase);
        _foldedNames = new Dictionary<string, TableName>(From.Names.Comparer);
        Routines = new RoutineCopies(this);
        _leftOut = new HashSet<string>(whole.LeftOut.Select(l => l.Table).OfType<TableName>()
            .Where(t => whole.FindTable(t) is null && whole.Views.All(v => v.Name != t)).Select(t => t.Name), From.Names.Comparer);
        foreach (TableName name in catalog.Tables.Select(t => t.Name).Concat(catalog.Views.Select(v => v.Name)))
        {
            _foldedNames.TryAdd(Key(name.Schema, name.Name), name);
        }
    }

    public DatabaseCatalog Catalog { get; }

    public DatabaseKind Source => Catalog.Kind;

    public DatabaseKind Target { get; }

    /// <summary>The source's SQL.</summary>
    public SqlLanguage From { get; }

    /// <summary>The target's SQL.</summary>
    public SqlLanguage To { get; }

    public TranslationOptions Options { get; }

    public NameMap Names { get; }

    public RoutineCopies Routines { get; }

    public bool SameFamily => DatabaseNames.SameFamily(Source, Target);

    public bool ToMySql => DatabaseNames.SameFamily(Target, DatabaseKind.MySql);

    public Dictionary<TableName, DdlTable> Tables { get; } = [];

    public List<SchemaCopyWarning> Warnings { get; } = [];

    public List<SkippedObject> Skipped { get; } = [];

    /// <summary>The source has the table, chosen or not.</summary>
    public bool Exists(TableName table) => _whole.FindTable(table) is not null;

    public string Quote(string name) => To.Quote(name);

    public string Quote(TableName name) => To.Quote(name);

    public string QuoteAll(IEnumerable<string> names) => To.QuoteAll(names);

    public void Warn(string type, string name, string message) =>
        Warnings.Add(new SchemaCopyWarning(type, name, message));

    public string Claim(string scope, string wanted, TableName table) => Names.Claim(scope, wanted, table, ambiguous: false);

    public void Skip(string type, string name, string reason, string definition) =>
        Skipped.Add(new SkippedObject(type, name, reason, definition));

    public SqlWriter Writer(bool deterministic = false) => To.Writer(From, this, deterministic);

    /// <summary>Refuses a text that is kept as it is and names a table that is left out: it would fail whenever it runs.</summary>
    /// <exception cref="UntranslatableException">It names one.</exception>
    public void RefuseLeftOut(string sql)
    {
        if (_leftOut.Count > 0 && SqlTokenizer.Tokenize(From.Lexical, sql).FirstOrDefault(t => t.IsName && _leftOut.Contains(t.Text)) is { IsName: true } name)
        {
            throw new UntranslatableException($"it uses {name.Text}, which is left out");
        }
    }

    /// <summary>An expression over the columns of one table.</summary>
    /// <exception cref="UntranslatableException">The reason why it can't be.</exception>
    public SqlFragment Expression(string sql, DdlTable table, bool condition, bool deterministic, string? prefix = null)
    {
        if (Source == Target)
        {
            Routines.Require(sql);
            return new SqlFragment(sql, SqlType.Unknown, false);
        }

        SqlWriter writer = Writer(deterministic);
        SqlExpr expr = SqlParser.ParseExpression(From, sql);
        SqlScope scope = Scope(table, prefix);
        SqlFragment piece = condition ? writer.ConditionValue(expr, scope) : writer.Value(expr, scope);
        WarnOfNotes(writer, "table", table.Source.Name.ToString(), sql + ": ");
        return piece;
    }

    /// <summary>Warns of what is otherwise in the target in something that was rendered.</summary>
    public void WarnOfNotes(SqlWriter writer, string kind, string name, string what = "")
    {
        foreach (string note in writer.Notes.Where(n => !Warnings.Contains(new SchemaCopyWarning(kind, name, what + n))))
        {
            Warn(kind, name, what + note);
        }
    }

    public SqlScope Scope(DdlTable table, string? prefix = null)
    {
        var scope = new SqlScope(From.Names);
        scope.Entries.Add(new ScopeEntry(table.Source.Name.Name, prefix ?? "", RelationOf(table)));
        return scope;
    }

    public Relation RelationOf(DdlTable table)
    {
        if (!_tableRelations.TryGetValue(table.Source.Name, out Relation? relation))
        {
            var columns = table.Columns
                .Select(c => new RelationColumn(c.Source.Name, c.Name, c.Choice.Kind)
                {
                    Labels = c.Source.Type.Labels,
                    MindsCase = (c.Source.Collation ?? table.Source.Collation ?? "").Split('_')[^1] is "bin" or "cs" or "binary",
                })
                .ToList();
            var keys = new List<IReadOnlyList<string>>();
            if (table.Source.PrimaryKey is { PrefixLengths.Count: 0 } primary)
            {
                keys.Add(primary.Columns);
            }

            keys.AddRange(table.Source.UniqueKeys
                .Where(k => k.PrefixLengths.Count == 0 && k.Columns.All(c => !table.Column(c).Source.Nullable))
                .Select(k => k.Columns));
            relation = new Relation(Quote(table.Name), columns, keys)
            {
                PrimaryKey = table.Source.PrimaryKey?.Columns ?? [],
            };
            _tableRelations.Add(table.Source.Name, relation);
        }

        return relation;
    }

    public void AddView(TableName source, IReadOnlyList<RelationColumn> columns) =>
        _views[source] = new Relation(Quote(Names.Table(source)), columns, []);

    /// <summary>The source's own name of a table or view that its SQL mentions, or null.</summary>
    public TableName? Resolve(string? schema, string name)
    {
        return From.Names.TryFindSchema(schema, Catalog.Database, out string? found) ? _foldedNames.GetValueOrDefault(Key(found, name)) : null;
    }

    public Relation? Find(string? schema, string name)
    {
        if (Resolve(schema, name) is not { } found)
        {
            return null;
        }

        return Tables.TryGetValue(found, out DdlTable? table) ? RelationOf(table) : _views.GetValueOrDefault(found);
    }

    private static string Key(string? schema, string name) => schema + "\u0000" + name;

    public ColumnFacts? FactsOf(TableName table, string column) =>
        Options.Facts.TryGetValue(table, out IReadOnlyDictionary<string, ColumnFacts>? facts)
            ? facts.GetValueOrDefault(column)
            : null;
}
