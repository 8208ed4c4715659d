using System.Buffers;
using System.Runtime.InteropServices;

namespace DataMigrator.Profiles;

/// <summary>Tells files from what only looks like one: links that lead elsewhere, FIFOs that never end, devices.</summary>
internal static partial class PlainFile
{
    private const int CurrentFolder = -100;
    private const uint KindAndMode = 3;
    private const int ModeAt = 28;
    private const int KindMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>The file or its folder is a symbolic link.</summary>
    public static bool IsLinked(string path) => new FileInfo(path).LinkTarget is not null
        || (Path.GetDirectoryName(path) is { Length: > 0 } folder && new DirectoryInfo(folder).LinkTarget is not null);

    /// <summary>Refuses what no program of ours makes, in a folder of its own.</summary>
    /// <exception cref="IOException">It is a symbolic link, a FIFO or a device.</exception>
    public static void Require(string path)
    {
        if (new FileInfo(path).LinkTarget is not null || !IsFileOrFolder(path))
        {
            throw new IOException($"{path} is a link, or it is no file, which this program does not make. Look where it leads, then remove it.");
        }
    }

    /// <summary>A regular file, a folder, or nothing yet. Links are followed.</summary>
    public static bool IsFileOrFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        byte[] status = ArrayPool<byte>.Shared.Rent(256);
        try
        {
            // The one form of a file's status that is the same on every processor.
            return Status(CurrentFolder, path, 0, KindAndMode, status) != 0
                || (MemoryMarshal.Read<ushort>(status.AsSpan(ModeAt)) & KindMask) is Regular or Folder;
        }
        catch (EntryPointNotFoundException)
        {
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(status);
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int folder, string path, int flags, uint mask, byte[] status);
}
