using System.Text.RegularExpressions;
using DataMigrator.Cli.Output;
using Microsoft.Data.Sqlite;

namespace DataMigrator.Cli.Tests;

/// <summary>The engine's messages reach a user of the command line in its own words.</summary>
public sealed partial class WordsTests : IDisposable
{
    private readonly Dbmigrate _dbmigrate = new();

    public void Dispose() => _dbmigrate.Dispose();

    [Fact]
    public void Every_term_has_words_of_the_command_line()
    {
        foreach (HostTerm term in Enum.GetValues<HostTerm>())
        {
            Assert.NotEmpty(CommandLineWords.Instance.Of(term));
            Assert.DoesNotMatch(OtherHosts(), CommandLineWords.Instance.Of(term));
        }
    }

    [Theory]
    [InlineData("migrate --source sqlite:a.db --target sqlite:empty.db", "(--create-schema, or dbmigrate schema-copy and a review)")]
    [InlineData("migrate --source sqlite:a.db --target sqlite:strict.db --no-continue-on-row-error", "(a job without --no-continue-on-row-error)")]
    [InlineData("migrate --source sqlite:a.db --target sqlite:clash.db --verify", "dbmigrate verify shows examples")]
    [InlineData("migrate --source files --target sqlite:empty.db --profiles p.json", "(--source-database)")]
    [InlineData("migrate --source sqlite:a.db --target files --target-database sub --profiles p.json", "files")]
    [InlineData("schema-copy --source files --target-type mysql --profiles p.json", "(--source-database)")]
    [InlineData("schema-copy --source sqlite:a.db --target-type PostgreSQL --output-dir full", "(--overwrite)")]
    [InlineData("migrate --source none --target none", "with --profiles or DATAMIGRATOR_PROFILES")]
    [InlineData("status 20260101-120000-0a1b2c", "(dbmigrate status lists them) and the home folder (--home, DATAMIGRATOR_HOME)")]
    [InlineData("resume 20260101-120000-0a1b2c", "(--home, DATAMIGRATOR_HOME)")]
    public async Task A_message_that_names_an_option_names_the_command_lines_own(string arguments, string words)
    {
        Sql("a.db", "CREATE TABLE t (id int NOT NULL PRIMARY KEY)", "INSERT INTO t VALUES (-1)");
        Sql("empty.db", "CREATE TABLE other (id int)");
        Sql("strict.db", "CREATE TABLE t (id int NOT NULL PRIMARY KEY, CHECK (id > 0))");
        Sql("clash.db", "CREATE TABLE t (id int NOT NULL PRIMARY KEY)", "INSERT INTO t VALUES (7)");
        File.WriteAllText(_dbmigrate.File("p.json"), """{ "profiles": { "files": { "type": "sqlite", "directory": "." } } }""");
        Directory.CreateDirectory(_dbmigrate.File("full/x"));

        RunResult run = await _dbmigrate.RunAsync(arguments.Split(' '));

        string told = run.Messages + run.Output + run.Error;
        Assert.Contains(words, told);
        Assert.DoesNotMatch(OtherHosts(), told);
    }

    private void Sql(string file, params string[] statements)
    {
        using var connection = new SqliteConnection($"Data Source={_dbmigrate.File(file)};Pooling=False");
        connection.Open();
        foreach (string statement in statements)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    [GeneratedRegex(@"[\uFDD0\uFDD1]|\\u[Ff][Dd][Dd]|(?<![\w-])-(CreateSchema|Force|HomePath|ProfilePath|SourceDatabase|WhatIf|StopOnRowError|BatchSize)\b|-Db[A-Z]|\b(create_schema|batch_size|row_limit|cell_limit|timeout_seconds|first_statement|continue_on_row_error|source_database)\b|generate-schema-copy|verify-migration|list-migration-jobs")]
    private static partial Regex OtherHosts();
}
