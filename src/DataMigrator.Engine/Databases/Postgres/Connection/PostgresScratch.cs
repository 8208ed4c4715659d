using System.Text.Json;
using DataMigrator.Profiles;

namespace DataMigrator.Databases.Postgres.Connection;

/// <summary>A database from template0 in the target's encoding and collation, so that texts sort and compare as there.</summary>
internal sealed class PostgresScratch : Scratch
{
    private const string Mark = "A scratch database of a DataMigrator rehearsal. It can be dropped.";

    // Databases, logins and settings of the whole server, and what leaves it.
    private static readonly HashSet<string> ServerWide = new(
        ["DATABASE", "ROLE", "USER", "GROUP", "TABLESPACE", "SYSTEM", "SUBSCRIPTION", "SERVER"], StringComparer.Ordinal);

    private static readonly HashSet<string> Verbs = new(
    [
        "CREATE", "ALTER", "DROP", "COMMENT", "SET", "RESET", "SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "DO", "SECURITY", "ANALYZE",
    ], StringComparer.Ordinal);

    public override string IgnoreForeignKeys => """
        DO $do$
        DECLARE k record;
        BEGIN
          FOR k IN SELECT c.conrelid::pg_catalog.regclass AS owner, c.conname FROM pg_catalog.pg_constraint c
              WHERE c.contype = 'f' AND c.conparentid = 0 LOOP
            EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', k.owner, k.conname);
          END LOOP;
        END
        $do$
        """;

    public override string MissingRight(DatabaseAddress target) =>
        $"The login may not create databases. Grant it (ALTER ROLE \"{target.Profile.Username}\" CREATEDB), or rehearse through a profile whose login may.";

    public override DatabaseAddress Address(DatabaseAddress target, string name, string folder) => target with { Database = name };

    public override async Task CreateAsync(DatabaseSession target, string name, CancellationToken cancellationToken)
    {
        // As JSON, for which columns there are depends on the version.
        string json = (await target.QueryAsync("SELECT pg_catalog.to_jsonb(d)::text, pg_catalog.pg_encoding_to_char(d.encoding) FROM pg_catalog.pg_database d "
            + "WHERE d.datname = pg_catalog.current_database()", r => r.GetString(1) + "\n" + r.GetString(0), cancellationToken).ConfigureAwait(false))[0];
        int end = json.IndexOf('\n');
        using JsonDocument like = JsonDocument.Parse(json[(end + 1)..]);
        await target.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0 ENCODING {Text(json[..end])} " + Locale(like.RootElement), cancellationToken)
            .ConfigureAwait(false);
        await target.ExecuteAsync($"COMMENT ON DATABASE {name} IS {Text(Mark)}", cancellationToken).ConfigureAwait(false);
    }

    public override Task DropAsync(DatabaseSession target, string name, bool inUse, CancellationToken cancellationToken) =>
        target.ExecuteAsync($"DROP DATABASE IF EXISTS {name}" + (inUse && Version(target) >= 13 ? " WITH (FORCE)" : ""), cancellationToken);

    public override async Task<IReadOnlyList<string>> UnusedAsync(DatabaseSession target, CancellationToken cancellationToken) =>
        await target.QueryAsync($"""
            SELECT d.datname FROM pg_catalog.pg_database d
            WHERE pg_catalog.starts_with(d.datname, {Text(Prefix)}) AND pg_catalog.shobj_description(d.oid, 'pg_database') = {Text(Mark)}
              AND pg_catalog.pg_has_role(d.datdba, 'USAGE')
              AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)
            """, r => r.GetString(0), cancellationToken).ConfigureAwait(false);

    public override string? WhyNotRun(string sql, IReadOnlyList<string> words, IReadOnlySet<string> others)
    {
        string first = words.Count > 0 ? words[0] : "";
        bool serverWide = (first is "CREATE" or "ALTER" or "DROP" && words.Count > 1 && ServerWide.Contains(words[1]))
            || (first == "COMMENT" && words.Count > 2 && ServerWide.Contains(words[2])) || (first == "SET" && words.Contains("ROLE"));
        return serverWide || !Verbs.Contains(first) ? "it does more than make a schema, or reaches beyond the database" : null;
    }

    private static int Version(DatabaseSession session) =>
        int.TryParse(session.ServerVersion.Split('.', ' ')[0], out int major) ? major : 0;

    private static string Locale(JsonElement of)
    {
        string? At(string column) => of.TryGetProperty(column, out JsonElement value) ? value.GetString() : null;
        string sql = $"LC_COLLATE {Text(At("datcollate")!)} LC_CTYPE {Text(At("datctype")!)}";

        // Before version 17 the locale of ICU had a column of its own.
        return At("datlocprovider") switch
        {
            "i" => $"{sql} LOCALE_PROVIDER icu ICU_LOCALE {Text((At("datlocale") ?? At("daticulocale"))!)}",
            "b" => $"{sql} LOCALE_PROVIDER builtin BUILTIN_LOCALE {Text(At("datlocale")!)}",
            _ => sql,
        };
    }

    private static string Text(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
