using System.Text;
using DataMigrator.Databases;
using DataMigrator.Values;

namespace DataMigrator.Pipeline;

/// <summary>Key values as text for the checkpoint, and from there back to literals of a database.</summary>
internal static class KeyText
{
    /// <summary>The key of a row; null if a part of it is not regular.</summary>
    public static IReadOnlyList<string>? Of(IEnumerable<ColumnVector> key, int row)
    {
        var parts = new List<string>();
        foreach (ColumnVector vector in key)
        {
            if (!vector.HasValue(row))
            {
                return null;
            }

            parts.Add(TextForm.ToString(vector, row)!);
        }

        return parts;
    }

    /// <summary>The literals of a key's parts in a database's SQL.</summary>
    public static IReadOnlyList<string> Literals(Dialect dialect, IReadOnlyList<WireType> wires, IReadOnlyList<string> key)
    {
        var literals = new List<string>();
        for (int i = 0; i < wires.Count; i++)
        {
            var vector = new ColumnVector(wires[i]);
            bool parsed = true;
            if (wires[i].Kind == WireKind.Binary)
            {
                vector.AppendBytes(Convert.FromHexString(key[i]));
            }
            else
            {
                parsed = TextParse.TryAppend(Encoding.UTF8.GetBytes(key[i]), vector);
            }

            literals.Add(parsed ? dialect.Literal(vector, 0)
                : throw new MigrationException(ErrorCodes.CheckpointNotFound,
                    $"Reading the checkpoint: '{key[i]}' is no value of a key. The file was changed; start a new job."));
        }

        return literals;
    }
}
