using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DataMigrator.Profiles;

namespace DataMigrator.Jobs;

/// <summary>Where a job's files lie, under <c>{home}/.tmp/migrations/{job_id}</c>. Private: folders 0700, files 0600.</summary>
internal sealed partial class JobFolder
{
    private const UnixFileMode PrivateFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private JobFolder(string path, string jobId)
    {
        Path = path;
        JobId = jobId;
    }

    public string Path { get; }

    public string JobId { get; }

    public string CheckpointFile => System.IO.Path.Combine(Path, "checkpoint.json");

    public string JournalFile => System.IO.Path.Combine(Path, "checkpoint.log");

    public string MarkFile => System.IO.Path.Combine(Path, "checkpoint.seq");

    public string LockFile => System.IO.Path.Combine(Path, "lock");

    public string StopFile => System.IO.Path.Combine(Path, "stop");

    public string FkViolationsFile => System.IO.Path.Combine(Path, "fk_violations.jsonl");

    public static string Root(string home) => System.IO.Path.Combine(System.IO.Path.GetFullPath(home), ".tmp", "migrations");

    public static JobFolder Create(string home)
    {
        string id = DateTime.UtcNow.ToString("yyyyMMdd-HHmmss") + "-" + RandomNumberGenerator.GetHexString(6, lowercase: true);
        var folder = new JobFolder(System.IO.Path.Combine(Root(home), id), id);
        try
        {
            CreatePrivate(folder.Path);
            FolderFlush.Run(Root(home));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder.Path, e);
        }

        return folder;
    }

    public static MigrationException NotWritable(string path, Exception e) => new(ErrorCodes.AccessDenied,
        $"Creating the job's folder {path}: {e.Message} Choose a home folder that can be written ({HostTerm.Home.Mark()}).", e);

    public static JobFolder Open(string home, string jobId)
    {
        string path = System.IO.Path.Combine(Root(home), jobId);
        bool isId = JobIdForm().IsMatch(jobId);
        if (!isId || !Directory.Exists(path))
        {
            // What is no id may be anything that was typed in its place: a password too.
            throw new MigrationException(ErrorCodes.MigrationNotFound,
                $"Looking for {(isId ? $"the job {jobId}" : "a job by what is no job's id")}: there is none under {Root(home)}. Check the id ({HostTerm.FindJobId.Mark()}) "
                + $"and the home folder ({HostTerm.Home.Mark()}).") { Target = isId ? jobId : null };
        }

        return new DirectoryInfo(path).LinkTarget is null ? new JobFolder(path, jobId) : throw new MigrationException(ErrorCodes.AccessDenied,
            $"Looking for the job {jobId}: its folder {path} is a symbolic link, which this program does not make. Remove it by hand.") { Target = jobId };
    }

    public static IEnumerable<JobFolder> All(string home)
    {
        string root = Root(home);
        return Directory.Exists(root)
            ? Directory.EnumerateDirectories(root).Where(p => new DirectoryInfo(p).LinkTarget is null).Select(p => new JobFolder(p, System.IO.Path.GetFileName(p)))
                .Where(f => JobIdForm().IsMatch(f.JobId))
            : [];
    }

    /// <summary>The reject file of a table. A name's characters other than letters, digits, <c>_</c>, <c>-</c> and inner
    /// dots are percent-encoded; what was changed, is long, or holds capitals (which some file systems fold) ends in a
    /// hash of the name if <paramref name="others"/> would clash: as the encoding tells all names apart, those that differ
    /// in case alone.</summary>
    public string RejectFile(string table, IEnumerable<string> others)
    {
        string name = FileName(table);
        bool clash = others.Any(o => string.Equals(o, table, StringComparison.OrdinalIgnoreCase) && o != table);
        return System.IO.Path.Combine(Path, (clash ? name + "-" + Hash(table) : name) + "_failed.jsonl");
    }

    /// <summary>Opens a file of the job for writing, private from its first byte. A link that was put in its place is refused, also
    /// one that is put there at this moment: nothing is written or cut before it is known to be the file.</summary>
    /// <exception cref="IOException">It can't be opened, or is no file.</exception>
    public static FileStream OpenPrivate(string path, FileMode mode, FileShare share = FileShare.Read, bool buffered = true)
    {
        PlainFile.Require(path);
        FileStream file = Open(path, mode, share, buffered);
        try
        {
            PlainFile.Require(path);
            if (mode == FileMode.Create)
            {
                file.SetLength(0);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static FileStream Open(string path, FileMode mode, FileShare share, bool buffered)
    {
        for (int attempt = 1; ; attempt++)
        {
            // Only a file that is made anew is sure not to be reached through a link.
            bool isNew = mode == FileMode.CreateNew || !File.Exists(path);
            var options = new FileStreamOptions
            {
                Mode = isNew ? FileMode.CreateNew : FileMode.Open, Access = FileAccess.Write, Share = share, BufferSize = buffered ? 4096 : 0,
            };
            if (isNew && !OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = PrivateFile;
            }

            try
            {
                return new FileStream(path, options);
            }
            catch (IOException e) when (mode != FileMode.CreateNew && attempt < 10 && (isNew ? File.Exists(path) : e is FileNotFoundException))
            {
                // Another process made or removed it in between.
            }
        }
    }

    /// <summary>A name beside a file that nobody can foresee, for what is to take its place.</summary>
    public static string Temporary(string path) => $"{path}.{Guid.NewGuid():n}.new";

    /// <summary>Takes away what a process that died has left of those.</summary>
    public void RemoveTemporaries()
    {
        foreach (string file in Directory.EnumerateFiles(Path, "*.new"))
        {
            Remove(file);
        }
    }

    /// <summary>Removes a file, or leaves it where that can't be: it does no harm.</summary>
    public static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }

    public static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, PrivateFolder);
        }
    }

    private static string FileName(string table)
    {
        var name = new StringBuilder();
        foreach (byte b in Encoding.UTF8.GetBytes(table))
        {
            bool plain = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' || (b == '.' && name.Length > 0);
            name.Append(plain ? ((char)b).ToString() : $"%{b:X2}");
        }

        return name.Length <= 120 ? name.ToString() : name.ToString(0, 100) + "-" + Hash(table);
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    [GeneratedRegex("^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$")]
    private static partial Regex JobIdForm();
}
