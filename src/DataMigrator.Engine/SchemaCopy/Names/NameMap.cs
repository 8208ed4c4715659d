using DataMigrator.Catalog;
using DataMigrator.Sql;

namespace DataMigrator.SchemaCopy.Names;

/// <summary>The target's names: case kept, over-long ones shortened with a hash, schemas put before the name where the
/// target has none, no two names merged.</summary>
internal sealed class NameMap
{
    private readonly NameRules _rules;
    private readonly Dictionary<TableName, TableName> _tables = [];
    private readonly Dictionary<TableName, Dictionary<string, string>> _columns = [];
    private readonly Dictionary<string, HashSet<string>> _taken = new(StringComparer.Ordinal);
    private readonly List<string> _clashes = [];

    /// <summary>Maps tables, views and columns.</summary>
    /// <param name="source">What is translated; names are found among its tables and views.</param>
    /// <param name="rules">The target's rules of names.</param>
    /// <param name="keepsTableCase">Where it depends on the server: it tells <c>A</c> from <c>a</c> in table names.</param>
    public NameMap(DatabaseCatalog source, NameRules rules, bool keepsTableCase)
    {
        _rules = rules;
        var byName = new Dictionary<string, TableName>(rules.TableComparer(keepsTableCase));
        IEnumerable<TableName> all = source.Tables.Select(t => t.Name).Concat(source.Views.Select(v => v.Name));
        foreach (TableName name in all)
        {
            TableName mapped = MapTable(name);
            string key = mapped.Schema + "." + mapped.Name;
            if (!byName.TryAdd(key, name))
            {
                TableName other = byName[key];
                if (mapped.Name == name.Name && _tables[other].Name == other.Name)
                {
                    _clashes.Add($"'{other}' and '{name}'");
                }

                mapped = mapped with { Name = Shorten(name + "_" + NameRules.Hash(name.ToString())) };
            }

            _tables[name] = mapped;
            Take(RelationScope(mapped), mapped.Name);
        }

        foreach (CatalogTable table in source.Tables)
        {
            _columns[table.Name] = MapColumns(table);
        }
    }

    /// <summary>Pairs of names that the target can't tell apart.</summary>
    public IReadOnlyList<string> Clashes => _clashes;

    /// <summary>Names that had to change, for warnings: kind, old, new.</summary>
    public List<(string Kind, string Old, string New)> Changed { get; } = [];

    public TableName Table(TableName name) => _tables[name];

    public bool Has(TableName name) => _tables.ContainsKey(name);

    public string Column(TableName table, string column) => _columns[table][column];

    /// <summary>A name that is not taken in its scope: the wanted one where it is free, else with the table's before it.</summary>
    /// <param name="scope">Where names must differ.</param>
    /// <param name="wanted">The source's name.</param>
    /// <param name="table">The target's table.</param>
    /// <param name="ambiguous">The wanted name occurs more than once in the source.</param>
    public string Claim(string scope, string wanted, TableName table, bool ambiguous)
    {
        string name = Shorten(ambiguous ? table.Name + "_" + wanted : wanted);
        for (int i = 2; !Take(scope, name); i++)
        {
            name = Shorten(i == 2 && !ambiguous ? table.Name + "_" + wanted : $"{table.Name}_{wanted}_{i}");
        }

        return name;
    }

    /// <summary>Where tables, and in PostgreSQL and SQLite also indexes and enum types, must have different names.</summary>
    public string RelationScope(TableName table) =>
        "relation:" + (_rules.HasSchemas ? table.Schema ?? TableName.DefaultSchema : "");

    /// <summary>Shortened to what the target takes, with eight digits of a hash of the whole.</summary>
    public string Shorten(string name) => _rules.Shorten(name);

    private bool Take(string scope, string name)
    {
        if (!_taken.TryGetValue(scope, out HashSet<string>? names))
        {
            names = new HashSet<string>(_rules.Comparer);
            _taken.Add(scope, names);
        }

        return names.Add(name);
    }

    private TableName MapTable(TableName name)
    {
        if (_rules.HasSchemas)
        {
            return new TableName(name.Schema ?? TableName.DefaultSchema, Changing("table", name.Name, Shorten(name.Name)));
        }

        bool prefix = name.Schema is not (null or TableName.DefaultSchema);
        string full = prefix ? name.Schema + "_" + name.Name : name.Name;
        return new TableName(null, Changing("table", name.Name, Shorten(full)));
    }

    private Dictionary<string, string> MapColumns(CatalogTable table)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new Dictionary<string, string>(_rules.Comparer);
        foreach (CatalogColumn column in table.Columns)
        {
            string name = Changing("column", column.Name, Shorten(column.Name));
            if (!taken.TryAdd(name, column.Name))
            {
                _clashes.Add($"the columns '{taken[name]}' and '{column.Name}' of '{table.Name}'");
            }

            columns[column.Name] = name;
        }

        return columns;
    }

    private string Changing(string kind, string old, string now)
    {
        if (old != now)
        {
            Changed.Add((kind, old, now));
        }

        return now;
    }
}
