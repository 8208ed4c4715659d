using System.Text;

namespace DataMigrator.Profiles;

/// <summary>A database as a URL, which may stand where a profile's name does:
/// <c>sqlite:///abs/file.db</c>, <c>sqlite:/abs/file.db</c>, <c>sqlite:rel/file.db</c>,
/// <c>postgres://user:password@host:port/database?sslmode=require</c>, <c>mysql://…</c>, <c>mariadb://…</c>. Every part may be
/// percent-encoded; characters that separate parts must be. The password may be a reference
/// (<c>postgres://app:${env:PW}@host/db</c>).</summary>
public static class DatabaseUrl
{
    /// <summary>True for text of the form of a URL, also of a scheme that is not known: a profile's name holds no
    /// colon.</summary>
    public static bool IsUrl(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':');
        return colon > 1 && (text.AsSpan(colon).StartsWith("://") || DatabaseNames.TryFind(text[..colon], out _));
    }

    /// <summary>The profile that a URL describes: read-write, since its user gave it, and named by the URL without its
    /// password.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="currentFolder">Where the relative path of an SQLite file begins; null for the process's folder.</param>
    /// <exception cref="MigrationException">INVALID_PARAMETER: what is wrong with it; the password is not
    /// shown.</exception>
    public static ConnectionProfile Parse(string url, string? currentFolder = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        int colon = url.IndexOf(':');
        string scheme = colon < 0 ? url : url[..colon];
        if (!DatabaseNames.TryFind(scheme, out DatabaseName? database) || colon < 0)
        {
            throw Wrong(url, $"\"{Redactor.Redact(scheme)}\" is no scheme of a database; known are {string.Join(", ", DatabaseNames.Names)}.");
        }

        string rest = url[(colon + 1)..];
        return database.IsFile ? ParseFile(url, database, rest, currentFolder)
            : ParseServer(url, scheme.ToLowerInvariant(), database.Kind, rest);
    }

    /// <summary>The environment variable that gives the password of a side whose URL has none, as that of a job which is
    /// resumed: a URL is kept without its password.</summary>
    /// <param name="name">A profile's name, or a URL as a status names it.</param>
    /// <param name="role"><c>source</c> or <c>target</c>.</param>
    /// <returns>Null for a profile, an SQLite file, a URL that refers to its password or has no user, or where the variable
    /// is set.</returns>
    public static string? MissingPasswordVariable(string? name, string role)
    {
        ArgumentNullException.ThrowIfNull(role);
        if (name is null || !IsUrl(name) || Parse(name) is not { IsFile: false, Password: null, Username: not null })
        {
            return null;
        }

        string variable = PasswordVariable(role);
        return string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)) ? variable : null;
    }

    internal static string PasswordVariable(string role) => $"DATAMIGRATOR_{role.ToUpperInvariant()}_PASSWORD";

    private static ConnectionProfile ParseFile(string url, DatabaseName database, string rest, string? currentFolder)
    {
        (string path, Dictionary<string, string> options) = SplitOptions(url, rest);
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            path = path.StartsWith("///", StringComparison.Ordinal) ? path[2..]
                : throw Wrong(url, "write sqlite:///absolute/file.db (three slashes) or sqlite:relative/file.db (none).");
        }

        path = Decode(url, path);
        if (OperatingSystem.IsWindows() && path.Length > 2 && path[0] == '/' && path[2] == ':')
        {
            path = path[1..];
        }

        if (path.Length == 0 || path.EndsWith('/') || path.Contains('\0'))
        {
            throw Wrong(url, "it names no file; write sqlite:///absolute/file.db or sqlite:relative/file.db.");
        }

        string full = Path.GetFullPath(path, currentFolder ?? Environment.CurrentDirectory);
        Redactor.RegisterNames(full);
        return new ConnectionProfile
        {
            // Absolute, so that a job started here is resumed from any folder.
            Name = database.Name + ":" + Encode(full, "/:\\ ") + FormatOptions(options),
            Kind = database.Kind,
            Access = AccessMode.ReadWrite,
            Directory = Path.GetDirectoryName(full),
            Database = full,
            Options = options,
        };
    }

    private static ConnectionProfile ParseServer(string url, string scheme, DatabaseKind kind, string rest)
    {
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            throw Wrong(url, $"write {scheme}://user@host:port/database, with :PASSWORD behind the user.");
        }

        rest = rest[2..];
        int authorityEnd = AuthorityEnd(rest);
        string authority = rest[..authorityEnd];
        string tail = rest[authorityEnd..];
        if (tail.Contains('@'))
        {
            throw Wrong(url, "a /, ? or # within the user's name or password must be written %2F, %3F or %23, and an @ in the database or an option %40.");
        }

        (string path, Dictionary<string, string> options) = SplitOptions(url, tail);
        (string? user, string? password) = ParseUser(url, authority);
        (string? host, int? port) = ParseHost(url, authority[(authority.LastIndexOf('@') + 1)..]);
        user ??= Take(options, "user") ?? Take(options, "username");
        password ??= Take(options, "password");
        host ??= Take(options, "host")
            ?? throw Wrong(url, $"it names no host; write {scheme}://user@host:port/database, with :PASSWORD behind the user.");

        string? database = path.Length > 1 ? Decode(url, path[1..]) : null;
        Redactor.RegisterNames(user, host, database);
        if (password is not null && !SecretReference.Is(password))
        {
            Redactor.Register(password);
        }

        return new ConnectionProfile
        {
            Name = FormatServer(scheme, user, password, host, port, database, options),
            Kind = kind,
            Access = AccessMode.ReadWrite,
            Host = host,
            Port = port,
            Username = user,
            Password = password,
            Database = database,
            Options = options,
        };
    }

    // The first slash, question mark or hash that does not stand within a reference: ${file:/run/secrets/pw}.
    private static int AuthorityEnd(string rest)
    {
        for (int i = 0; i < rest.Length; i++)
        {
            if (rest.AsSpan(i).StartsWith("${") && rest.IndexOf('}', i) is > 0 and var close)
            {
                i = close;
            }
            else if (rest[i] is '/' or '?' or '#')
            {
                return i;
            }
        }

        return rest.Length;
    }

    private static (string? User, string? Password) ParseUser(string url, string authority)
    {
        int at = authority.LastIndexOf('@');
        if (at < 0)
        {
            return (null, null);
        }

        string info = authority[..at];
        int colon = info.IndexOf(':');
        string user = colon < 0 ? info : info[..colon];
        string? password = colon < 0 ? null : info[(colon + 1)..];
        if (password is not null && !SecretReference.Is(password))
        {
            password = Decode(url, password);
        }

        return (user.Length == 0 ? null : Decode(url, user), string.IsNullOrEmpty(password) ? null : password);
    }

    private static (string? Host, int? Port) ParseHost(string url, string text)
    {
        string host;
        string port;
        if (text.StartsWith('['))
        {
            int close = text.IndexOf(']');
            if (close < 0)
            {
                throw Wrong(url, "the host begins with [ and has no ].");
            }

            (host, port) = (text[1..close], text[(close + 1)..]);
        }
        else
        {
            int colon = text.IndexOf(':');
            (host, port) = colon < 0 ? (text, "") : (text[..colon], text[colon..]);
        }

        if (port is "" or ":")
        {
            return (host.Length == 0 ? null : Decode(url, host), null);
        }

        // The text is not shown: without an @ it may be a password.
        return port[0] == ':' && int.TryParse(port.AsSpan(1), out int number) && number is > 0 and < 65536
            ? (host.Length == 0 ? null : Decode(url, host), number)
            : throw Wrong(url, "the port must be a number from 1 to 65535 (is the @host missing behind the password?).");
    }

    private static (string Path, Dictionary<string, string> Options) SplitOptions(string url, string text)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (text.Contains('#'))
        {
            throw Wrong(url, "a # must be written %23.");
        }

        int question = text.IndexOf('?');
        if (question < 0)
        {
            return (text, options);
        }

        foreach (string pair in text[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=');
            if (equals <= 0)
            {
                throw Wrong(url, "behind the ? stand options as name=value, separated by &.");
            }

            string key = Decode(url, pair[..equals]);
            string value = Decode(url, pair[(equals + 1)..]);
            if (Redactor.IsSecretKey(key) && !SecretReference.Is(value))
            {
                Redactor.Register(value);
            }

            if (!options.TryAdd(key, value))
            {
                throw Wrong(url, $"the option \"{key}\" stands there twice.");
            }
        }

        return (text[..question], options);
    }

    private static string? Take(Dictionary<string, string> options, string key) =>
        options.Remove(key, out string? value) && value.Length > 0 ? value : null;

    private static string FormatServer(string scheme, string? user, string? password, string host, int? port,
        string? database, Dictionary<string, string> options)
    {
        var text = new StringBuilder(scheme).Append("://");
        if (user is not null || password is not null)
        {
            text.Append(Encode(user ?? "", ""));
            if (password is not null && SecretReference.Is(password))
            {
                text.Append(':').Append(password);
            }

            text.Append('@');
        }

        text.Append(host.Contains(':') ? $"[{host}]" : Encode(host, ""));
        if (port is not null)
        {
            text.Append(':').Append(port);
        }

        if (database is not null)
        {
            text.Append('/').Append(Encode(database, ""));
        }

        return text.Append(FormatOptions(options)).ToString();
    }

    private static string FormatOptions(Dictionary<string, string> options)
    {
        IEnumerable<string> shown = options.Where(o => !Redactor.IsSecretKey(o.Key) || SecretReference.Is(o.Value))
            .OrderBy(o => o.Key, StringComparer.Ordinal)
            .Select(o => Encode(o.Key, "") + "=" + Encode(o.Value, "/:${}"));
        string text = string.Join('&', shown);
        return text.Length == 0 ? "" : "?" + text;
    }

    // Letters of all scripts stay readable; what separates the parts of a URL, blanks and control characters do not.
    private static string Encode(string text, string kept)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            bool plain = c > 127 ? !char.IsControl(c) : char.IsAsciiLetterOrDigit(c) || "-._~".Contains(c) || kept.Contains(c);
            encoded.Append(plain ? c.ToString() : Uri.HexEscape(c));
        }

        return encoded.ToString();
    }

    private static string Decode(string url, string text)
    {
        for (int i = text.IndexOf('%'); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (!Uri.IsHexEncoding(text, i))
            {
                throw Wrong(url, "a % must be written %25 where it stands for itself.");
            }
        }

        string decoded = Uri.UnescapeDataString(text);
        return decoded.Contains('\0') ? throw Wrong(url, "%00 can't be part of it.") : decoded;
    }

    private static MigrationException Wrong(string url, string what) =>
        new(ErrorCodes.InvalidParameter, $"The URL {WithoutPassword(url)} can't be read: {what}");

    // Works on text that is no proper URL: all that may be a password goes.
    private static string WithoutPassword(string url)
    {
        if (DatabaseNames.TryFind(url.Split(':')[0], out DatabaseName? database) && database.IsFile)
        {
            return Redactor.Redact(url);
        }

        int scheme = url.IndexOf("://", StringComparison.Ordinal);
        int start = scheme >= 0 ? scheme + 3 : url.IndexOf(':') + 1;
        int colon = url.IndexOf(':', start);
        int at = url.LastIndexOf('@');
        int from = scheme < 0 ? start : colon < 0 ? url.Length : colon + 1;
        string shown = from < at ? url[..from] + Redactor.Mask + url[at..]
            : at < 0 && from < url.Length ? url[..from] + Redactor.Mask : url;
        return Redactor.Redact(shown);
    }
}
