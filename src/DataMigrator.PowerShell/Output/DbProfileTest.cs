using DataMigrator.Exploration;

namespace DataMigrator.PowerShell.Output;

/// <summary>What a test of a profile found.</summary>
public sealed class DbProfileTest : OutputObject
{
    internal DbProfileTest(string name, ProfileTest test)
    {
        Name = name;
        Type = test.Kind.ToString().ToLowerInvariant();
        Succeeded = true;
        ServerVersion = test.ServerVersion;
        Databases = test.Databases;
        Elapsed = test.Elapsed;
        Warnings = TextList.OfMessages(test.Warnings);
    }

    internal DbProfileTest(string name, MigrationException failure)
    {
        Name = name;
        ErrorCode = failure.Code;
        ErrorMessage = PowerShellText.Of(failure.Message);
    }

    /// <summary>The profile's name.</summary>
    public string Name { get; }

    /// <summary>The system that answered: mariadb also where the profile says mysql.</summary>
    public string? Type { get; }

    /// <summary>It could be reached and logged in to.</summary>
    public bool Succeeded { get; }

    /// <summary>The server's version as it says it.</summary>
    public string? ServerVersion { get; }

    /// <summary>Databases that the login sees; for SQLite, files in the folder.</summary>
    public int? Databases { get; }

    /// <summary>How long connecting took.</summary>
    public TimeSpan? Elapsed { get; }

    /// <summary>Where the login may do more than the profile needs, with the grants to make instead.</summary>
    public IReadOnlyList<string> Warnings { get; } = TextList.OfMessages([]);

    /// <summary>The code of the failure.</summary>
    public string? ErrorCode { get; }

    /// <summary>What failed and what to do next.</summary>
    public string? ErrorMessage { get; }

    /// <summary>The profile's name.</summary>
    public override string ToString() => Name;
}
