using System.Text;
using DataMigrator.Databases.MySql.Sql;
using DataMigrator.SchemaCopy.Types;

namespace DataMigrator.Tests.SchemaCopy;

/// <summary>docs/type-mapping.md says what the type tables do: it is written from them.</summary>
public sealed class TypeMappingPageTests
{
    [Fact]
    public void The_page_is_what_the_tables_say()
    {
        string? root = Repository.Root;
        Assert.SkipWhen(root is null, "The tests do not run within the repository.");
        Repository.Check(Path.Combine(root!, "docs", "type-mapping.md"), Page());
    }

    private static string Page()
    {
        var text = new StringBuilder("""
            # Types from one database to another

            How the schema copy (`dbmigrate schema-copy`, `New-DbSchemaCopy`, `migrate --create-schema`) chooses the type of each
            column. This page is written from the tables that the program uses; a test holds the two together.

            A row applies to the types it names, the first row whose condition holds is taken. Where the condition is about data,
            the data is looked at, in one query a table, before the DDL is written. The rule's name stands in a comment at the end
            of the column's line wherever the mapping is not the obvious one. Between equal databases the declared type is kept.

            - **lossless**: the target's type holds the same values; there and back again it is the same type.
            - **widened**: it holds every value, and others too; or it keeps the values and forgets a part of what the type said.
            - **lossy**: it may refuse values that the source's type could hold (never one that is there: those are looked at, or their
              rows are rejected when they are copied; no value is changed).
            - **unsupported**: the target has no such type; values go as text.

            Columns that refer to a key have the key's type (`as_the_key_it_refers_to`). MySQL's rows end at 65,535 bytes: the longest
            texts outside keys become `longtext` until the row fits (`text_for_room_in_the_row`). A domain goes as the type under it,
            an array as JSON. SQLite's rows are named by what a column holds: its declared type first, then its data.

            """.ReplaceLineEndings("\n"));
        foreach (TypeTable table in TypeTables.All)
        {
            text.Append($"\n## {Name(table.Source)} to {Name(table.Target)}\n\n| From | Where | To | Rule | Loss |\n|---|---|---|---|---|\n");
            foreach (TypeRule rule in table.Rules)
            {
                string from = rule.From is [TypeTable.Any] ? "any other" : string.Join(", ", rule.From);
                string to = rule.ToText ?? Target(rule);
                text.Append($"| {from} | {Cell(rule.WhenText)} | {to} | `{rule.Name}` | {rule.Loss.ToString().ToLowerInvariant()} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Rules without their own words yield one type whatever the column.</summary>
    private static string Target(TypeRule rule)
    {
        var column = new Catalog.CatalogColumn { Name = "c", Type = new Catalog.ColumnType { Declared = "", BaseName = rule.From[0], Precision = 30, Scale = 10, Length = 20, Labels = ["a"] } };
        string to = rule.To(new TypeQuestion(column, column.Type, new MySqlLanguage()) { EnumName = "e" });
        return to.Replace("30,10", "p,s", StringComparison.Ordinal).Replace("(20)", "(n)", StringComparison.Ordinal).Replace("(10)", "(p)", StringComparison.Ordinal);
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);

    private static string Name(DatabaseKind kind) => kind switch
    {
        DatabaseKind.Sqlite => "SQLite", DatabaseKind.Postgres => "PostgreSQL", _ => "MySQL and MariaDB",
    };
}
