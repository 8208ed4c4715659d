using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace DataMigrator.Loader;

/// <summary>Runs when the module is imported, before its cmdlets are looked for, and answers the question where the engine is
/// that they refer to: in a load context of its own, so that the drivers and libraries it brings never meet another
/// module's versions of them. The cmdlets refer to nothing else but PowerShell.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    private static readonly string[] Ours = ["DataMigrator.Engine", "DataMigrator.Mcp"];

    private static readonly Lock Gate = new();
    private static DependencyContext? _context;

    /// <summary>Called by PowerShell at every import. The hook stays for the process's life: a forced import runs this
    /// again without <c>OnRemove</c>, and types once handed out live in the context anyhow.</summary>
    public void OnImport()
    {
        lock (Gate)
        {
            if (_context is null)
            {
                string root = Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!;
                _context = new DependencyContext(Path.Combine(root, "Dependencies"));
                AssemblyLoadContext.Default.Resolving += Resolve;
            }
        }
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        Ours.Contains(name.Name) ? _context!.LoadFromAssemblyName(name) : null;
}
