using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace DataMigrator.Loader;

/// <summary>Loads what lies in the module's <c>Dependencies</c> folder, and leaves the rest to PowerShell.</summary>
internal sealed class DependencyContext(string folder) : AssemblyLoadContext("DataMigrator")
{
    // Asked once for every P/Invoke of a library; 0 remembers that it is not here.
    private readonly ConcurrentDictionary<string, IntPtr> _libraries = new(StringComparer.Ordinal);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) => _libraries.GetOrAdd(unmanagedDllName, Find);

    private IntPtr Find(string name)
    {
        foreach (string rid in RuntimeIdentifiers())
        {
            foreach (string file in FileNames(name))
            {
                string path = Path.Combine(folder, "runtimes", rid, "native", file);
                if (File.Exists(path))
                {
                    return LoadUnmanagedDllFromPath(path);
                }
            }
        }

        return IntPtr.Zero;
    }

    /// <summary>The platform's own name first; a runtime that a distribution built calls itself <c>debian.12-x64</c> or
    /// <c>alpine.3.20-x64</c>, whose libraries are those of linux and of linux-musl.</summary>
    private static IEnumerable<string> RuntimeIdentifiers()
    {
        string own = RuntimeInformation.RuntimeIdentifier;
        yield return own;
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx"
            : own.Contains("musl", StringComparison.Ordinal) || own.StartsWith("alpine", StringComparison.Ordinal) ? "linux-musl"
            : "linux";
        yield return system + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
    }

    private static IEnumerable<string> FileNames(string name)
    {
        yield return name;
        string extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        yield return name + extension;
        yield return "lib" + name + extension;
    }
}
