using DataMigrator.Profiles;

namespace DataMigrator.Jobs;

/// <summary>Notices that a file of rows set aside holds less than the job has put there: those rows are then nowhere but in the
/// source, and whoever repairs rows by the file must know.</summary>
internal static class LostLines
{
    private const byte LineEnd = (byte)'\n';

    public static void WarnOf(JobTracker tracker, string fkViolations)
    {
        foreach (TableCheckpoint table in tracker.Checkpoint.Tables.Where(t => t.RejectBytes > 0))
        {
            Warn(tracker, tracker.RejectFile(table.Table), table.RejectBytes,
                $"{table.RowsFailed} rows of {table.Table} were set aside, those that refer to nothing among them");
        }

        if (tracker.Checkpoint.FkBytes > 0)
        {
            Warn(tracker, fkViolations, tracker.Checkpoint.FkBytes,
                $"{tracker.Checkpoint.Tables.Sum(t => t.RowsFailed)} rows of all tables were set aside, in this file or their table's");
        }
    }

    private static void Warn(JobTracker tracker, string path, long bytes, string setAside)
    {
        (long length, long lines) = Measure(path, bytes);
        if (length < bytes)
        {
            tracker.Warn($"{path} was {(length == 0 ? "deleted or emptied" : "cut")} after the job wrote it: {length} of {bytes} bytes and "
                + $"{lines} whole rows are left. {setAside}; what the file has lost is to be had from the source only.");
        }
    }

    /// <summary>The file's length and, where it is less than it should be, its lines.</summary>
    private static (long Length, long Lines) Measure(string path, long bytes)
    {
        try
        {
            PlainFile.Require(path);
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] buffer = new byte[64 * 1024];
            long lines = 0;
            int read;
            while (file.Length < bytes && (read = file.Read(buffer)) > 0)
            {
                lines += buffer.AsSpan(0, read).Count(LineEnd);
            }

            return (file.Length, lines);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (0, 0);
        }
    }
}
