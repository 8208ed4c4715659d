using Spectre.Console;

namespace DataMigrator.Cli.Output;

/// <summary>A table on stdout: with borders that fit a terminal, or as plain text of whatever width it needs when it goes
/// into a file or another program.</summary>
/// <param name="columns">The headings; one that begins with &gt; is of numbers, set to the right.</param>
internal sealed class ResultTable(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(Printable.Text)]);

    public void Write()
    {
        if (Console.IsOutputRedirected)
        {
            WritePlain(Console.Out);
        }
        else
        {
            WriteBordered();
        }
    }

    internal void WritePlain(TextWriter output)
    {
        string[] headings = [.. columns.Select(c => c.TrimStart('>'))];
        int[] widths = [.. headings.Select((h, i) => Math.Max(Width(h), _rows.Count == 0 ? 0 : _rows.Max(r => Width(r[i]))))];
        foreach (string[] row in _rows.Prepend(headings))
        {
            string line = string.Join("  ", row.Select((cell, i) =>
            {
                string blanks = new(' ', widths[i] - Width(cell));
                return columns[i].StartsWith('>') ? blanks + cell : cell + blanks;
            }));
            output.WriteLine(line.TrimEnd());
        }
    }

    // Not inlined: where output is redirected, the console library is not even loaded.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private void WriteBordered()
    {
        var table = new Table().RoundedBorder();
        foreach (string column in columns)
        {
            var heading = new TableColumn(new Text(column.TrimStart('>')));
            table.AddColumn(column.StartsWith('>') ? heading.RightAligned() : heading);
        }

        foreach (string[] row in _rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        AnsiConsole.Write(table);
    }

    private static int Width(string text) => new System.Globalization.StringInfo(text).LengthInTextElements;
}
