using System.Data.Common;
using DataMigrator.Databases;

namespace DataMigrator.Exploration;

/// <summary>Reads the values of a query: as texts, or as objects where .NET has a type that holds them exactly.</summary>
/// <param name="cells">How the database's values are read.</param>
/// <param name="typed">As objects.</param>
/// <param name="limit">The most characters of a text, or bytes of an array; a longer value becomes a text that is cut.</param>
internal sealed class CellReader(QueryCells cells, bool typed, int limit)
{
    /// <summary>How many values were cut.</summary>
    public int Shortened { get; private set; }

    public object? Read(DbDataReader reader, int column, CancellationToken cancellationToken) =>
        reader.IsDBNull(column) ? null
        : !typed ? Shorten(cells.Text(reader, column, limit, cancellationToken))
        : cells.Value(reader, column) switch
        {
            string text => Shorten(CellBeginning.Of(text)),
            byte[] bytes when bytes.Length > limit => Shorten(CellBeginning.OfBytes(bytes, bytes.Length, limit)),
            object value => value,
        };

    public static string Mark(long size, string unit) => $"… ({size} {unit})";

    public static string OverMark(long size, string unit) => $"… (over {size} {unit})";

    private string Shorten(CellBeginning cell)
    {
        string text = cell.Text;
        if (text.Length <= limit)
        {
            return text;
        }

        Shortened++;
        int cut = char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return text[..cut] + Mark(cell.Length, "characters");
    }
}
