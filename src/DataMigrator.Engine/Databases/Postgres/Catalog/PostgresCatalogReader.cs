using System.Data.Common;
using DataMigrator.Catalog;
using DataMigrator.Databases.Postgres.Sql;
using Npgsql;

namespace DataMigrator.Databases.Postgres.Catalog;

/// <summary>Reads the catalogue in a fixed number of queries and puts it together by OID.</summary>
internal sealed class PostgresCatalogReader(DatabaseSession session)
{
    private readonly int _version = ((NpgsqlConnection)session.Connection).PostgreSqlVersion.Major;
    private readonly Dictionary<long, TableBuilder> _tables = [];
    private readonly List<LeftOut> _leftOut = [];

    public async Task<DatabaseCatalog> ReadAsync(CatalogDetail detail, CancellationToken cancellationToken)
    {
        // Names are printed with their schema unless it is public, whatever the role's search_path.
        string path = (await session.QueryAsync("SELECT pg_catalog.current_setting('search_path')", r => r.GetString(0),
            cancellationToken).ConfigureAwait(false))[0];
        await SetSearchPathAsync(TableName.DefaultSchema, cancellationToken).ConfigureAwait(false);
        DatabaseCatalog catalog = await ReadAllAsync(new CatalogSql(_version), detail, cancellationToken).ConfigureAwait(false);
        await SetSearchPathAsync(path, cancellationToken).ConfigureAwait(false);
        return catalog;
    }

    private async Task<DatabaseCatalog> ReadAllAsync(CatalogSql sql, CatalogDetail detail, CancellationToken cancellationToken)
    {
        TypeCatalog types = await TypeCatalog.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        await session.QueryAsync(CatalogSql.Tables, AddTable, cancellationToken).ConfigureAwait(false);
        await session.QueryAsync(CatalogSql.PartitionEstimates, AddEstimate, cancellationToken).ConfigureAwait(false);
        Dictionary<(long, int), SequenceUse> sequences = await ReadSequencesAsync(cancellationToken).ConfigureAwait(false);
        await session.QueryAsync(sql.Columns, r => AddColumn(r, types, sequences), cancellationToken).ConfigureAwait(false);
        await session.QueryAsync(sql.Constraints, r => With(r, (t, row) => t.AddConstraint(row)), cancellationToken)
            .ConfigureAwait(false);
        await session.QueryAsync(sql.Indexes, r => With(r, (t, row) => t.AddIndex(row)), cancellationToken)
            .ConfigureAwait(false);
        var catalog = new DatabaseCatalog
        {
            Kind = session.Kind,
            Database = session.Connection.Database,
            ServerVersion = session.ServerVersion,
            Tables =
            [
                .. _tables.Values.Select(t => t.Build())
                    .OrderBy(t => t.Name.Schema, StringComparer.Ordinal).ThenBy(t => t.Name.Name, StringComparer.Ordinal),
            ],
            Triggers = await session.QueryAsync(CatalogSql.Triggers, TriggerReader.Read, cancellationToken).ConfigureAwait(false),
            LeftOut = _leftOut,
        };
        return detail is CatalogDetail.Tables
            ? catalog
            : await AddEverythingAsync(catalog, types, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DatabaseCatalog> AddEverythingAsync(DatabaseCatalog catalog, TypeCatalog types,
        CancellationToken cancellationToken)
    {
        List<(long View, TableName Table)> uses = await session.QueryAsync(CatalogSql.ViewDependencies,
            r => (r.GetInt64(0), new TableName(r.GetString(1), r.GetString(2))), cancellationToken).ConfigureAwait(false);
        ILookup<long, TableName> usedBy = uses.ToLookup(u => u.View, u => u.Table);
        return catalog with
        {
            Enums = types.Enums,
            Domains = types.Domains,
            Views = await session.QueryAsync(CatalogSql.Views, r => ReadView(r, usedBy), cancellationToken).ConfigureAwait(false),
            Routines = await session.QueryAsync(CatalogSql.Routines, ReadRoutine, cancellationToken).ConfigureAwait(false),
            Extensions = await ReadExtensionsAsync(cancellationToken).ConfigureAwait(false),
            LeftOut =
            [
                .. catalog.LeftOut,
                .. await session.QueryAsync(new UnreadSql(_version).Query, ReadLeftOut, cancellationToken).ConfigureAwait(false),
            ],
        };
    }

    private async Task<IReadOnlyList<CatalogExtension>> ReadExtensionsAsync(CancellationToken cancellationToken)
    {
        List<(string Name, string Schema, TableName? Table)> uses = await session.QueryAsync(CatalogSql.Extensions, r => (r.GetString(0), r.GetString(1),
            r.IsDBNull(3) ? null : new TableName(r.GetString(2), r.GetString(3))), cancellationToken).ConfigureAwait(false);
        return [.. uses.GroupBy(u => (u.Name, u.Schema)).Select(g => new CatalogExtension(g.Key.Name, g.Key.Schema, [.. g.Select(u => u.Table).OfType<TableName>()]))];
    }

    private static LeftOut ReadLeftOut(DbDataReader row)
    {
        var name = new TableName(row.Text(1), row.GetString(2));
        string beneath = row.GetString(3);
        return new LeftOut(row.GetString(0), beneath.Length == 0 ? name.ToString() : $"{name}.{beneath}", row.GetString(4))
        {
            Table = row.GetBoolean(5) ? name : null,
        };
    }

    private static CatalogRoutine ReadRoutine(DbDataReader row) =>
        new(new TableName(row.GetString(0), row.GetString(1)), row.GetBoolean(2), row.GetString(3))
        {
            Types = [.. (row.Texts(4) ?? []).Select(t => t.Split('\u001f')).Select(t => new TableName(t[0], t[1]))],
        };

    private static CatalogView ReadView(DbDataReader row, ILookup<long, TableName> usedBy) =>
        new(new TableName(row.GetString(1), row.GetString(2)), row.GetString(4).Trim().TrimEnd(';'), row.Texts(5) ?? [])
        {
            Materialized = row.GetBoolean(3),
            DependsOn = [.. usedBy[row.GetInt64(0)]],
            CheckOption = row.Texts(6)?.FirstOrDefault(o => o.StartsWith("check_option=", StringComparison.Ordinal))?["check_option=".Length..].ToUpperInvariant(),
            SecurityInvoker = IsOn(row, "security_invoker"),
            SecurityBarrier = IsOn(row, "security_barrier"),
        };

    private static bool IsOn(DbDataReader row, string option) =>
        row.Texts(6)?.Any(o => o == option + "=true" || o == option + "=on" || o == option + "=1" || o == option + "=yes") == true;

    private object? AddTable(DbDataReader row)
    {
        var name = new TableName(row.GetString(1), row.GetString(2));
        string kind = row.GetString(3);
        if (kind == "f")
        {
            _leftOut.Add(new LeftOut("table", name.ToString(), "a foreign table, whose rows are kept elsewhere") { Table = name });
            return null;
        }

        long estimate = row.GetInt64(4);
        _tables.Add(row.GetInt64(0), new TableBuilder(name, kind == "p", row.Text(6), row.Text(5))
        {
            RowEstimate = kind == "r" && estimate > 0 ? estimate : null,
        });
        return null;
    }

    private object? AddEstimate(DbDataReader row)
    {
        if (_tables.TryGetValue(row.GetInt64(0), out TableBuilder? table))
        {
            table.RowEstimate = row.GetInt64(1);
        }

        return null;
    }

    private async Task<Dictionary<(long, int), SequenceUse>> ReadSequencesAsync(CancellationToken cancellationToken)
    {
        var uses = new Dictionary<(long, int), SequenceUse>();
        await session.QueryAsync(CatalogSql.Sequences, r =>
        {
            (long, int) column = (r.GetInt64(0), r.GetInt32(1));
            string name = session.Dialect.Quote(new TableName(r.GetString(2), r.GetString(3)));
            SequenceUse use = uses.GetValueOrDefault(column) ?? new SequenceUse(null, null, null);
            uses[column] = r.GetString(4) == "n" ? use with { Called = name }
                : use with { Owned = name, Next = r.IsDBNull(5) ? null : r.GetInt64(5) };
            return name;
        }, cancellationToken).ConfigureAwait(false);
        return uses;
    }

    private object? AddColumn(DbDataReader row, TypeCatalog types, Dictionary<(long, int), SequenceUse> sequences)
    {
        if (!_tables.TryGetValue(row.GetInt64(0), out TableBuilder? table))
        {
            return null;
        }

        short number = row.GetInt16(1);
        bool generated = row.GetString(8).Length > 0;
        string? expression = row.Text(6);
        SequenceUse? sequence = sequences.GetValueOrDefault((row.GetInt64(0), number));
        IdentityKind identity = row.GetString(7) switch
        {
            "a" => IdentityKind.IdentityAlways,
            "d" => IdentityKind.IdentityByDefault,
            _ when sequence is { Owned: { } owned } && owned == sequence.Called => IdentityKind.Serial,
            _ => IdentityKind.None,
        };
        table.AddColumn(number, new CatalogColumn
        {
            Name = row.GetString(2),
            Type = types.Build(TypeRow.Read(row, 11), row.GetString(3), row.GetInt32(4)),
            Nullable = !row.GetBoolean(5),
            Default = generated ? null : expression,
            Generated = generated ? CheckText.Strip(expression!) : null,
            GeneratedStored = row.GetString(8) == "s",
            Identity = identity,
            NextValue = identity is IdentityKind.None ? null : sequence?.Next,
            Sequence = identity is IdentityKind.None ? sequence?.Called : sequence?.Owned,
            Collation = row.Text(9),
            Comment = row.Text(10),
        });
        return null;
    }

    private object? With(DbDataReader row, Action<TableBuilder, DbDataReader> add)
    {
        if (_tables.TryGetValue(row.GetInt64(0), out TableBuilder? table))
        {
            add(table, row);
        }

        return null;
    }

    private Task<int> SetSearchPathAsync(string path, CancellationToken cancellationToken) => session.ExecuteAsync(
        $"SELECT pg_catalog.set_config('search_path', {PostgresDialect.QuoteText(path)}, false)", cancellationToken);

    private sealed record SequenceUse(string? Owned, string? Called, long? Next);
}
