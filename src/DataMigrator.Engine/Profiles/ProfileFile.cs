using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataMigrator.Profiles;

/// <summary>The profile file as JSON: read with every mistake named, written without touching the profiles that are not
/// meant.</summary>
internal static class ProfileFile
{
    // Far more than any set of profiles; a file of this size was named by mistake.
    private const int LongestFile = 4 * 1024 * 1024;

    private static readonly string[] RootKeys = ["profiles"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The profiles by name.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER, with every finding.</exception>
    public static Dictionary<string, ConnectionProfile> Read(string file)
    {
        using JsonDocument document = Parse(file);
        var findings = new ProfileFindings(file);
        var profiles = new Dictionary<string, ConnectionProfile>(StringComparer.Ordinal);
        if (findings.IsObject(document.RootElement, ""))
        {
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals("profiles"))
                {
                    ReadProfiles(property.Value, profiles, findings);
                }
                else if (!property.NameEquals("$schema"))
                {
                    findings.UnknownKey(property.Name, property.Name, RootKeys);
                }
            }
        }

        findings.ThrowIfAny();
        return profiles;
    }

    /// <summary>Writes the file with a profile set, or removed where <paramref name="profile"/> is null.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: the profile or the file is not right, or the file can't be
    /// written.</exception>
    public static void Write(string file, string name, ConnectionProfile? profile)
    {
        JsonObject root = [];
        if (File.Exists(file))
        {
            Read(file);
            root = JsonNode.Parse(ReadBytes(file).Span)!.AsObject();
        }

        if (root["profiles"] is not JsonObject profiles)
        {
            root["profiles"] = profiles = [];
        }

        if (profile is null)
        {
            profiles.Remove(name);
        }
        else
        {
            JsonObject json = ToJson(profile);
            Check(file, name, json);
            profiles[name] = json;
        }

        WriteAtomically(file, root);
    }

    private static void ReadProfiles(JsonElement json, Dictionary<string, ConnectionProfile> profiles,
        ProfileFindings findings)
    {
        if (!findings.IsObject(json, "profiles"))
        {
            return;
        }

        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (ProfileReader.Read(property.Name, property.Value, findings) is { } profile)
            {
                profiles.Add(property.Name, profile);
            }
        }
    }

    private static void Check(string file, string name, JsonObject json)
    {
        var findings = new ProfileFindings(file);
        using JsonDocument document = JsonDocument.Parse(json.ToJsonString());
        ProfileReader.Read(name, document.RootElement, findings);
        findings.ThrowIfAny();
    }

    private static JsonDocument Parse(string file)
    {
        try
        {
            return JsonDocument.Parse(ReadBytes(file), Strict);
        }
        catch (JsonException e)
        {
            // Where the parser has no place to tell, the mistake is one of the whole file. Its message is not shown: it
            // may quote what stands there, and that may be a password.
            string place = e.LineNumber is { } line ? $" (line {line + 1}, byte {e.BytePositionInLine + 1})" : "";
            bool duplicate = e.Message.Contains("uplicate", StringComparison.Ordinal);
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"The profile file {file} is not valid JSON{place}: {(duplicate ? "a key stands in an object twice" : "look for a missing comma, quote or brace there; comments are not allowed")}.")
            { Target = file };
        }
    }

    private static ReadOnlyMemory<byte> ReadBytes(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            if (stream.Length > LongestFile)
            {
                throw new MigrationException(ErrorCodes.InvalidParameter,
                    $"The profile file {file} has {stream.Length:N0} bytes: that can't be one.") { Target = file };
            }

            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsMemory(3) : bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"The profile file {file} can't be read: {e.Message}", e) { Target = file };
        }
    }

    private static JsonObject ToJson(ConnectionProfile profile)
    {
        var json = new JsonObject { ["type"] = DatabaseNames.Of(profile.Kind).Name };
        void Add(string key, JsonNode? value)
        {
            if (value is not null)
            {
                json[key] = value;
            }
        }

        Add("host", profile.Host);
        Add("port", profile.Port);
        Add("directory", profile.Directory);
        Add("username", profile.Username);
        Add("password", profile.Password);
        json["access"] = ProfileReader.AccessName(profile.Access);
        if (profile.Options.Count > 0)
        {
            json["options"] = new JsonObject(profile.Options.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)o.Value)));
        }

        return json;
    }

    private static void WriteAtomically(string file, JsonObject root)
    {
        string folder = Path.GetDirectoryName(file)!;
        string temporary = Path.Combine(folder, $".{Path.GetFileName(file)}.{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var stream = new FileStream(temporary, create))
            {
                var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
                using (var writer = new Utf8JsonWriter(stream, options))
                {
                    root.WriteTo(writer);
                }

                stream.Write("\n"u8);
                stream.Flush(flushToDisk: true);
            }

            // A link stays a link: what it leads to is replaced.
            File.Move(temporary, RealPath.Of(file), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"The profile file {file} can't be written: {e.Message}", e) { Target = file };
        }
    }
}
