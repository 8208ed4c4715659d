using DataMigrator.Catalog;
using DataMigrator.Sql.Text;

namespace DataMigrator.SchemaCopy.Routines;

/// <summary>Functions that views, triggers, defaults and the like need, between databases of one system. Where they can be, they are
/// copied with their text, those first that others need; elsewhere what calls one can't be kept.</summary>
internal sealed class RoutineCopies(Translation translation)
{
    private readonly ILookup<string, CatalogRoutine> _byName =
        translation.Catalog.Routines.ToLookup(r => r.Name.Name, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<CatalogRoutine, string?> _refused = [];
    private readonly HashSet<CatalogRoutine> _copied = [];
    private readonly List<SchemaStatement> _waiting = [];

    /// <summary>The tables are there already, so that a function may take their rows.</summary>
    public bool AfterTables { get; set; }

    public bool IsCopied(CatalogRoutine routine) => _copied.Contains(routine);

    /// <summary>What the SQL calls is made before it.</summary>
    /// <exception cref="UntranslatableException">It calls what can't be copied.</exception>
    public void Require(string sql)
    {
        if (_byName.Count == 0)
        {
            return;
        }

        IReadOnlyList<Token> tokens = SqlTokenizer.Tokenize(translation.From.Lexical, sql);
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].IsName && tokens[i + 1].IsSymbol("("))
            {
                Require(_byName[tokens[i].Text]);
            }
        }
    }

    /// <inheritdoc cref="Require(string)"/>
    public void Require(IEnumerable<CatalogRoutine> routines)
    {
        foreach (CatalogRoutine routine in routines)
        {
            if (Refused(routine, []) is { } reason)
            {
                throw new UntranslatableException($"it calls the function {routine.Name}, which is not copied: {reason}");
            }

            Add(routine);
        }
    }

    /// <summary>The statements that were not taken yet.</summary>
    public IReadOnlyList<SchemaStatement> Take()
    {
        SchemaStatement[] taken = [.. _waiting];
        _waiting.Clear();
        return taken;
    }

    private void Add(CatalogRoutine routine)
    {
        if (!_copied.Add(routine))
        {
            return;
        }

        foreach (CatalogRoutine needed in Needs(routine))
        {
            Add(needed);
        }

        if (routine.Name.Schema is { } schema && schema != TableName.DefaultSchema
            && translation.Tables.Values.All(t => t.Name.Schema != schema))
        {
            _waiting.Add(new SchemaStatement(SchemaObjectKind.Schema, schema, null,
                "CREATE SCHEMA IF NOT EXISTS " + translation.Quote(schema)));
        }

        // A body may name what is made only later. One of that name in the target stays as it is: then this is an error.
        string definition = routine.Definition.Trim().TrimEnd(';');
        const string Replacing = "CREATE OR REPLACE ";
        definition = definition.StartsWith(Replacing, StringComparison.Ordinal) ? "CREATE " + definition[Replacing.Length..] : definition;
        _waiting.Add(new SchemaStatement(SchemaObjectKind.Function, routine.Name.ToString(), null,
            "SET check_function_bodies = off;\n" + definition));
    }

    /// <summary>Why the routine, or one that it needs, is not copied; null where it is.</summary>
    private string? Refused(CatalogRoutine routine, HashSet<CatalogRoutine> asking)
    {
        if (_copied.Contains(routine) || !asking.Add(routine))
        {
            return null;
        }

        if (!_refused.TryGetValue(routine, out string? reason))
        {
            reason = !translation.From.Schema.CopiesFunctions ? "stored functions are not copied"
                : Language(routine.Definition) is { } language and not ("sql" or "plpgsql") ? $"its language is {language}"
                : IsParsed(routine.Definition) ? "its body is bound to what it names when it is made"
                : null;
            _refused.Add(routine, reason);
        }

        return reason ?? Type(routine) ?? Needs(routine).Select(r => Refused(r, asking) is { } inner ? $"{r.Name}: {inner}" : null)
            .FirstOrDefault(r => r is not null);
    }

    private string? Type(CatalogRoutine routine)
    {
        foreach (TableName type in routine.Types)
        {
            bool known = translation.Catalog.Enums.Any(e => e.Name == type) || translation.Catalog.Domains.Any(d => d.Name == type)
                || (AfterTables && translation.Tables.ContainsKey(type));
            if (!known)
            {
                return $"it takes or gives the type {type}, which is not there when it is made";
            }
        }

        return null;
    }

    /// <summary>Routines whose names stand anywhere in the text, bodies included: rather one too many.</summary>
    private HashSet<CatalogRoutine> Needs(CatalogRoutine routine)
    {
        var needs = new HashSet<CatalogRoutine>();
        Collect(routine.Definition, needs);
        needs.Remove(routine);
        return needs;
    }

    private void Collect(string sql, HashSet<CatalogRoutine> needs)
    {
        foreach (Token token in SqlTokenizer.Tokenize(translation.From.Lexical, sql))
        {
            if (token.IsName)
            {
                needs.UnionWith(_byName[token.Text]);
            }
            else if (token.Kind == TokenKind.Text && token.Text.Contains(' '))
            {
                Collect(token.Text, needs);
            }
        }
    }

    private string? Language(string definition)
    {
        IReadOnlyList<Token> tokens = SqlTokenizer.Tokenize(translation.From.Lexical, definition);
        int at = Enumerable.Range(0, tokens.Count - 1).FirstOrDefault(i => tokens[i].IsWord("LANGUAGE"), -1);
        return at < 0 ? null : tokens[at + 1].Text.ToLowerInvariant();
    }

    private bool IsParsed(string definition)
    {
        IReadOnlyList<Token> tokens = SqlTokenizer.Tokenize(translation.From.Lexical, definition);
        return Enumerable.Range(0, tokens.Count - 1).Any(i => (tokens[i].IsWord("BEGIN") && tokens[i + 1].IsWord("ATOMIC"))
            || (tokens[i].IsWord("RETURN") && !tokens[i + 1].IsSymbol(";")));
    }
}
