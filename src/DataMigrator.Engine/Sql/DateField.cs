namespace DataMigrator.Sql;

/// <summary>A part of a date or time in a format.</summary>
internal enum DateField
{
    Year,

    /// <summary>The last two digits.</summary>
    YearOfCentury,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}
