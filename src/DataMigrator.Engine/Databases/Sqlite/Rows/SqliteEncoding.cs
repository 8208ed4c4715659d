namespace DataMigrator.Databases.Sqlite.Rows;

/// <summary>How a column stores what SQLite has no storage class for: one rule a column, found by looking at its values
/// and named in the plan.</summary>
internal static class SqliteEncoding
{
    /// <summary>Text in ISO 8601's form; what the writer writes.</summary>
    public const string IsoText = "iso_text";

    /// <summary>As <see cref="IsoText"/>, with fractions of over six digits, which are rounded to microseconds.</summary>
    public const string IsoTextRounded = "iso_text_rounded";

    /// <summary>Seconds since 1970-01-01 UTC, with or without a fraction (rounded to microseconds).</summary>
    public const string EpochSeconds = "epoch_seconds";

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public const string EpochMilliseconds = "epoch_milliseconds";

    /// <summary>Microseconds since 1970-01-01 UTC.</summary>
    public const string EpochMicroseconds = "epoch_microseconds";

    /// <summary>Days since noon of November 24, 4714 BC, rounded to milliseconds as SQLite's own functions do.</summary>
    public const string JulianDay = "julian_day";

    /// <summary>Booleans as true, false, t, f in any case, beside 0 and 1.</summary>
    public const string TrueFalseText = "true_false_text";

    /// <summary>UUIDs as blobs of 16 bytes.</summary>
    public const string UuidBlob = "uuid_blob";

    /// <summary>Values of several storage classes, none of them blobs: texts as they are, numbers as their digits (reals as
    /// the shortest that read back as the same).</summary>
    public const string MixedAsText = "mixed_storage_as_text";

    /// <summary>As <see cref="MixedAsText"/>, with blobs among them: those as they are, the text of the others as UTF-8. It is
    /// what CAST(… AS BLOB) gives in SQLite.</summary>
    public const string MixedAsBytes = "mixed_storage_as_bytes";
}
