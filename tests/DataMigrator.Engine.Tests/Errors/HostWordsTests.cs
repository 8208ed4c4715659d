using System.Text.Json;
using DataMigrator.Jobs;
using DataMigrator.Json;
using DataMigrator.Tests.Infrastructure;

namespace DataMigrator.Tests.Errors;

/// <summary>Messages hold marks where hosts have words of their own.</summary>
public sealed class HostWordsTests
{
    [Fact]
    public void Every_mark_becomes_the_word_of_the_host_in_one_pass()
    {
        string text = "a " + string.Join(" b ", Enum.GetValues<HostTerm>().Select(t => t.Mark())) + " c";

        Assert.Equal("a " + string.Join(" b ", Enum.GetValues<HostTerm>().Select(t => $"<{t}>")) + " c", TermNames.Instance.Render(text));
        Assert.Equal(HostTerm.Verify.Mark() + "!", new Sly().Render(HostTerm.Plan.Mark() + "!"));
        Assert.Null(TermNames.Instance.Render(null));
    }

    [Theory]
    [InlineData("{option:CreateSchema}")]
    [InlineData("<CreateSchema>")]
    [InlineData("\uFDD0")]
    [InlineData("\uFDD1\uFDD0")]
    [InlineData("\uFDD0x\uFDD1")]
    [InlineData("\uFDD00\uFDD1")]
    [InlineData("\uFDD0createschema\uFDD1")]
    public void What_only_looks_like_a_mark_stays_as_it_is(string name)
    {
        Assert.Equal($"the table {name}, see <Verify>", TermNames.Instance.Render($"the table {name}, see {HostTerm.Verify.Mark()}"));
    }

    [Fact]
    public async Task A_job_keeps_its_messages_neutral_and_any_host_finds_its_own_words()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        await using TestDatabase target = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        const string Name = "{option:CreateSchema} --create-schema";
        await source.ExecuteAsync($"CREATE TABLE \"{Name}\" (id int NOT NULL PRIMARY KEY)", $"INSERT INTO \"{Name}\" VALUES (-1)");
        await target.ExecuteAsync($"CREATE TABLE \"{Name}\" (id int NOT NULL PRIMARY KEY, CHECK (id > 0))");
        using var migration = new TestMigration(source, target);
        string id = (await migration.RunAsync(r => r with { ContinueOnRowError = false })).JobId;

        string checkpoint = File.ReadAllText(Path.Combine(migration.JobFolder(id), "checkpoint.json"));
        JobStatus status = migration.Service.GetStatus(id);
        string message = TermNames.Instance.Render(status.ErrorMessage)!;

        Assert.DoesNotContain("continue-on-row-error", checkpoint);
        Assert.Contains("(<SetRowsAside>)", message);
        Assert.Contains(Name, message);
        Assert.Contains("(<SetRowsAside>)",
            JsonDocument.Parse(StatusJson.Serialize(status, TermNames.Instance)).RootElement.GetProperty("error_message").GetString());
    }

    /// <summary>Has a mark for a word.</summary>
    private sealed class Sly : HostWords
    {
        public override string Of(HostTerm term) => HostTerm.Verify.Mark();
    }
}
