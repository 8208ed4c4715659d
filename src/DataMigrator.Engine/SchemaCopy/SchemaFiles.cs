using System.Text;
using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;

namespace DataMigrator.SchemaCopy;

/// <summary>Writes a script as the files of the contract. The same script gives the same bytes.</summary>
internal sealed class SchemaFiles(SchemaScript script, DatabaseCatalog catalog)
{
    /// <summary>The files in the order in which they are applied; the load comes after the first.</summary>
    public static readonly string[] Main = ["tables.sql", "indexes.sql", "foreign_keys.sql", "triggers.sql", "views.sql"];

    public static readonly string[] Skipped =
        ["skipped/stored_procedures.sql", "skipped/functions.sql", "skipped/untranslatable_triggers.sql"];

    private readonly SqlLanguage _target = DatabaseRegistry.Get(script.Target).Dialect.Language;

    /// <summary>All files by their relative paths.</summary>
    public IReadOnlyDictionary<string, string> Render()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Main)
        {
            files[file] = MainFile(file, file switch
            {
                "tables.sql" => script.Tables,
                "indexes.sql" => script.Indexes,
                "foreign_keys.sql" => script.ForeignKeys,
                "triggers.sql" => script.Triggers,
                _ => script.Views,
            });
        }

        foreach (string file in Skipped)
        {
            files[file] = SkippedFile(file);
        }

        return files;
    }

    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(folder, "skipped"));
        foreach ((string file, string text) in Render())
        {
            string path = Path.Combine(folder, file);
            // A name that nobody can foresee, and only a file that is not there: no link is followed.
            string temporary = $"{path}.{Guid.NewGuid():n}.new";
            await using (var writer = new StreamWriter(new FileStream(temporary, FileMode.CreateNew, FileAccess.Write)))
            {
                await writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
            }

            File.Move(temporary, path, overwrite: true);
        }
    }

    private string MainFile(string file, IReadOnlyList<SchemaStatement> statements)
    {
        var text = new StringBuilder();
        Line(text, $"{file}: {What(file)} of {catalog.Database} ({script.Source} {catalog.ServerVersion}) for {script.Target}.");
        Line(text, "Apply in this order: tables.sql, then the data, then indexes.sql, foreign_keys.sql, triggers.sql, views.sql.");
        if (file == "foreign_keys.sql" && _target.Schema.ForeignKeysInTables)
        {
            Line(text, $"{_target.Title} takes foreign keys within CREATE TABLE only: see tables.sql.");
        }

        foreach (SchemaCopyWarning warning in script.Warnings.Where(w => FileOf(w.Type) == file))
        {
            Line(text, $"Warning: {warning.Type} {warning.Name}: {warning.Message}");
        }

        text.Append('\n').Append(_target.Schema.ScriptHead);
        foreach (SchemaStatement statement in statements)
        {
            text.Append('\n').Append(Terminated(statement));
        }

        foreach (SkippedObject skipped in script.Skipped.Where(s => s.File == file))
        {
            text.Append('\n');
            Line(text, $"Skipped: {skipped.Type} {skipped.Name}: {skipped.Reason}.");
            foreach (string line in skipped.Definition.Length == 0 ? [] : skipped.Definition.ReplaceLineEndings("\n").Split('\n'))
            {
                Line(text, "    " + line);
            }
        }

        return text.ToString();
    }

    /// <summary>A client that splits a script by itself needs another delimiter for a body of several statements.</summary>
    private string Terminated(SchemaStatement statement) =>
        _target.Scripts.HasDelimiter && statement.Kind == SchemaObjectKind.Trigger && statement.Sql.Contains(';')
            ? "DELIMITER ;;\n" + statement.Sql + " ;;\nDELIMITER ;\n"
            : statement.Sql + ";\n";

    private string SkippedFile(string file)
    {
        var text = new StringBuilder();
        Line(text, $"{Path.GetFileName(file)}: not translated, as {catalog.Database} ({script.Source} {catalog.ServerVersion}) has them.");
        foreach (SkippedObject skipped in script.Skipped.Where(s => s.File == file))
        {
            text.Append('\n');
            Line(text, $"{skipped.Name}: {skipped.Reason}.");
            text.Append(skipped.Definition.ReplaceLineEndings("\n").TrimEnd().TrimEnd(';')).Append(";\n");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append("-- ").Append(SqlComment.Line(line)).Append('\n');

    private static string What(string file) => file switch
    {
        "tables.sql" => "tables with their primary keys",
        "indexes.sql" => "unique keys and indexes",
        "foreign_keys.sql" => "foreign keys",
        "triggers.sql" => "triggers",
        _ => "views",
    };

    private static string FileOf(string type) => type switch
    {
        "index" => "indexes.sql",
        "foreign_key" => "foreign_keys.sql",
        "trigger" => "triggers.sql",
        "view" => "views.sql",
        _ => "tables.sql",
    };
}
