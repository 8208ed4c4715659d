namespace DataMigrator.Profiles;

/// <summary>A value of a profile that names where a secret is: <c>${env:NAME}</c>, <c>${file:/path}</c> or, where the host has
/// a vault (PowerShell's SecretManagement), <c>${vault:NAME}</c>.</summary>
public static class SecretReference
{
    private const string Env = "${env:";
    private const string File = "${file:";
    private const string Vault = "${vault:";

    private static readonly string[] Beginnings = [Env, File, Vault];

    // No password is longer; a reference to a device or a log would otherwise be read without end.
    private const int LongestSecret = 64 * 1024;

    /// <summary>True where the value is a reference and not the secret itself.</summary>
    public static bool Is(string value) =>
        value.EndsWith('}') && Beginnings.Any(b => value.StartsWith(b, StringComparison.Ordinal));

    /// <summary>True where a reference stands within other text, which is not supported and surely not meant.</summary>
    internal static bool IsMisplaced(string value) => !Is(value)
        && Beginnings.Any(b => value.Contains(b, StringComparison.OrdinalIgnoreCase));

    /// <summary>The secret that a value refers to, or the value itself; registered for redaction.</summary>
    /// <param name="value">A value of a profile.</param>
    /// <param name="profile">The profile's name, for messages.</param>
    /// <param name="key">The key within the profile, for messages.</param>
    /// <param name="profileFile">The file that holds the profile: relative paths start at its folder.</param>
    /// <param name="readVault">Reads a secret of a vault; null where the host has none.</param>
    /// <exception cref="MigrationException">INVALID_PARAMETER: nothing is there.</exception>
    internal static string Resolve(string value, string profile, string key, string? profileFile,
        Func<string, string?>? readVault = null)
    {
        string secret = !Is(value) ? value
            : value.StartsWith(Env, StringComparison.Ordinal) ? FromEnvironment(value[Env.Length..^1], profile, key)
            : value.StartsWith(Vault, StringComparison.Ordinal) ? FromVault(value[Vault.Length..^1], profile, key, readVault)
            : FromFile(value[File.Length..^1], profile, key, profileFile);
        Redactor.Register(secret);
        return secret;
    }

    private static string FromEnvironment(string name, string profile, string key)
    {
        string? secret = Environment.GetEnvironmentVariable(name);
        return !string.IsNullOrEmpty(secret) ? secret
            : throw Missing(profile, key, $"the environment variable {name}, which is {(secret is null ? "not set" : "empty")}. Set it, or name another one.");
    }

    private static string FromVault(string name, string profile, string key, Func<string, string?>? readVault)
    {
        if (readVault is null)
        {
            throw Missing(profile, key, $"the secret {name} of a vault, which only the PowerShell cmdlets can read. Use them, or ${{env:NAME}} or ${{file:/path}}.");
        }

        string? secret = readVault(name);
        return !string.IsNullOrEmpty(secret) ? secret
            : throw Missing(profile, key, $"the secret {name}, which no registered vault holds. Store it with Set-Secret, or name another one.");
    }

    private static string FromFile(string path, string profile, string key, string? profileFile)
    {
        string full = Path.GetFullPath(path, Path.GetDirectoryName(profileFile) ?? Environment.CurrentDirectory);
        string secret;
        try
        {
            using FileStream stream = System.IO.File.OpenRead(full);
            byte[] bytes = new byte[LongestSecret + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > LongestSecret)
            {
                throw Missing(profile, key, $"the file {full}, which is over 64 KiB and can't be a password. Name another one.");
            }

            secret = System.Text.Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\r', '\n').TrimStart('\uFEFF');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Missing(profile, key, $"the file {full}, which can't be read: {e.Message} Write it or give the right to read it, or name another one.", e);
        }

        return secret.Length > 0 ? secret : throw Missing(profile, key, $"the file {full}, which is empty. Write the secret into it, or name another one.");
    }

    private static MigrationException Missing(string profile, string key, string what, Exception? inner = null) =>
        new(ErrorCodes.InvalidParameter, $"Profile \"{profile}\": \"{key}\" refers to {what}", inner) { Target = profile };
}
