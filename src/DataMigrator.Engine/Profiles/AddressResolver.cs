namespace DataMigrator.Profiles;

/// <summary>Turns a profile's name or a URL, and a database's name, into an address to connect to. The only place where
/// secrets are resolved.</summary>
/// <param name="store">The profiles.</param>
/// <param name="allowUrls">URLs may stand where a profile's name does.</param>
internal sealed class AddressResolver(ProfileStore store, bool allowUrls)
{
    private static readonly string[] FileExtensions = [".db", ".sqlite", ".sqlite3"];

    /// <summary>Receives what a user should know though nothing failed: a password in clear.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Where relative paths begin; null for the process's folder.</summary>
    public string? CurrentFolder { get; init; }

    /// <summary>Reads <c>${vault:NAME}</c> where the host has a vault.</summary>
    public Func<string, string?>? ReadVault { get; init; }

    /// <summary>The login to the source in place of the profile's.</summary>
    public DatabaseLogin? SourceLogin { get; init; }

    /// <summary>The login to the target in place of the profile's.</summary>
    public DatabaseLogin? TargetLogin { get; init; }

    /// <summary>The source's address.</summary>
    /// <param name="profile">A profile's name or a URL.</param>
    /// <param name="database">The database; null where the URL names it.</param>
    /// <exception cref="MigrationException">PROFILE_NOT_FOUND, INVALID_PARAMETER, ACCESS_DENIED.</exception>
    public DatabaseAddress ResolveSource(string profile, string? database) => Resolve(profile, database, "source");

    /// <summary>The target's address.</summary>
    /// <param name="profile">A profile's name or a URL.</param>
    /// <param name="database">The database; null where the URL names it, else the source's name is taken.</param>
    /// <param name="source">The source's address.</param>
    /// <exception cref="MigrationException">PROFILE_NOT_FOUND, INVALID_PARAMETER, ACCESS_DENIED.</exception>
    public DatabaseAddress ResolveTarget(string profile, string? database, DatabaseAddress source) =>
        Resolve(profile, database, "target",
            source.Profile.IsFile ? Path.GetFileNameWithoutExtension(source.Database) : source.Database);

    /// <summary>The address of a database that is neither: a schema copy, a query.</summary>
    /// <param name="profile">A profile's name or a URL.</param>
    /// <param name="database">The database; null where the URL names it.</param>
    /// <exception cref="MigrationException">PROFILE_NOT_FOUND, INVALID_PARAMETER, ACCESS_DENIED.</exception>
    public DatabaseAddress Resolve(string profile, string? database) => Resolve(profile, database, null);

    private DatabaseAddress Resolve(string name, string? database, string? role, string? fallback = null)
    {
        ConnectionProfile profile = FindProfile(name);
        DatabaseLogin? login = role switch { "source" => SourceLogin, "target" => TargetLogin, _ => null };
        if (login is not null)
        {
            profile = WithLogin(profile, login, role);
        }

        if (profile.Password is { } password && profile.SourceFile is not null && !SecretReference.Is(password))
        {
            Warn?.Invoke($"Profile \"{profile.Name}\" holds its password in clear in {profile.SourceFile}; use ${{env:NAME}}, ${{file:/path}} or ${{vault:NAME}}.");
        }

        var address = new DatabaseAddress
        {
            Profile = profile with { Options = ResolveOptions(profile) },
            Database = profile.IsFile
                ? FindFile(profile, database, role, fallback) : FindDatabase(profile, database, role, fallback),
            Secret = login is null ? FindSecret(profile, role) : login.Password,
        };
        Redactor.RegisterNames(address.Database);
        return address;
    }

    private static ConnectionProfile WithLogin(ConnectionProfile profile, DatabaseLogin login, string? role)
    {
        Redactor.Register(login.Password);
        return !profile.IsFile ? profile with { Username = login.UserName, Password = null }
            : throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Logging in to the {role} {profile.Name}: an SQLite file knows no logins. Leave the credential out.") { Target = profile.Name };
    }

    private ConnectionProfile FindProfile(string name)
    {
        if (!DatabaseUrl.IsUrl(name))
        {
            return store.Get(name);
        }

        return allowUrls ? DatabaseUrl.Parse(name, CurrentFolder) : throw new MigrationException(ErrorCodes.InvalidParameter,
            "A URL can't stand for a profile here: give the name of a profile. " + store.DescribeNames());
    }

    private string? FindSecret(ConnectionProfile profile, string? role)
    {
        if (profile.Password is not null)
        {
            return SecretReference.Resolve(profile.Password, profile.Name, "password", profile.SourceFile, ReadVault);
        }

        // A URL's password is kept nowhere; this is how a job is resumed without putting it on the command line again.
        if (profile.SourceFile is null && !profile.IsFile && role is not null)
        {
            string? secret = Environment.GetEnvironmentVariable(DatabaseUrl.PasswordVariable(role));
            Redactor.Register(secret);
            return string.IsNullOrEmpty(secret) ? null : secret;
        }

        return null;
    }

    private Dictionary<string, string> ResolveOptions(ConnectionProfile profile) =>
        profile.Options.ToDictionary(
            option => option.Key,
            option => SecretReference.Is(option.Value)
                ? SecretReference.Resolve(option.Value, profile.Name, "options." + option.Key, profile.SourceFile, ReadVault)
                : option.Value,
            StringComparer.OrdinalIgnoreCase);

    private static string FindDatabase(ConnectionProfile profile, string? database, string? role, string? fallback)
    {
        if (database is not null && profile.Database is not null && database != profile.Database)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"The URL {profile.Name} names the database \"{profile.Database}\", and {Argument(role)} says \"{database}\": leave one of them out.");
        }

        string? name = database ?? profile.Database ?? fallback;
        return !string.IsNullOrEmpty(name) ? name : throw new MigrationException(ErrorCodes.InvalidParameter,
            $"Which database of \"{profile.Name}\"? Name it with {Argument(role)}{(profile.SourceFile is null ? ", or as /name at the end of the URL" : "")}.");
    }

    private static string FindFile(ConnectionProfile profile, string? database, string? role, string? fallback)
    {
        string directory = profile.Directory!;
        if (profile.Database is not null)
        {
            return database is null || Path.GetFullPath(database, directory) == profile.Database
                ? RealPath.Of(profile.Database)
                : throw new MigrationException(ErrorCodes.InvalidParameter,
                    $"The URL {profile.Name} names the file, and {Argument(role)} says \"{database}\": leave one of them out.");
        }

        string? name = database ?? fallback;
        if (string.IsNullOrEmpty(name))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Which file of the profile \"{profile.Name}\"? Name it with {Argument(role)}. In {directory}: {DescribeFiles(directory)}.");
        }

        string path = Inside(profile, directory, name);
        if (File.Exists(path))
        {
            return path;
        }

        foreach (string extension in FileExtensions)
        {
            string candidate = Inside(profile, directory, name + extension);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        if (Directory.Exists(path))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"\"{name}\" of the profile \"{profile.Name}\" is a folder, not a file. In it: {DescribeFiles(path)}.");
        }

        // A file that is still to be made: named in full, or given the usual extension.
        return Path.HasExtension(name) ? path : Inside(profile, directory, name + FileExtensions[0]);
    }

    private static string Inside(ConnectionProfile profile, string directory, string name)
    {
        string root = RealPath.Of(directory);
        string path = name.Contains('\0') || Path.IsPathRooted(name) ? "" : RealPath.Of(Path.Combine(root, name));
        return path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new MigrationException(ErrorCodes.AccessDenied,
                $"\"{name}\" leads out of the folder {directory} of the profile \"{profile.Name}\". Name a file inside it.")
            { Target = profile.Name };
    }

    private static string Argument(string? role) =>
        role is null ? $"the database's name ({HostTerm.DatabaseName.Mark()})"
            : $"the {role} database ({(role == "source" ? HostTerm.SourceDatabase : HostTerm.TargetDatabase).Mark()})";

    private static string DescribeFiles(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return "nothing, the folder does not exist";
        }

        const int Shown = 20;
        string[] files = [.. Directory.EnumerateFiles(directory).Select(f => Path.GetFileName(f))
            .Where(f => FileExtensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).Take(Shown + 1)];
        return files.Length == 0 ? "no .db, .sqlite or .sqlite3 file"
            : string.Join(", ", files.Take(Shown)) + (files.Length > Shown ? ", …" : "");
    }
}
