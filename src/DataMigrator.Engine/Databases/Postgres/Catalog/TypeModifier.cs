namespace DataMigrator.Databases.Postgres.Catalog;

/// <summary>What a type modifier (<c>atttypmod</c>) says; each type packs it in its own way.</summary>
internal static class TypeModifier
{
    private const int Header = 4;
    private const int NoIntervalPrecision = 0xFFFF;

    public static long? Length(string type, int modifier) => type switch
    {
        "varchar" or "bpchar" when modifier >= Header => modifier - Header,
        "bit" or "varbit" when modifier > 0 => modifier,
        _ => null,
    };

    public static int? Precision(string type, int modifier) =>
        type == "numeric" && modifier >= Header ? ((modifier - Header) >> 16) & 0xFFFF : null;

    /// <summary>Digits after the point, of a numeric (negative ones since version 15: eleven bits with a sign) or of a
    /// second.</summary>
    public static int? Scale(string type, int modifier) => type switch
    {
        "numeric" when modifier >= Header => (((modifier - Header) & 0x7FF) ^ 1024) - 1024,
        "time" or "timetz" or "timestamp" or "timestamptz" when modifier >= 0 => modifier,
        "interval" when modifier >= 0 && (modifier & 0xFFFF) != NoIntervalPrecision => modifier & 0xFFFF,
        _ => null,
    };

    /// <summary>PostGIS: the SRID in 21 bits with a sign, behind the type and the dimensions.</summary>
    public static int? Srid(string type, int modifier) =>
        type is "geometry" or "geography" && modifier >= 0 && (((modifier & 0x0FFFFF00) - (modifier & 0x10000000)) >> 8) is var srid
            && srid != 0
            ? srid
            : null;
}
