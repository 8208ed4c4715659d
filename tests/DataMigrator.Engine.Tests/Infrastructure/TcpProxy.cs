using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace DataMigrator.Tests.Infrastructure;

/// <summary>Stands between a job and its server on loopback, and does to the connection what networks do.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly ServerUrl _server;
    private readonly ConcurrentDictionary<Link, Task> _links = new();
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private Task _accepting;

    public TcpProxy(ServerUrl server)
    {
        _server = server;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>What becomes of a piece on its way: how many of its bytes go on. It may wait, or cut the link.</summary>
    public delegate Task<int> Passage(Link link, ReadOnlyMemory<byte> piece, bool toServer);

    public int Port { get; }

    /// <summary>Connections so far.</summary>
    public int Connections { get; private set; }

    public Passage Passes { get; set; } = (_, piece, _) => Task.FromResult(piece.Length);

    /// <summary>Takes no connections until <see cref="Accept"/>.</summary>
    public void Refuse() => _listener.Stop();

    public void Accept()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Ends all connections with a reset.</summary>
    /// <param name="serverToo">Else the server goes on with a session whose client is gone, as when a firewall drops it.</param>
    public void Reset(bool serverToo = true)
    {
        foreach (Link link in _links.Keys)
        {
            link.Reset(serverToo);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Reset();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_links.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            Connections++;
            var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(_server.Host, _server.Port);
            }
            catch (SocketException)
            {
                client.Dispose();
                continue;
            }

            var link = new Link(client, server);
            _links[link] = Task.WhenAll(PumpAsync(link, toServer: true), PumpAsync(link, toServer: false));
        }
    }

    private async Task PumpAsync(Link link, bool toServer)
    {
        (Socket from, Socket to) = toServer ? (link.Client, link.Server) : (link.Server, link.Client);
        byte[] buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                int passed = await Passes(link, buffer.AsMemory(0, read), toServer);
                await to.SendAsync(buffer.AsMemory(0, passed));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }

        if (!link.ServerStays)
        {
            link.Reset(serverToo: true);
        }
    }

    /// <summary>A connection of the client and the one that it stands for.</summary>
    public sealed class Link(Socket client, Socket server)
    {
        public Socket Client { get; } = client;

        public Socket Server { get; } = server;

        /// <summary>A COMMIT has gone through to the server.</summary>
        public bool Committing { get; set; }

        public bool ServerStays { get; private set; }

        public void Reset(bool serverToo)
        {
            ServerStays |= !serverToo;
            foreach (Socket socket in serverToo ? (Socket[])[Client, Server] : [Client])
            {
                try
                {
                    socket.LingerState = new LingerOption(true, 0);
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    // It has ended by itself.
                }

                socket.Dispose();
            }
        }
    }
}
