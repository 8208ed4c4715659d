using System.Text.Json.Nodes;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>A profile file with one profile for a test database.</summary>
internal static class ProfileJson
{
    public static string Of(string name, TestDatabase database, string access, string? user = null, string? password = null)
    {
        var profile = new JsonObject { ["type"] = database.Kind.ToString().ToLowerInvariant(), ["access"] = access };
        if (database.Kind == DatabaseKind.Sqlite)
        {
            profile["directory"] = Path.GetDirectoryName(database.Name);
        }
        else
        {
            ServerUrl server = TestServers.Get(database.Kind);
            (profile["host"], profile["port"], profile["username"]) = (server.Host, server.Port, user ?? server.User);
            if ((password ?? server.Password) is { } secret)
            {
                profile["password"] = secret;
            }
        }

        return new JsonObject { ["profiles"] = new JsonObject { [name] = profile } }.ToJsonString();
    }
}
