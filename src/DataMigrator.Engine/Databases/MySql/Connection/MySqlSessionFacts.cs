using System.Runtime.CompilerServices;

namespace DataMigrator.Databases.MySql.Connection;

/// <summary>What a writer must know of a session's server, looked up once a session.</summary>
internal sealed class MySqlSessionFacts
{
    private static readonly ConditionalWeakTable<DatabaseSession, MySqlSessionFacts> Sessions = [];

    private readonly HashSet<string> _said = [];

    /// <summary>The largest statement, row or value in bytes.</summary>
    public long MaxAllowedPacket { get; private init; }

    /// <summary>LOAD DATA LOCAL INFILE may be used.</summary>
    public bool LocalInfile { get; set; }

    public static async Task<MySqlSessionFacts> OfAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        if (Sessions.TryGetValue(session, out MySqlSessionFacts? known))
        {
            return known;
        }

        List<MySqlSessionFacts> rows = await session.QueryAsync(
            "SELECT @@max_allowed_packet, @@local_infile",
            r => new MySqlSessionFacts
            {
                MaxAllowedPacket = Convert.ToInt64(r.GetValue(0)),
                LocalInfile = Convert.ToInt64(r.GetValue(1)) != 0,
            }, cancellationToken).ConfigureAwait(false);
        Sessions.AddOrUpdate(session, rows[0]);
        return rows[0];
    }

    /// <summary>Passes a warning on, once a session.</summary>
    public void WarnOnce(DatabaseSession session, string message)
    {
        if (_said.Add(message))
        {
            session.Warn?.Invoke(message);
        }
    }
}
