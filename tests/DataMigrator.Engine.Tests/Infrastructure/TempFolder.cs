namespace DataMigrator.Tests.Infrastructure;

/// <summary>A folder of its own in the temporary folder, gone with all it holds at the end.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("datamigrator-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public bool IsEmpty => !Directory.EnumerateFileSystemEntries(Path).Any();

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public override string ToString() => Path;
}
