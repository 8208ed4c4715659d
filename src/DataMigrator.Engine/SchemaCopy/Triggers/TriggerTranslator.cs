using DataMigrator.Catalog;
using DataMigrator.SchemaCopy.Ddl;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;
using DataMigrator.Sql.Triggers;

namespace DataMigrator.SchemaCopy.Triggers;

/// <summary>Translates triggers: the source's body into the shared terms, and those into the target's form.</summary>
internal sealed class TriggerTranslator
{
    private readonly Translation _translation;
    private readonly TriggerWriter _writer;
    private readonly HashSet<string> _ambiguous;
    private readonly List<SchemaStatement> _statements = [];

    public TriggerTranslator(Translation translation)
    {
        _translation = translation;
        _writer = translation.To.TriggerWriter(translation.From, translation);
        _ambiguous = translation.Catalog.Triggers.GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<SchemaStatement> Write()
    {
        foreach (DdlTable table in _translation.Tables.Values.Where(t => t.Columns.Any(c => c.Source.OnUpdate is not null)))
        {
            _statements.AddRange(Statements(_writer.Write(OnUpdate(table)), table.Name));
        }

        foreach (CatalogTrigger trigger in _translation.Catalog.Triggers)
        {
            try
            {
                Translate(trigger);
            }
            catch (UntranslatableException e)
            {
                _translation.Skip("trigger", trigger.Table + "." + trigger.Name, e.Message, Text(trigger));
            }
        }

        return _statements;
    }

    private static string Text(CatalogTrigger trigger) => trigger.Function is null
        ? trigger.Definition : trigger.Definition + ";\n-- " + trigger.Function + "():\n" + trigger.Body;

    private void Translate(CatalogTrigger trigger)
    {
        TriggerTable table = FindTable(trigger.Table)
            ?? throw new UntranslatableException($"it is on {trigger.Table}, which is not among what was translated");
        if (_translation.Source == _translation.Target)
        {
            Keep(trigger, table);
            return;
        }

        if (!trigger.Enabled)
        {
            throw new UntranslatableException("it is disabled in the source, and a trigger of the target always fires");
        }

        if (!trigger.ForEachRow)
        {
            throw new UntranslatableException("it runs once a statement, not once a row");
        }

        IReadOnlyList<SqlStatement> body = SqlParser.ParseBody(_translation.From, trigger.Body);
        SqlExpr? when = trigger.When is null ? null : SqlParser.ParseExpression(_translation.From, trigger.When);
        var statements = new List<SchemaStatement>();
        foreach (string eventText in trigger.Events)
        {
            string[] parts = eventText.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
            List<string> columns = parts.Length == 3
                ? parts[2].Split(',').Select(c => c.Trim().Trim('"', '`', '[', ']')).ToList() : [];
            var plan = new TriggerPlan(trigger, table, trigger.Timing, parts[0], columns, when, body);
            plan = plan.Event != "TRUNCATE" ? _translation.From.ReadTrigger(plan) : throw new UntranslatableException("it runs on TRUNCATE");
            string suffix = trigger.Events.Count > 1 ? "_" + parts[0].ToLowerInvariant() : "";
            statements.AddRange(Statements(_writer.Write(plan, Claim(trigger.Name + suffix, table)), table.Name));
        }

        _statements.AddRange(statements);
    }

    private string Claim(string wanted, TriggerTable table)
    {
        string scope = _writer.NamesAreATables ? "trigger:" + table.Name : "trigger";
        return _translation.Names.Claim(scope, wanted, table.Name, !_writer.NamesAreATables && _ambiguous.Contains(wanted));
    }

    private static IEnumerable<SchemaStatement> Statements(IReadOnlyList<TriggerSql> written, TableName table) => written.Select(w =>
        new SchemaStatement(w.IsFunction ? SchemaObjectKind.Function : SchemaObjectKind.Trigger, w.Name, table, w.Sql));

    private static OnUpdatePlan OnUpdate(DdlTable table) => new(table.Source.Name, table.Name,
        [.. table.Columns.Where(c => c.Source.OnUpdate is not null)
            .Select(c => new OnUpdateColumn(c.Source.Name, c.Name, c.Choice.Kind, Defaults.Digits(c)))],
        [.. table.Columns.Where(c => !c.Source.IsGenerated).Select(c => c.Name)],
        [.. table.Columns.Select(c => c.Name)],
        table.Source.PrimaryKey is { } primary ? [.. table.Names(primary.Columns)] : []);

    /// <summary>Between equal databases the text stays; PostgreSQL's function comes with it.</summary>
    private void Keep(CatalogTrigger trigger, TriggerTable table)
    {
        if (trigger.Function is not null)
        {
            CatalogRoutine? function = _translation.Catalog.Routines.FirstOrDefault(r => r.Name.ToString() == trigger.Function
                || r.Name.Schema + "." + r.Name.Name == trigger.Function);
            bool builtIn = function is null && trigger.Definition.Contains("tsvector_update_trigger", StringComparison.Ordinal);
            if (function is null && !builtIn)
            {
                throw new UntranslatableException($"its function {trigger.Function} was not found");
            }

            _translation.Routines.Require(function is null ? [] : [function]);
        }

        _translation.RefuseLeftOut(trigger.Definition);
        _translation.RefuseLeftOut(trigger.Body);
        _translation.Routines.Require(trigger.Definition);
        _statements.AddRange(_translation.Routines.Take());
        _statements.Add(new SchemaStatement(SchemaObjectKind.Trigger, trigger.Name, table.Name,
            trigger.Definition.Trim().TrimEnd(';')));
        if (trigger.State != TriggerState.Origin)
        {
            string state = trigger.State switch
            {
                TriggerState.Always => "ENABLE ALWAYS",
                TriggerState.Replica => "ENABLE REPLICA",
                _ => "DISABLE",
            };
            _statements.Add(new SchemaStatement(SchemaObjectKind.TriggerState, trigger.Name, table.Name,
                $"ALTER TABLE {_translation.Quote(table.Name)} {state} TRIGGER {_translation.Quote(trigger.Name)}"));
        }
    }

    private TriggerTable? FindTable(TableName name)
    {
        if (_translation.Tables.TryGetValue(name, out DdlTable? table))
        {
            return new TriggerTable(name, table.Name, _translation.RelationOf(table), table.Source.PrimaryKey?.Columns ?? []);
        }

        return _translation.Find(name.Schema, name.Name) is { } view
            ? new TriggerTable(name, _translation.Names.Table(name), view, [])
            : null;
    }
}
