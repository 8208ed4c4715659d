using System.Text;
using DataMigrator.Sql;

namespace DataMigrator.Databases.MySql.Sql;

/// <summary>Names of MySQL and MariaDB: 64 characters up to U+FFFF, none that ends in a blank; a schema is a database.</summary>
internal sealed class MySqlNames : NameRules
{
    private const int MostCharacters = 64;

    public override bool HasSchemas => false;

    public override StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    public override StringComparer TableComparer(bool serverTellsCase) =>
        serverTellsCase ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    public override string Shorten(string name)
    {
        // Nor does a name end in a blank of any kind (error 1103).
        name = WithoutSupplementary(name).TrimEnd(' ', '\t', '\n', '\v', '\f', '\r');
        name = name.Length > 0 ? name : "_";
        return name.Length <= MostCharacters ? name : name[..(MostCharacters - 9)] + "_" + Hash(name);
    }

    public override bool TryFindSchema(string? written, string database, out string? schema)
    {
        schema = null;
        return written is null || written == database;
    }

    private static string WithoutSupplementary(string name)
    {
        if (!name.Any(char.IsSurrogate))
        {
            return name;
        }

        var text = new StringBuilder();
        foreach (Rune rune in name.EnumerateRunes())
        {
            text.Append(rune.IsBmp ? rune.ToString() : $"U+{rune.Value:X}");
        }

        return text.ToString();
    }
}
