using System.Security.Cryptography;
using System.Text;

namespace DataMigrator.Sql;

/// <summary>What names may be in a database, and which of them are one.</summary>
internal abstract class NameRules
{
    /// <summary>Tables stand in schemas.</summary>
    public abstract bool HasSchemas { get; }

    /// <summary>How names of columns, indexes and constraints compare.</summary>
    public abstract StringComparer Comparer { get; }

    /// <summary>How names of tables compare.</summary>
    /// <param name="serverTellsCase">Where it depends on the server: this one tells <c>A</c> from <c>a</c>.</param>
    public abstract StringComparer TableComparer(bool serverTellsCase);

    /// <summary>A name that the database takes; one that is too long keeps its beginning and gets eight digits of a hash of
    /// the whole.</summary>
    public abstract string Shorten(string name);

    /// <summary>The schema, as the catalogue has it, that a table's name means in the database's own SQL; false where it
    /// means another database.</summary>
    /// <param name="written">What stands before the dot, null for nothing.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="schema">The schema, null where the database has none.</param>
    public abstract bool TryFindSchema(string? written, string database, out string? schema);

    /// <summary>Eight hexadecimal digits that stand for a name.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
