using System.Text;

namespace DataMigrator.Exploration;

/// <summary>The text of a request: given, or in a file.</summary>
internal static class SqlFile
{
    // The largest file that is read as a whole; larger ones are dumps, for the database's own client.
    private const long MostBytes = 64 * 1024 * 1024;

    public static async Task<string> ReadAsync(SqlRequest request, string folder, CancellationToken cancellationToken)
    {
        if ((request.Sql is null) == (request.File is null))
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                "Reading the request: give either the SQL or a file with it" + (request.Sql is null ? "." : ", not both."));
        }

        if (request.Sql is not null)
        {
            return request.Sql;
        }

        string file = Path.Combine(Path.GetFullPath(folder), request.File!);
        try
        {
            if (new FileInfo(file).Length > MostBytes)
            {
                throw new MigrationException(ErrorCodes.InvalidParameter,
                    $"Reading {file}: it is larger than {MostBytes / 1024 / 1024} MiB. Run it with the database's own client.") { Target = file };
            }

            return await File.ReadAllTextAsync(file, new UTF8Encoding(false, throwOnInvalidBytes: true), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter,
                $"Reading the SQL of {file}: {e.Message} Check the path, and that the file is UTF-8.", e) { Target = file };
        }
    }
}
