using System.Text.Json;
using DataMigrator.Jobs;
using DataMigrator.Json;
using DataMigrator.Planning;
using DataMigrator.Tests.Infrastructure;
using DataMigrator.Verification;

namespace DataMigrator.Tests.Jobs;

public sealed class StatusJsonTests
{
    private static readonly JobStatus Status = new()
    {
        JobId = "j1", Status = JobState.CompletedWithErrors, Mode = JobMode.WholeDatabase, ProgressPercent = 33,
        RowsMigrated = long.MaxValue, RowsFailed = 1, TotalRows = 3, TablesCompleted = 1, TablesTotal = 2,
        TablesStatus = [new TableStatus("t", TableState.InProgress, 1, 2, 3)],
        FailedTables = [new FailedTable("größe", "why", 1, "/tmp/t_failed.jsonl")],
        StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    [Fact]
    public void A_status_has_the_names_of_the_contract_with_nulls()
    {
        using JsonDocument json = JsonDocument.Parse(StatusJson.Serialize(Status, TermNames.Instance));
        JsonElement root = json.RootElement;

        Assert.Equal(
            [
                "job_id", "status", "mode", "progress_percent", "current_table", "rows_migrated", "rows_failed", "total_rows",
                "error_file", "tables_completed", "tables_total", "tables_status", "failed_tables", "started_at", "completed_at",
                "error_message", "error_code", "rows_per_second", "bytes_migrated", "eta_seconds", "warnings", "verified", "source",
                "target", "checkpoint",
            ],
            Names(root));
        Assert.Equal(["table", "status", "rows_migrated", "rows_failed", "total_rows", "bytes_migrated", "elapsed_seconds", "error_file",
            "target_table"],
            Names(root.GetProperty("tables_status")[0]));
        Assert.Equal(["table", "error", "rows_failed", "error_file"], Names(root.GetProperty("failed_tables")[0]));
        Assert.Equal("completed_with_errors", root.GetProperty("status").GetString());
        Assert.Equal("whole_database", root.GetProperty("mode").GetString());
        Assert.Equal("in_progress", root.GetProperty("tables_status")[0].GetProperty("status").GetString());
        Assert.Equal("33", root.GetProperty("progress_percent").GetRawText());
        Assert.Equal(long.MaxValue, root.GetProperty("rows_migrated").GetInt64());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("completed_at").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("eta_seconds").ValueKind);
        Assert.Equal("2026-01-02T03:04:05+00:00", root.GetProperty("started_at").GetString());
    }

    [Theory]
    [InlineData(JobState.Running, "running")]
    [InlineData(JobState.Completed, "completed")]
    [InlineData(JobState.Failed, "failed")]
    [InlineData(JobState.Stopped, "stopped")]
    [InlineData(JobState.Interrupted, "interrupted")]
    public void States_are_words_of_the_contract(JobState state, string word) =>
        Assert.Contains($"\"status\": \"{word}\"", StatusJson.Serialize(Status with { Status = state }, TermNames.Instance));

    [Fact]
    public void A_list_of_jobs_is_one_document()
    {
        using JsonDocument json = JsonDocument.Parse(StatusJson.Serialize([Status, Status], TermNames.Instance));

        Assert.Equal(2, json.RootElement.GetArrayLength());
    }

    [Fact]
    public void A_log_line_is_one_line_and_leaves_nulls_out()
    {
        string line = StatusJson.SerializeLine(new LogEntry("info", "Migration progress")
        {
            Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), JobId = "j1", Table = "a\nb", Rows = 5000, Percent = 25,
        }, TermNames.Instance);

        Assert.DoesNotContain('\n', line);
        using JsonDocument json = JsonDocument.Parse(line);
        Assert.Equal(["level", "message", "time", "job_id", "table", "rows", "percent"], Names(json.RootElement));
        Assert.Equal("25", json.RootElement.GetProperty("percent").GetRawText());
    }

    [Fact]
    public void Numbers_that_json_does_not_have_do_not_break_it()
    {
        using JsonDocument json = JsonDocument.Parse(StatusJson.Serialize(Status with { RowsPerSecond = double.PositiveInfinity }, TermNames.Instance));

        Assert.Equal(0, json.RootElement.GetProperty("rows_per_second").GetDouble());
    }

    [Fact]
    public void A_plan_and_a_verification_have_names_in_snake_case()
    {
        var plan = new MigrationPlan("s", "t",
            [new PlannedTable("a", "b", null, ["id"], "after_last_key", [new PlannedColumn("c", "INT", "d", "bigint", "exact")])],
            [["a"]], ["w"], [new PlanProblem(ErrorCodes.ColumnMismatch, "a", "c", "m")]) { Identity = "x" };
        using JsonDocument json = JsonDocument.Parse(StatusJson.Serialize(plan, TermNames.Instance));
        Assert.Equal(["source", "target", "tables", "cycles", "warnings", "problems", "identity"], Names(json.RootElement));
        Assert.Equal(["source_table", "target_table", "row_estimate", "read_order", "restart", "columns"], Names(json.RootElement.GetProperty("tables")[0]));
        Assert.Equal(["source", "source_type", "target", "target_type", "conversion"],
            Names(json.RootElement.GetProperty("tables")[0].GetProperty("columns")[0]));
        Assert.Equal(["code", "table", "column", "message"], Names(json.RootElement.GetProperty("problems")[0]));

        var result = new VerificationResult(false,
            [
                new TableVerification("a", false, 1, 2, "x", "y",
                    [new RowDifference("different", new Dictionary<string, string?> { ["Id"] = "1" }, [new ColumnDifference("C", "1", null)])]),
            ], "s", "t");
        using JsonDocument verified = JsonDocument.Parse(StatusJson.Serialize(result, TermNames.Instance));
        JsonElement table = verified.RootElement.GetProperty("tables")[0];
        Assert.Equal(["table", "equal", "source_rows", "target_rows", "source_digest", "target_digest", "differences", "error"], Names(table));
        Assert.Equal("1", table.GetProperty("differences")[0].GetProperty("key").GetProperty("Id").GetString());
        Assert.Equal(["column", "source_value", "target_value"], Names(table.GetProperty("differences")[0].GetProperty("columns")[0]));
    }

    [Fact]
    public void Free_text_is_redacted_and_names_are_not()
    {
        Redactor.Register("zebra-secret");
        JobStatus status = Status with
        {
            ErrorMessage = "login zebra-secret failed", Warnings = ["zebra-secret"],
            FailedTables = [new FailedTable("t", "password=zebra", 0, null)],
        };

        Assert.DoesNotContain("zebra", StatusJson.Serialize(status, TermNames.Instance));
        Assert.DoesNotContain("zebra", StatusJson.SerializeLine(new LogEntry("warn", "zebra-secret") { Detail = "x://a:zebra@b" }, TermNames.Instance));
    }

    private static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(p => p.Name)];
}
