using DataMigrator.Catalog;

namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>What a column does to values that are stored in it.</summary>
internal enum Affinity
{
    /// <summary>Nothing ("BLOB", formerly "NONE").</summary>
    Blob,

    /// <summary>Numbers become text.</summary>
    Text,

    /// <summary>Text that is a number becomes one; a real without a fraction an integer.</summary>
    Numeric,

    /// <summary>As <see cref="Numeric"/>; they differ in CAST only.</summary>
    Integer,

    /// <summary>Text that is a number becomes a real, and so does an integer.</summary>
    Real,
}

/// <summary>SQLite's rules of column affinity (https://sqlite.org/datatype3.html, 3.1).</summary>
internal static class SqliteAffinity
{
    /// <summary>The name under which ANY of a STRICT table is kept: it stores everything as it comes, as a column without
    /// a type does, while ANY of an ordinary table is a NUMERIC column.</summary>
    public const string NoType = "";

    public static Affinity Of(ColumnType type) => type.BaseName == NoType ? Affinity.Blob : Of(type.Declared);

    public static Affinity Of(string declared)
    {
        if (declared.Length == 0)
        {
            return Affinity.Blob;
        }

        if (Holds(declared, "INT"))
        {
            return Affinity.Integer;
        }

        if (Holds(declared, "CHAR") || Holds(declared, "CLOB") || Holds(declared, "TEXT"))
        {
            return Affinity.Text;
        }

        if (Holds(declared, "BLOB"))
        {
            return Affinity.Blob;
        }

        return Holds(declared, "REAL") || Holds(declared, "FLOA") || Holds(declared, "DOUB")
            ? Affinity.Real
            : Affinity.Numeric;
    }

    /// <summary>Text that is a number does not stay text.</summary>
    public static bool TurnsTextIntoNumbers(Affinity affinity) =>
        affinity is Affinity.Numeric or Affinity.Integer or Affinity.Real;

    /// <summary>A value read from a column of the one affinity is stored in one of the other as it is.</summary>
    public static bool Keeps(Affinity source, Affinity target) =>
        target == Affinity.Blob || source == target
        || (source is Affinity.Integer or Affinity.Numeric && target is Affinity.Integer or Affinity.Numeric);

    private static bool Holds(string declared, string part) => declared.Contains(part, StringComparison.OrdinalIgnoreCase);
}
