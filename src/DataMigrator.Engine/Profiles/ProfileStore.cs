namespace DataMigrator.Profiles;

/// <summary>The connection profiles of one <c>datamigrator.profiles.json</c>. Looked for in this order: the path given,
/// <c>DATAMIGRATOR_PROFILES</c>, <c>datamigrator.profiles.json</c> in the current folder, <c>datamigrator/profiles.json</c> in
/// the user's configuration folder. Reading it resolves no secret.</summary>
public sealed class ProfileStore
{
    /// <summary>The file's name in the current folder.</summary>
    public const string FileName = "datamigrator.profiles.json";

    /// <summary>The environment variable that names the file.</summary>
    public const string PathVariable = "DATAMIGRATOR_PROFILES";

    private readonly SortedDictionary<string, ConnectionProfile> _profiles;

    private ProfileStore(string filePath, bool exists, SortedDictionary<string, ConnectionProfile> profiles) =>
        (FilePath, Exists, _profiles) = (filePath, exists, profiles);

    /// <summary>The file's absolute path; where none was found, the one that <see cref="Save"/> makes.</summary>
    public string FilePath { get; }

    /// <summary>The file is there.</summary>
    public bool Exists { get; private set; }

    /// <summary>The profiles by name.</summary>
    public IReadOnlyCollection<ConnectionProfile> Profiles => _profiles.Values;

    /// <summary>Reads the profiles; empty where no file is at the usual places.</summary>
    /// <param name="path">The file; null for the usual places.</param>
    /// <param name="currentFolder">The folder that is the current one; null for the process's own.</param>
    /// <exception cref="MigrationException">INVALID_PARAMETER: the file named does not exist, or what is wrong in it: every
    /// finding with file, key and choices.</exception>
    public static ProfileStore Open(string? path, string? currentFolder = null)
    {
        (string file, bool named, string origin) = Locate(path, currentFolder);
        Redactor.RegisterNames(file);
        if (!File.Exists(file))
        {
            return !named ? new ProfileStore(file, false, new(StringComparer.Ordinal))
                : throw new MigrationException(ErrorCodes.InvalidParameter,
                    $"The profile file {file} ({origin}) " + (Directory.Exists(file) ? "is a folder. Name the file in it."
                        : "does not exist. Write it, or name another one.")) { Target = file };
        }

        return new ProfileStore(file, true, new(ProfileFile.Read(file), StringComparer.Ordinal));
    }

    /// <summary>Opens the file to save into: one that is named need not exist yet.</summary>
    /// <param name="path">The file; null for the usual places.</param>
    /// <param name="currentFolder">The folder that is the current one; null for the process's own.</param>
    /// <exception cref="MigrationException">INVALID_PARAMETER: what is wrong in the file.</exception>
    public static ProfileStore OpenOrNew(string? path, string? currentFolder = null)
    {
        string file = Locate(path, currentFolder).File;
        return File.Exists(file) ? Open(file) : new ProfileStore(file, false, new(StringComparer.Ordinal));
    }

    /// <summary>The profile of that name.</summary>
    /// <exception cref="MigrationException">PROFILE_NOT_FOUND, with the names there are.</exception>
    public ConnectionProfile Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_profiles.TryGetValue(name, out ConnectionProfile? profile))
        {
            return profile;
        }

        string url = File.Exists(name) ? $" For the file of that name write sqlite:{name}." : "";
        string hint = NearestName.Hint(name, _profiles.Keys);
        // What is like no profile and no file may be anything that was typed in a name's place: a password too.
        bool isName = hint.Length > 0 || url.Length > 0;
        throw new MigrationException(ErrorCodes.ProfileNotFound,
            $"There is no profile {(isName ? $"\"{Redactor.Unknown(name)}\"" : "of the name that was given")}.{hint} {DescribeNames()}{url}")
        {
            Target = isName ? name : null,
        };
    }

    /// <summary>Adds or replaces a profile. The file is written anew beside the old one and takes its place, readable for
    /// its owner only; other profiles stay as they are.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: the profile can't be right, or the file can't be
    /// written.</exception>
    public void Save(ConnectionProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ProfileFile.Write(FilePath, profile.Name, profile);
        Reload();
    }

    /// <summary>Removes a profile.</summary>
    /// <exception cref="MigrationException">PROFILE_NOT_FOUND, or INVALID_PARAMETER: the file can't be written.</exception>
    public void Remove(string name)
    {
        Get(name);
        ProfileFile.Write(FilePath, name, null);
        Reload();
    }

    /// <summary>A sentence that names the profiles there are, or the places that were looked at.</summary>
    internal string DescribeNames() =>
        _profiles.Count > 0 ? $"{FilePath} has: {string.Join(", ", _profiles.Keys)}."
            : Exists ? $"{FilePath} has no profile."
            : $"No profile file was found: write one as {FileName} in the current folder or as {UserFile()}, or name one with {HostTerm.ProfileFile.Mark()} or {PathVariable}.";

    private void Reload()
    {
        _profiles.Clear();
        foreach ((string name, ConnectionProfile profile) in ProfileFile.Read(FilePath))
        {
            _profiles.Add(name, profile);
        }

        Exists = true;
    }

    private static (string File, bool Named, string Origin) Locate(string? path, string? currentFolder)
    {
        string folder = currentFolder ?? Environment.CurrentDirectory;
        if (path is not null)
        {
            if (string.IsNullOrWhiteSpace(path))
            {
                throw new MigrationException(ErrorCodes.InvalidParameter,
                    "Choosing the profile file: its path is given and empty. Is a variable not set? Give a path, or leave it out.");
            }

            return (Path.GetFullPath(path, folder), true, "as given");
        }

        string? variable = Environment.GetEnvironmentVariable(PathVariable);
        if (!string.IsNullOrEmpty(variable))
        {
            return (Path.GetFullPath(variable, folder), true, "named by " + PathVariable);
        }

        string local = Path.GetFullPath(FileName, folder);
        return (File.Exists(local) ? local : UserFile(), false, "");
    }

    private static string UserFile()
    {
        string? folder = OperatingSystem.IsWindows() ? null : Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
        if (string.IsNullOrEmpty(folder) || !Path.IsPathRooted(folder))
        {
            folder = OperatingSystem.IsWindows()
                ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        }

        return Path.Combine(folder, "datamigrator", "profiles.json");
    }
}
