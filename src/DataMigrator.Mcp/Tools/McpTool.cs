using System.Text.Json.Nodes;
using DataMigrator.Mcp.Schema;
using DataMigrator.Mcp.Server;
using ModelContextProtocol.Protocol;

namespace DataMigrator.Mcp.Tools;

/// <summary>What a tool does to the world, as hints for clients.</summary>
/// <param name="ReadOnly">It changes nothing.</param>
/// <param name="Destructive">It may remove or overwrite something.</param>
/// <param name="Idempotent">The same call again has no further effect.</param>
/// <param name="OpenWorld">It reaches databases outside the server's own folders.</param>
internal sealed record ToolHints(bool ReadOnly, bool Destructive, bool Idempotent, bool OpenWorld)
{
    /// <summary>Reads a database.</summary>
    public static ToolHints Reading { get; } = new(true, false, true, true);

    /// <summary>Reads what the server itself holds.</summary>
    public static ToolHints Local { get; } = new(true, false, true, false);
}

/// <summary>An example of a call.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Arguments">The arguments as JSON.</param>
internal sealed record ToolExample(string Purpose, string Arguments);

/// <summary>An error that is to be expected.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Cause">When it comes.</param>
/// <param name="Next">What to do.</param>
internal sealed record ToolError(string Code, string Cause, string Next);

/// <summary>A tool: what is told of it, and what it does. One instance serves all calls.</summary>
internal abstract class McpTool
{
    public abstract string Name { get; }

    public abstract string Title { get; }

    /// <summary>When to use it, what comes back, what to do next.</summary>
    public abstract string Description { get; }

    public abstract ToolHints Hints { get; }

    public abstract IReadOnlyList<Parameter> Parameters { get; }

    public abstract IReadOnlyList<Field> Result { get; }

    /// <summary>The member that bounds itself and may be long, null for none.</summary>
    public virtual string? LongMember => null;

    /// <summary>What of the result can be read by address.</summary>
    public virtual IEnumerable<ResourceLinkBlock> Links(JsonObject result, string home) => [];

    public abstract IReadOnlyList<ToolExample> Examples { get; }

    public abstract IReadOnlyList<ToolError> Errors { get; }

    /// <summary>Does it.</summary>
    /// <exception cref="MigrationException">What went wrong, for the agent.</exception>
    public abstract Task<JsonObject> RunAsync(ToolCall call, CancellationToken cancellationToken);
}

/// <summary>A call of a tool.</summary>
/// <param name="Server">What the tools share.</param>
/// <param name="Arguments">The arguments, checked.</param>
/// <param name="Report">Tells the client how far a call that waits has come: done, total where it is known, words.</param>
internal sealed record ToolCall(ServerContext Server, Arguments Arguments, Func<double, double?, string, Task> Report)
{
    public MigrationService Service => Server.Service;
}
