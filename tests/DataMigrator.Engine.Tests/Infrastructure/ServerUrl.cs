namespace DataMigrator.Tests.Infrastructure;

/// <summary>A server of the tests, taken from a URL such as <c>mysql://user:password@127.0.0.1:3306</c>.</summary>
internal sealed record ServerUrl(string Scheme, string Host, int Port, string User, string? Password)
{
    public static ServerUrl Parse(string text)
    {
        var uri = new Uri(text);
        string[] login = uri.UserInfo.Split(':', 2);
        return new ServerUrl(uri.Scheme, uri.Host, uri.Port, Uri.UnescapeDataString(login[0]),
            login.Length == 2 ? Uri.UnescapeDataString(login[1]) : null);
    }

    /// <summary>The URL of a database of this server, as users give it to the engine.</summary>
    public string For(string database) =>
        Scheme + "://" + Uri.EscapeDataString(User) + (Password is null ? "" : ":" + Uri.EscapeDataString(Password)) + "@"
        + Host + ":" + Port + "/" + Uri.EscapeDataString(database);
}
