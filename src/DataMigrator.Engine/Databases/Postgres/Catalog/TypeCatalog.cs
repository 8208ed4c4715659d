using System.Data.Common;
using DataMigrator.Catalog;
using DataMigrator.Databases.Postgres.Rows;
using Npgsql;

namespace DataMigrator.Databases.Postgres.Catalog;

/// <summary>A type as <c>pg_type</c> knows it; of an array also its element.</summary>
internal sealed record TypeRow(long Oid, string Schema, string Name, char Class, long? ElementOid, string? ElementSchema,
    string? ElementName, char? ElementClass)
{
    /// <summary>Reads the eight columns that begin at an ordinal.</summary>
    public static TypeRow Read(DbDataReader row, int at) => new(row.GetInt64(at), row.GetString(at + 1), row.GetString(at + 2),
        row.GetString(at + 3)[0], row.IsDBNull(at + 4) ? null : row.GetInt64(at + 4), row.Text(at + 5), row.Text(at + 6),
        row.Text(at + 7)?[0]);
}

/// <summary>Enums and domains by OID, and the types of columns that are built with them.</summary>
internal sealed class TypeCatalog
{
    private readonly Dictionary<long, IReadOnlyList<string>> _labels = [];
    private readonly Dictionary<long, DomainRow> _domains = [];
    private readonly int _moneyScale;
    private readonly bool _infiniteIntervals;

    private TypeCatalog(int moneyScale, bool infiniteIntervals)
    {
        _moneyScale = moneyScale;
        _infiniteIntervals = infiniteIntervals;
    }

    public List<CatalogEnum> Enums { get; } = [];

    public List<CatalogDomain> Domains { get; } = [];

    public static async Task<TypeCatalog> ReadAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        var types = new TypeCatalog(await MoneyScaleAsync(session, cancellationToken).ConfigureAwait(false),
            ((NpgsqlConnection)session.Connection).PostgreSqlVersion.Major >= 17);
        await session.QueryAsync(CatalogSql.Enums, types.AddEnum, cancellationToken).ConfigureAwait(false);
        List<(long Domain, CatalogCheck Check)> checks = await session.QueryAsync(CatalogSql.DomainChecks,
            r => (r.GetInt64(0), new CatalogCheck(r.GetString(1), CheckText.Condition(r.GetString(2)))), cancellationToken)
            .ConfigureAwait(false);
        ILookup<long, CatalogCheck> checksOf = checks.ToLookup(c => c.Domain, c => c.Check);
        await session.QueryAsync(CatalogSql.Domains, r => types.AddDomain(r, checksOf), cancellationToken).ConfigureAwait(false);
        return types;
    }

    /// <summary>A column's type.</summary>
    /// <param name="row">Its type in the catalogue.</param>
    /// <param name="declared">As the database prints it.</param>
    /// <param name="modifier">Its <c>atttypmod</c>, -1 for none.</param>
    public ColumnType Build(TypeRow row, string declared, int modifier)
    {
        string? domainBase = null;
        TypeRow bottom = row;
        while (bottom.Class == 'd' && _domains.TryGetValue(bottom.Oid, out DomainRow? domain))
        {
            (bottom, modifier, domainBase) = (domain.Base, domain.Modifier, domain.Declared);
        }

        bool array = bottom.ElementOid is not null;
        string physical = array ? bottom.ElementName! : bottom.Name;
        var type = new ColumnType
        {
            Declared = declared,
            BaseName = row.ElementOid is null
                ? Qualified(row.Schema, row.Name)
                : Qualified(row.ElementSchema!, row.ElementName!),
            TypeClass = row.ElementClass ?? row.Class,
            ArrayDimensions = row.ElementOid is null ? 0 : 1,
            DomainBase = domainBase,
            Labels = _labels.GetValueOrDefault(bottom.ElementOid ?? bottom.Oid, []),
            Length = TypeModifier.Length(physical, modifier),
            Precision = TypeModifier.Precision(physical, modifier),
            Scale = TypeModifier.Scale(physical, modifier),
            Srid = TypeModifier.Srid(physical, modifier),
        };
        return type with { Wire = PostgresWires.Natural(type, _moneyScale, _infiniteIntervals) };
    }

    /// <summary>A name with its schema, where that must be told.</summary>
    public static string Qualified(string schema, string name) =>
        schema is "pg_catalog" or TableName.DefaultSchema ? name : schema + "." + name;

    private object? AddEnum(DbDataReader row)
    {
        string[] labels = row.GetFieldValue<string[]>(3);
        _labels[row.GetInt64(0)] = labels;
        Enums.Add(new CatalogEnum(new TableName(row.GetString(1), row.GetString(2)), labels));
        return null;
    }

    private object? AddDomain(DbDataReader row, ILookup<long, CatalogCheck> checks)
    {
        long oid = row.GetInt64(0);
        _domains[oid] = new DomainRow(TypeRow.Read(row, 7), row.GetInt32(4), row.GetString(3));
        if (!row.GetBoolean(15))
        {
            Domains.Add(new CatalogDomain(new TableName(row.GetString(1), row.GetString(2)), row.GetString(3),
                row.GetBoolean(5), row.Text(6), [.. checks[oid]]));
        }

        return null;
    }

    // Sessions run with lc_monetary = C; the database's own says how many digits its values mean.
    private static async Task<int> MoneyScaleAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        long? scale = await session.ScalarAsync(
            "SET lc_monetary TO DEFAULT; SELECT pg_catalog.scale(0::pg_catalog.int8::pg_catalog.money::pg_catalog.numeric)",
            cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync("SET lc_monetary = 'C'", cancellationToken).ConfigureAwait(false);
        return (int)(scale ?? 2);
    }

    private sealed record DomainRow(TypeRow Base, int Modifier, string Declared);
}
