using System.Text;
using DataMigrator.Catalog;
using DataMigrator.Databases.MySql.Connection;
using DataMigrator.Values;

namespace DataMigrator.Databases.MySql.Rows;

/// <summary>Finds values that the server would change without an error or a warning, before they are sent.</summary>
internal sealed class MySqlWriteGuards
{
    private readonly List<(int Column, Func<ColumnVector, int, DatabaseFault?> Check)> _checks = [];

    public MySqlWriteGuards(MySqlWriteColumn[] columns, DatabaseKind kind)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            CatalogColumn column = columns[i].Column;
            if (!column.Nullable)
            {
                // A NULL turns into a number in an AUTO_INCREMENT column and into the time of day in a TIMESTAMP.
                _checks.Add((i, (v, row) => v.IsNull(row)
                    ? Fault("1048", "23000", column, "cannot be null")
                    : null));
            }

            if (columns[i].IsYear)
            {
                // 1 to 99 are taken for 1970 to 2069.
                _checks.Add((i, (v, row) => v.HasValue(row) && v.GetFixed(row) is not (0 or (>= 1901 and <= 2155))
                    ? Fault("1264", "22003", column, $"holds the years 0 and 1901 to 2155, not {v.GetFixed(row)}")
                    : null));
            }

            if (columns[i].Kind is WireKind.Float32 or WireKind.Float64 && column.Type.Scale is { } digits)
            {
                _checks.Add((i, (v, row) => v.HasValue(row) ? CheckRounding(v, row, column, digits) : null));
            }

            if (column.Type.BaseName == "set")
            {
                var labels = column.Type.Labels.Select((label, n) => (label, n)).ToDictionary(l => l.label, l => l.n);
                _checks.Add((i, (v, row) => v.HasValue(row) ? CheckSet(v, row, column, labels) : null));
            }

            if (columns[i].Kind == WireKind.Json && kind == DatabaseKind.MySql)
            {
                _checks.Add((i, (v, row) => v.HasValue(row) && JsonNumbers.FindInexact(v.GetBytes(row)) is { } number
                    ? Fault("json_number", null, column, $"can't hold the number {number}: MySQL's JSON rounds it")
                    : null));
            }

            if (columns[i].Kind == WireKind.Geometry)
            {
                _checks.Add((i, (v, row) => v.HasValue(row) && !Wkb.IsPlainLittleEndian(v.GetBytes(row))
                    ? Fault("1416", "22003", column, "takes little-endian WKB of two dimensions only")
                    : null));
            }
        }
    }

    /// <exception cref="MySqlFaultException">A row of the range would not arrive as it is.</exception>
    public void Check(RowBatch batch, int start, int count)
    {
        foreach ((int column, Func<ColumnVector, int, DatabaseFault?> check) in _checks)
        {
            ColumnVector vector = batch.Columns[column];
            for (int row = start; row < start + count; row++)
            {
                if (check(vector, row) is { } fault && !batch.IsRejected(row))
                {
                    throw new MySqlFaultException(fault);
                }
            }
        }
    }

    private static DatabaseFault Fault(string code, string? sqlState, CatalogColumn column, string what) =>
        new(FaultKind.Row, code, sqlState, $"Column '{column.Name}' {what}", column.Name);

    /// <summary>FLOAT(m,d) and DOUBLE(m,d) round to d digits in silence, by this formula (truncate_double in the servers'
    /// sources): a value that it changes, if only in its last bit, does not arrive.</summary>
    private static DatabaseFault? CheckRounding(ColumnVector vector, int row, CatalogColumn column, int digits)
    {
        bool isSingle = vector.Type.Kind == WireKind.Float32;
        double value = isSingle
            ? BitConverter.Int32BitsToSingle((int)vector.GetFixed(row))
            : BitConverter.Int64BitsToDouble(vector.GetFixed(row));
        double unit = Math.Pow(10, digits);
        double floor = Math.Floor(value);
        double stored = floor + (Math.Round((value - floor) * unit, MidpointRounding.ToEven) / unit);
        bool isExact = isSingle ? (float)stored == (float)value : stored == value;
        return isExact ? null : Fault("1265", "01000", column, $"rounds {value:R} to {stored:R}");
    }

    /// <summary>A SET takes unknown case, repeated and unordered labels, and numbers, and stores others than those.</summary>
    private static DatabaseFault? CheckSet(
        ColumnVector vector, int row, CatalogColumn column, Dictionary<string, int> labels)
    {
        string text = Encoding.UTF8.GetString(vector.GetBytes(row));
        if (text.Length == 0)
        {
            return null;
        }

        int last = -1;
        foreach (string label in text.Split(','))
        {
            if (!labels.TryGetValue(label, out int number) || number <= last)
            {
                return Fault("1265", "01000", column, $"is a set without '{label}' at that place of '{text}'");
            }

            last = number;
        }

        return null;
    }
}
