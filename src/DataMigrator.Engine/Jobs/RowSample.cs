using System.Globalization;
using DataMigrator.Databases;
using DataMigrator.Values;

namespace DataMigrator.Jobs;

/// <summary>A few rows of each table instead of all: the first in the order of the key and, where the key is one whole number and
/// both ends of its index are cheap to reach, half of them the last.</summary>
/// <param name="Rows">The most rows of a table.</param>
internal sealed record RowSample(int Rows)
{
    /// <summary>The request for the sample. Rows at both ends are asked for by their keys: with a range for each end, some
    /// optimizers read the whole table.</summary>
    public async Task<ReadRequest> OfAsync(DatabaseSession source, ReadRequest request, CancellationToken cancellationToken)
    {
        ReadRequest first = request with { Limit = Rows };
        if (Rows < 2 || request.OrderBy is not [{ Column.Type.Wire.Kind: WireKind.Integer or WireKind.Unsigned } key])
        {
            return first;
        }

        string column = "t." + source.Dialect.Quote(key.Column.Name);
        string select = $"SELECT {column} FROM {source.Dialect.From(request.Table)} AS t ORDER BY {column}";
        List<string?> keys =
        [
            .. await source.QueryAsync(source.Dialect.Limit(select, (Rows + 1) / 2), r => Number(r.GetValue(0)), cancellationToken).ConfigureAwait(false),
            .. await source.QueryAsync(source.Dialect.Limit(select + " DESC", Rows / 2), r => Number(r.GetValue(0)), cancellationToken).ConfigureAwait(false),
        ];

        // SQLite may hold a text or NULL there.
        return keys.Count == 0 || keys.Contains(null) ? first
            : request with { Where = $"{column} IN ({string.Join(", ", keys.Distinct())})" };
    }

    private static string? Number(object value) => value is sbyte or byte or short or ushort or int or uint or long or ulong
        ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
}
