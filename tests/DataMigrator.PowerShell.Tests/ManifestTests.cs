using System.Reflection;
using DataMigrator.PowerShell.Commands;

namespace DataMigrator.PowerShell.Tests;

public sealed class ManifestTests
{
    [Fact]
    public void The_manifest_exports_the_cmdlets_of_the_assembly_and_nothing_else()
    {
        Assert.Equal(CmdletInfo.All.Select(c => c.Name), ModuleFolder.List("CmdletsToExport").Order(StringComparer.Ordinal));
        Assert.Empty(ModuleFolder.List("FunctionsToExport"));
        Assert.DoesNotContain("'*'", ModuleFolder.Manifest);
    }

    [Fact]
    public void The_manifest_has_the_version_of_the_assembly()
    {
        string version = typeof(StartDbMigrationJobCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

        Assert.StartsWith(ModuleFolder.Value("ModuleVersion"), version, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_that_the_manifest_names_is_in_the_module()
    {
        foreach (string file in (string[])[.. ModuleFolder.List("NestedModules"), .. ModuleFolder.List("FormatsToProcess"),
            .. ModuleFolder.List("TypesToProcess"), ModuleFolder.Value("RootModule")])
        {
            Assert.True(File.Exists(Path.Combine(ModuleFolder.Path, file)), file);
        }
    }

    [Fact]
    public void The_root_holds_the_cmdlets_and_the_loader_alone_so_that_no_library_lands_in_PowerShell_s_own_context() =>
        Assert.Equal(["DataMigrator.Loader.dll", "DataMigrator.PowerShell.dll"],
            Directory.GetFiles(ModuleFolder.Path, "*.dll").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    // The loader answers for these two; any other library would come from PowerShell's own context, or not at all.
    [Fact]
    public void The_cmdlets_refer_to_the_engine_and_to_what_PowerShell_has() =>
        Assert.Equal(["DataMigrator.Engine", "DataMigrator.Mcp", "System.Management.Automation"],
            typeof(StartDbMigrationJobCommand).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
                .Where(n => n == "System.Management.Automation" || !n.StartsWith("System", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("win-x64", "e_sqlite3.dll")]
    [InlineData("win-arm64", "e_sqlite3.dll")]
    [InlineData("linux-x64", "libe_sqlite3.so")]
    [InlineData("linux-arm64", "libe_sqlite3.so")]
    [InlineData("linux-musl-x64", "libe_sqlite3.so")]
    [InlineData("osx-x64", "libe_sqlite3.dylib")]
    [InlineData("osx-arm64", "libe_sqlite3.dylib")]
    public void SQLite_is_carried_for_each_platform(string platform, string file) =>
        Assert.True(File.Exists(Path.Combine(ModuleFolder.Path, "Dependencies", "runtimes", platform, "native", file)));

    [Fact]
    public void SQLite_is_carried_for_no_other_platform() =>
        Assert.Equal(7, Directory.GetDirectories(Path.Combine(ModuleFolder.Path, "Dependencies", "runtimes")).Length);

    [Fact]
    public void The_module_carries_no_symbols_and_none_of_PowerShell_s_own_assemblies()
    {
        string[] names = [.. Directory.GetFiles(ModuleFolder.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f))];

        Assert.DoesNotContain(names, n => n.EndsWith(".pdb", StringComparison.Ordinal) || n.EndsWith(".deps.json", StringComparison.Ordinal));
        Assert.DoesNotContain("System.Management.Automation.dll", names);
    }
}
