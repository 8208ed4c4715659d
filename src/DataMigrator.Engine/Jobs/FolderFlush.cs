using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataMigrator.Jobs;

/// <summary>Puts a folder's entries on disk, so that a file made or renamed in it is there after a power cut. Windows needs
/// nothing for it: its file systems keep a journal of names.</summary>
internal static partial class FolderFlush
{
    private const int ReadOnly = 0;
    private const int InputOutputError = 5;

    /// <exception cref="IOException">The disk failed. A file system that can't do this at all is no error.</exception>
    public static void Run(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET opens no folders.
        using var handle = new SafeFileHandle(Open(folder, ReadOnly), ownsHandle: true);
        if (!handle.IsInvalid && Flush(handle) != 0 && Marshal.GetLastPInvokeError() == InputOutputError)
        {
            throw new IOException($"The folder {folder} could not be put on disk.");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(SafeFileHandle handle);
}
