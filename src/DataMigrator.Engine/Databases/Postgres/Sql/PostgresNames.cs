using System.Text;
using DataMigrator.Catalog;
using DataMigrator.Sql;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>PostgreSQL's names: 63 bytes, case-sensitive when quoted.</summary>
internal sealed class PostgresNames : NameRules
{
    private const int MostBytes = 63;

    public override bool HasSchemas => true;

    public override StringComparer Comparer => StringComparer.Ordinal;

    public override StringComparer TableComparer(bool serverTellsCase) => StringComparer.Ordinal;

    public override string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MostBytes)
        {
            return name;
        }

        // A low line and eight digits follow.
        var kept = new StringBuilder();
        int bytes = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MostBytes - 9)
            {
                break;
            }

            kept.Append(rune);
        }

        return kept + "_" + Hash(name);
    }

    public override bool TryFindSchema(string? written, string database, out string? schema)
    {
        schema = written ?? TableName.DefaultSchema;
        return true;
    }
}
