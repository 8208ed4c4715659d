namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>Collations of MySQL and MariaDB.</summary>
internal static class Collations
{
    /// <summary>Compares bytes without padding blanks, so that no two values of another database become one.</summary>
    public static string Exact(DatabaseKind target) =>
        target == DatabaseKind.MariaDb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";

    public static string CharacterSet(string collation)
    {
        int end = collation.IndexOf('_', StringComparison.Ordinal);
        return end < 0 ? collation : collation[..end];
    }

    /// <summary>The nearest collation that the other system has: MySQL's names by version 9.0 of Unicode (0900) and
    /// MariaDB's by version 14.0 (uca1400) are not known to each other.</summary>
    public static string Map(string collation, DatabaseKind source, DatabaseKind target)
    {
        if (source == target)
        {
            return collation;
        }

        if (target == DatabaseKind.MariaDb)
        {
            return collation == "utf8mb4_0900_bin" ? "utf8mb4_nopad_bin"
                : collation.Contains("_0900_", StringComparison.Ordinal)
                    ? "utf8mb4_uca1400_nopad_" + collation[(collation.IndexOf("_0900_", StringComparison.Ordinal) + 6)..]
                : collation;
        }

        return collation.EndsWith("nopad_bin", StringComparison.Ordinal) ? "utf8mb4_0900_bin"
            : collation.Contains("uca1400", StringComparison.Ordinal)
                ? "utf8mb4_0900_" + (collation.EndsWith("_as_cs", StringComparison.Ordinal) ? "as_cs"
                    : collation.EndsWith("_as_ci", StringComparison.Ordinal) ? "as_ci" : "ai_ci")
            : collation;
    }
}
