using System.Text.Json;

namespace DataMigrator.Profiles;

/// <summary>One profile of the profile file.</summary>
internal static class ProfileReader
{
    private static readonly string[] AccessNames = ["read-only", "read-write"];
    private static readonly string[] FileKeys = ["type", "directory", "access", "options"];
    private static readonly string[] ServerKeys = ["type", "host", "port", "username", "password", "access", "options"];
    private static readonly string[] AllKeys = [.. ServerKeys.Append("directory")];

    public static string AccessName(AccessMode access) => AccessNames[(int)access];

    /// <summary>The profile, or null with findings.</summary>
    public static ConnectionProfile? Read(string name, JsonElement json, ProfileFindings findings)
    {
        string at = "profiles." + name;
        if (name.Length == 0 || name.AsSpan().ContainsAny(":/\\@") || name.Any(char.IsControl) || name.Trim() != name)
        {
            findings.Add(at, "is no name for a profile: it must not be empty, hold : / \\ @ or control characters, nor begin or end with a blank.");
            return null;
        }

        if (!findings.IsObject(json, at))
        {
            return null;
        }

        DatabaseKind? kind = ReadType(json, at, findings);
        string[] known = kind is not { } system ? AllKeys : DatabaseNames.Of(system).IsFile ? FileKeys : ServerKeys;
        var profile = new ConnectionProfile { Name = name, Kind = kind.GetValueOrDefault(), SourceFile = findings.File };
        foreach (JsonProperty property in json.EnumerateObject())
        {
            string key = at + "." + property.Name;
            if (!known.Contains(property.Name))
            {
                findings.UnknownKey(key, property.Name, known);
                continue;
            }

            profile = property.Name switch
            {
                "host" => profile with { Host = findings.Text(property.Value, key) },
                "port" => profile with { Port = ReadPort(property.Value, key, findings) },
                "username" => profile with { Username = findings.Text(property.Value, key) },
                "password" => profile with { Password = ReadSecret(property.Value, key, findings) },
                "directory" => profile with { Directory = ReadDirectory(property.Value, key, findings) },
                "access" => profile with { Access = ReadAccess(property.Value, key, findings) },
                "options" => profile with { Options = ReadOptions(property.Value, key, findings) },
                _ => profile,
            };
        }

        Require(json, at, kind, findings);
        Redactor.RegisterNames(profile.Name, profile.Username, profile.Host, profile.Directory);
        return kind is null ? null : profile;
    }

    private static void Require(JsonElement json, string at, DatabaseKind? kind, ProfileFindings findings)
    {
        bool file = kind is { } system && DatabaseNames.Of(system).IsFile;
        string key = file ? "directory" : "host";
        if (kind is not null && !json.TryGetProperty(key, out _))
        {
            findings.Add($"{at}.{key}", file
                ? "is missing: the folder that holds the database files."
                : "is missing: the name or address of the server.");
        }
    }

    private static DatabaseKind? ReadType(JsonElement json, string at, ProfileFindings findings)
    {
        if (!json.TryGetProperty("type", out JsonElement value))
        {
            findings.Add(at + ".type", $"is missing. Choices are: {string.Join(", ", DatabaseNames.Names)}.");
            return null;
        }

        string? type = findings.Text(value, at + ".type");
        if (DatabaseNames.TryFind(type, out DatabaseName? database))
        {
            return database.Kind;
        }

        if (type is not null)
        {
            findings.WrongChoice(at + ".type", type, DatabaseNames.Names);
        }

        return null;
    }

    private static AccessMode ReadAccess(JsonElement value, string key, ProfileFindings findings)
    {
        string? access = findings.Text(value, key);
        int index = Array.IndexOf(AccessNames, access);
        if (access is not null && index < 0)
        {
            findings.WrongChoice(key, access, AccessNames);
        }

        return index < 0 ? AccessMode.ReadOnly : (AccessMode)index;
    }

    private static int? ReadPort(JsonElement value, string key, ProfileFindings findings)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int port) && port is > 0 and < 65536)
        {
            return port;
        }

        findings.Add(key, "must be a number from 1 to 65535, without quotes.");
        return null;
    }

    private static string? ReadSecret(JsonElement value, string key, ProfileFindings findings)
    {
        string? secret = findings.Text(value, key);
        if (secret is null || SecretReference.Is(secret))
        {
            return secret;
        }

        if (SecretReference.IsMisplaced(secret))
        {
            findings.Add(key, "must be the reference alone: ${env:NAME}, ${file:/path} or ${vault:NAME}, in small letters, with nothing around it.");
            return null;
        }

        Redactor.Register(secret);
        return secret;
    }

    private static string? ReadDirectory(JsonElement value, string key, ProfileFindings findings) =>
        findings.Text(value, key) is { } directory
            ? Path.GetFullPath(directory, Path.GetDirectoryName(findings.File)!) : null;

    private static Dictionary<string, string> ReadOptions(JsonElement value, string key, ProfileFindings findings)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!findings.IsObject(value, key))
        {
            return options;
        }

        foreach (JsonProperty option in value.EnumerateObject())
        {
            string at = key + "." + option.Name;
            string? text = option.Value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
                ? option.Value.GetRawText()
                : Redactor.IsSecretKey(option.Name) ? ReadSecret(option.Value, at, findings) : findings.Text(option.Value, at);
            if (text is not null && !options.TryAdd(option.Name, text))
            {
                findings.Add(at, "stands there twice (capitals make no difference).");
            }
        }

        return options;
    }
}
