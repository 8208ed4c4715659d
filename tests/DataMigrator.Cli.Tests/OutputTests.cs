using System.CommandLine;
using DataMigrator.Cli.Commands;
using DataMigrator.Cli.Output;
using DataMigrator.Jobs;
using DataMigrator.Planning;

namespace DataMigrator.Cli.Tests;

public sealed class OutputTests
{
    [Theory]
    [InlineData("a,b", new[] { "a", "b" })]
    [InlineData(" a , b ,", new[] { "a", "b", "" })]
    [InlineData("\"a,b\",c", new[] { "a,b", "c" })]
    [InlineData("\"a\"\"b\"", new[] { "a\"b" })]
    [InlineData("a\"b", new[] { "a\"b" })]
    [InlineData("\"open", new[] { "\"open" })]
    [InlineData("order details,größe", new[] { "order details", "größe" })]
    [InlineData("", new[] { "" })]
    public void Lists_of_tables_may_hold_names_with_commas(string text, string[] names) =>
        Assert.Equal(names, TransferOptions.SplitList(text));

    [Fact]
    public void The_option_of_tables_may_be_repeated()
    {
        var transfer = new TransferOptions();
        var command = new Command("x");
        transfer.AddTo(command);

        MigrationRequest request = transfer.Read(command.Parse(
            ["--source", "s", "--target", "t", "--include-tables", "a,b", "--include-tables", "c", "--exclude-tables", "d"]));

        Assert.Equal(["a", "b", "c"], request.IncludeTables);
        Assert.Equal(["d"], request.ExcludeTables);
    }

    [Fact]
    public void A_plain_table_lines_up_and_never_wraps()
    {
        var table = new ResultTable("Name", ">Rows");
        table.Add(new string('x', 300), "1");
        table.Add("größe", "1,000");
        using var output = new StringWriter();

        table.WritePlain(output);

        string[] lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal(300 + 2 + 5, line.Length));
    }

    [Fact]
    public void Names_can_not_move_the_cursor() =>
        Assert.Equal("a\\nb\\u001b[2J\\u202ec", Printable.Text("a\nb\u001b[2J\u202ec"));

    [Theory]
    [InlineData(JobState.Completed, null, 0)]
    [InlineData(JobState.Completed, true, 0)]
    [InlineData(JobState.Completed, false, 3)]
    [InlineData(JobState.CompletedWithErrors, null, 3)]
    [InlineData(JobState.Failed, null, 1)]
    [InlineData(JobState.Interrupted, null, 1)]
    [InlineData(JobState.Stopped, null, 130)]
    public void The_exit_code_says_how_a_job_ended(JobState state, bool? verified, int code) =>
        Assert.Equal(code, ExitCode.Of(new JobStatus
        {
            JobId = "j", Status = state, Mode = JobMode.SingleTable, ProgressPercent = 0, RowsMigrated = 0, RowsFailed = 0,
            TotalRows = 0, TablesCompleted = 0, TablesTotal = 0, TablesStatus = [], FailedTables = [],
            StartedAt = DateTimeOffset.UnixEpoch, Verified = verified,
        }));

    [Fact]
    public void Words_for_a_terminal_name_the_table_and_the_code_without_secrets() =>
        Assert.Equal("error: t\\n: failed: password=***. more [MIGRATION_FAILED]",
            StandardError.Words(new LogEntry("error", "failed: password=abc") { Table = "t\n", Detail = "more", Code = "MIGRATION_FAILED" }));
}
