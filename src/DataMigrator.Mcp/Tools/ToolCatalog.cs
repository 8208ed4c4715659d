namespace DataMigrator.Mcp.Tools;

/// <summary>All tools, in the order of a migration: a tool is a file in this folder and a line here.</summary>
internal static class ToolCatalog
{
    public static IReadOnlyList<McpTool> All { get; } =
    [
        new ListProfilesTool(),
        new ListDatabasesTool(),
        new ListTablesTool(),
        new DescribeTableTool(),
        new SampleDataTool(),
        new QueryDataTool(),
        new GenerateSchemaCopyTool(),
        new ReadSchemaFileTool(),
        new WriteSchemaFileTool(),
        new ExecuteSqlTool(),
        new PlanMigrationTool(),
        new RehearseMigrationTool(),
        new StartMigrationJobTool(),
        new CheckMigrationStatusTool(),
        new StopMigrationJobTool(),
        new ListMigrationJobsTool(),
        new ReadRejectedRowsTool(),
        new VerifyMigrationTool(),
        new ToolHelpTool(),
    ];

    /// <summary>The tools that a server offers; a read-only one has none that writes.</summary>
    public static IReadOnlyList<McpTool> For(bool readOnly) => readOnly ? [.. All.Where(t => t.Hints.ReadOnly)] : All;
}
