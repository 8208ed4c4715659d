using DataMigrator.Jobs;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Jobs;

/// <summary>What networks do to a job's connection, at a chosen place: into a table without a key, where a row that is written
/// twice would stay.</summary>
[Collection(ProcessCollection.Name)]
public sealed class NetworkFaultTests
{
    private const int Rows = 3000;

    /// <summary>What is done to the connection.</summary>
    public enum Fault
    {
        /// <summary>It is reset within a batch, and no other is taken for a while.</summary>
        Refuse,

        /// <summary>It is reset within a batch.</summary>
        Reset,

        /// <summary>Nothing moves for a while.</summary>
        Stall,

        /// <summary>It is reset when half a packet has gone through.</summary>
        HalfPacket,

        /// <summary>The server's answer to a COMMIT is late.</summary>
        LateAnswer,

        /// <summary>The connection is reset before the answer to a COMMIT has come.</summary>
        LostAnswer,
    }

    public static TheoryData<DatabaseKind, Fault> Cases()
    {
        var data = new TheoryData<DatabaseKind, Fault>();
        foreach (DatabaseKind kind in TestServers.AllKinds.Where(k => k != DatabaseKind.Sqlite))
        {
            foreach (Fault fault in Enum.GetValues<Fault>())
            {
                data.Add(kind, fault);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_row_is_there_once_after_a_fault_of_the_network(DatabaseKind kind, Fault fault)
    {
        TestServers.Require(kind);
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(kind);
        await source.ExecuteAsync("CREATE TABLE t (id int NOT NULL PRIMARY KEY, v varchar(20))");
        await Numbers.FillAsync(source, "t", Rows, "n, 'row ' || n");
        await source.CloseAsync();
        await target.ExecuteAsync("CREATE TABLE t (id int NOT NULL, v varchar(20))");
        await using var proxy = new TcpProxy(target.Server!);
        using var migration = new TestMigration(source, target, targetPort: proxy.Port);
        int done = 0;
        proxy.Passes = async (link, piece, toServer) =>
        {
            bool commits = toServer && piece.Span.IndexOf("COMMIT"u8) >= 0;
            bool answers = !toServer && link.Committing;
            link.Committing = toServer ? commits : link.Committing;
            bool isPlace = fault switch
            {
                Fault.LateAnswer or Fault.LostAnswer => answers,
                _ => toServer && piece.Span.IndexOf("row 1500"u8) >= 0,
            };
            if (!isPlace || Interlocked.Exchange(ref done, 1) != 0)
            {
                return piece.Length;
            }

            switch (fault)
            {
                case Fault.Stall or Fault.LateAnswer:
                    await Task.Delay(TimeSpan.FromSeconds(2));
                    break;
                case Fault.HalfPacket:
                    await link.Server.SendAsync(piece[..(piece.Length / 2)]);
                    proxy.Reset();
                    break;
                case Fault.Refuse:
                    proxy.Refuse();
                    proxy.Reset();
                    _ = Task.Delay(TimeSpan.FromSeconds(2)).ContinueWith(_ => proxy.Accept(), TaskScheduler.Default);
                    break;
                default:
                    proxy.Reset();
                    break;
            }

            return piece.Length;
        };

        JobStatus status = await migration.RunAsync(r => r with { BatchSize = 1000 });

        Assert.True(status.Status == JobState.Completed, migration.Describe(status));
        Assert.Equal(1, done);
        Assert.Equal(fault is not (Fault.Stall or Fault.LateAnswer), migration.Log.Any(e => e.Message == "Retrying"));
        Assert.Equal((Rows, Rows), (status.RowsMigrated, await target.CountAsync("t")));
        Assert.Equal(Rows, Convert.ToInt64(await target.ScalarAsync("SELECT count(DISTINCT id) FROM t")));
    }
}
