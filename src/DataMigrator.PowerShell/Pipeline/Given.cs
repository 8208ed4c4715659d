using DataMigrator.Profiles;

namespace DataMigrator.PowerShell.Pipeline;

/// <summary>Tells a parameter that was left out from one that was given but holds nothing: a variable that was never set must
/// not mean "all tables".</summary>
/// <param name="bound">The parameters of the invocation, those of the pipeline's object included.</param>
internal readonly struct Given(IReadOnlyDictionary<string, object> bound)
{
    public bool Has(string parameter) => bound.ContainsKey(parameter);

    /// <summary>The names, null where the parameter was left out.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: it is null, empty, or one of its names is.</exception>
    public string[]? Names(string parameter, string[]? value, string meaning)
    {
        if (!Has(parameter))
        {
            return null;
        }

        return value is { Length: > 0 } && !value.Any(string.IsNullOrWhiteSpace) ? value : throw Empty(parameter, meaning);
    }

    /// <summary>The text, null where the parameter was left out.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: it is null or empty.</exception>
    public string? Text(string parameter, string? value, string meaning) =>
        !Has(parameter) ? null : !string.IsNullOrWhiteSpace(value) ? value : throw Empty(parameter, meaning);

    /// <summary>The database; a URL may name it, and then an object that was listed by one has none.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: it is null or empty.</exception>
    public string? Database(string parameter, string? value, string profile) =>
        DatabaseUrl.IsUrl(profile) && string.IsNullOrEmpty(value) ? null : Text(parameter, value, "the one that the URL or the source names");

    private static MigrationException Empty(string parameter, string meaning) => new(ErrorCodes.InvalidParameter,
        $"Reading the parameters: -{parameter} was given, and it is null or empty, or one of its names is. Give a name; leave the parameter "
        + $"out for {meaning}.") { Target = parameter };
}
