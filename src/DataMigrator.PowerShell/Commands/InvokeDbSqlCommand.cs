using System.Collections;
using System.Management.Automation;
using DataMigrator.Exploration;
using DataMigrator.PowerShell.Completion;
using DataMigrator.PowerShell.Output;
using DataMigrator.PowerShell.Pipeline;

namespace DataMigrator.PowerShell.Commands;

/// <summary>Runs SQL: a query, statements, or a file.</summary>
/// <remarks>
/// <para>A query returns an object for each row, with a property for each column: Int64, Decimal, Double, Single, Boolean,
/// DateTime, DateTimeOffset, Guid or Byte[] where .NET holds the value exactly, a text where it does not (decimals of over 28
/// digits, times of day, infinite dates, ranges), $null for NULL. With AsText all are exact texts. Other statements return one
/// object that says how many rows they changed. Through a read-only profile, or with ReadOnly, the database itself refuses to
/// write, and one statement is taken.</para>
/// <para>The statements of a file run in order and, where the database can roll them back (PostgreSQL, SQLite), as one
/// transaction: all or nothing. An error names the statement and its line; FirstStatement goes on from there where the
/// database could not roll back.</para>
/// <para>Several files, given or piped, run one after the other. The first that fails ends it: the error names it and the
/// files that were not run. One that holds no statement, such as the triggers of a schema without any, is passed over.</para>
/// </remarks>
/// <example>
/// <code>Invoke-DbSql dev shop "select country, count(*) as customers from customers group by country"</code>
/// <para>Returns an object for each country.</para>
/// </example>
/// <example>
/// <code>Invoke-DbSql prod shop 'select * from customers where country = @country and since &gt; @since' -SqlParameter @{ country = 'CH'; since = [datetime]'2025-01-01' }</code>
/// <para>Gives values beside the SQL: whatever is in them, they are values.</para>
/// </example>
/// <example>
/// <code>$copy = New-DbSchemaCopy prod shop postgres
/// Invoke-DbSql dev shop -Path "$($copy.OutputDir)/tables.sql" -WhatIf</code>
/// <para>Says how many statements of the file would run, and runs none.</para>
/// </example>
/// <example>
/// <code>New-DbSchemaCopy prod shop postgres | Invoke-DbSql dev shop</code>
/// <para>Applies a schema: tables, indexes, foreign keys, triggers and views, in this order.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "DbSql", DefaultParameterSetName = QuerySet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Low,
    HelpUri = HelpAddress.Cmdlets + "invoke-dbsql")]
[OutputType(typeof(DbRow), typeof(SqlResult))]
public sealed class InvokeDbSqlCommand : ProfileCmdlet
{
    private const string QuerySet = "Query";
    private const string PathSet = "Path";

    // What comes through the pipeline is run at its end, so that an error can say which files were not.
    private readonly List<string> _files = [];

    /// <summary>The profile, or a URL such as sqlite:shop.db or postgres://user@host/database.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("SourceProfile")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string ProfileName { get; set; } = "";

    /// <summary>The database; not needed where a URL names it.</summary>
    [Parameter(Position = 1)]
    [Alias("SourceDatabase")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string? DatabaseName { get; set; }

    /// <summary>The SQL: a query, or statements with semicolons between them.</summary>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = QuerySet, ValueFromPipeline = true)]
    [Alias("Sql")]
    [ValidateNotNullOrEmpty]
    public string Query { get; set; } = "";

    /// <summary>A file with SQL in UTF-8, as New-DbSchemaCopy writes them; several run one after the other.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "Files")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Values for names in the SQL, such as @{ id = 5 } for @id. They go to the database beside the text, never in it, each
    /// as what it is: $null, Boolean, a number, DateTime (as its clock shows it), DateTimeOffset (a moment), Guid, Byte[] or String
    /// (which takes the type that its place asks for). A name in a text, a comment or a quoted name is left alone. Every value
    /// must be named, in each of several files.</summary>
    [Parameter]
    [Alias("SqlParameters")]
    [ValidateNotNull]
    public IDictionary SqlParameter { get; set; } = new Hashtable();

    /// <summary>Opens the connection read-only, whatever the profile allows.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>The most rows to return, 1 to 100,000; a warning says when there are more.</summary>
    /// <value>10000</value>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int MaxRows { get; set; } = 10_000;

    /// <summary>Returns every value as its exact text.</summary>
    [Parameter]
    public SwitchParameter AsText { get; set; }

    /// <summary>Seconds until the statements are cancelled, 1 to 86,400.</summary>
    /// <value>600</value>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int TimeoutSeconds { get; set; } = 600;

    /// <summary>Runs each statement on its own, not all in one transaction.</summary>
    [Parameter]
    public SwitchParameter NoTransaction { get; set; }

    /// <summary>The number of the first statement to run, where a file failed that could not be rolled back; of several files,
    /// in the first one.</summary>
    /// <value>1</value>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int FirstStatement { get; set; } = 1;

    /// <summary>SQLite: makes the file where it is not there.</summary>
    [Parameter]
    public SwitchParameter CreateDatabase { get; set; }

    /// <summary>Runs a query; collects files.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == QuerySet)
        {
            CheckUrl(ProfileName);
            Try(() => Process(Query, null, FirstStatement), ProfileName);
        }
        else
        {
            _files.AddRange(Path.Select(FullPath));
        }
    }

    /// <summary>Runs the files.</summary>
    protected override void EndProcessing()
    {
        if (_files.Count > 0)
        {
            CheckUrl(ProfileName);
        }

        for (int i = 0; i < _files.Count; i++)
        {
            try
            {
                ProcessFile(_files[i], i == 0 ? FirstStatement : 1);
            }
            catch (MigrationException e)
            {
                // The next file may need what this one did not bring.
                WriteError(ErrorRecords.Of(WithLeftOut(e, _files[(i + 1)..]), _files[i]));
                return;
            }
        }
    }

    private static MigrationException WithLeftOut(MigrationException e, List<string> files) =>
        files.Count == 0 ? e : new MigrationException(e.Code, $"{e.Message} Not run: {string.Join(", ", files)}.", e.InnerException) { Target = e.Target };

    private void ProcessFile(string file, int firstStatement)
    {
        string sql = ReadFile(file);
        if (_files.Count > 1 && Service.CountStatements(ProfileName, sql) == 0)
        {
            WriteVerbose($"{file} holds no statement.");
            return;
        }

        Process(sql, file, firstStatement);
    }

    private void Process(string sql, string? file, int firstStatement)
    {
        string target = PowerShellText.Of(DatabaseName is null ? ProfileName : $"{ProfileName}/{DatabaseName}");
        int count = Service.CountStatements(ProfileName, sql);
        if (!ShouldProcess(target, $"Run {count} statement{(count == 1 ? "" : "s")}{(file is null ? "" : " of " + file)}"))
        {
            return;
        }

        Dictionary<string, object?> parameters = SqlParameterValues.Of(SqlParameter);
        SqlResult result = Run(token => Service.ExecuteSqlAsync(new SqlRequest
        {
            Profile = ProfileName,
            Database = DatabaseName,
            Sql = file is null ? sql : null,
            File = file,
            ReadOnly = ReadOnly,
            RowLimit = MaxRows,
            CellLimit = int.MaxValue,
            SizeLimit = long.MaxValue,
            Typed = !AsText,
            TimeoutSeconds = TimeoutSeconds,
            Transaction = !NoTransaction,
            FirstStatement = firstStatement,
            Parameters = parameters,
            CreateDatabase = CreateDatabase,
        }, token));
        if (result.Rows.Columns.Count == 0)
        {
            WriteObject(result);
            return;
        }

        WriteObject(RowObjects.Of(result.Rows), enumerateCollection: true);
        if (result.Rows.MoreRows)
        {
            WriteWarning($"There are more than {MaxRows} rows; -MaxRows returns more.");
        }
    }

    private static string ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(ErrorCodes.InvalidParameter, $"Reading the SQL of {file}: {e.Message} Check the path.", e)
            { Target = file };
        }
    }
}
