using System.CommandLine;
using System.CommandLine.Parsing;
using DataMigrator.Planning;

namespace DataMigrator.Cli.Commands;

/// <summary>The options that say what goes from where to where; of <c>migrate</c> and <c>verify</c>.</summary>
internal sealed class TransferOptions
{
    private readonly Option<string> _source = new("--source")
    {
        Description = "Where rows come from: a profile's name, or a URL such as sqlite:shop.db or postgres://user:password@host/database.",
        HelpName = "profile|url",
        Required = true,
    };

    private readonly Option<string?> _sourceDatabase = new("--source-database")
    {
        Description = "The source's database, where the URL does not name it; in an SQLite profile, a file.",
        HelpName = "name",
    };

    private readonly Option<string> _target = new("--target")
    {
        Description = "Where rows go to: a profile's name or a URL.", HelpName = "profile|url", Required = true,
    };

    private readonly Option<string?> _targetDatabase = new("--target-database")
    {
        Description = "The target's database; otherwise as the source's.", HelpName = "name",
    };

    private readonly Option<string?> _table = new("--table") { Description = "One table only: a name, or a pattern with * and ?.", HelpName = "table" };

    private readonly Option<string[]> _include = Tables("--include-tables", "Only these tables: names or patterns (* and ?) with commas; the option may be repeated.");

    private readonly Option<string[]> _exclude = Tables("--exclude-tables", "All but these tables: names or patterns.");

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_source, _sourceDatabase, _target, _targetDatabase, _table, _include, _exclude])
        {
            command.Add(option);
        }

        command.Validators.Add(Validate);
    }

    public MigrationRequest Read(ParseResult parsed) => new()
    {
        SourceProfile = parsed.GetRequiredValue(_source),
        SourceDatabase = parsed.GetValue(_sourceDatabase),
        TargetProfile = parsed.GetRequiredValue(_target),
        TargetDatabase = parsed.GetValue(_targetDatabase),
        SourceTable = parsed.GetValue(_table),
        IncludeTables = Given(parsed, _include),
        ExcludeTables = Given(parsed, _exclude),
    };

    private void Validate(CommandResult result)
    {
        if (result.GetResult(_table) is not null && (result.GetResult(_include) ?? result.GetResult(_exclude)) is { } other)
        {
            result.AddError($"--table and {other.Option.Name} exclude each other: take --include-tables for several tables.");
        }
    }

    /// <summary>The list, or null where the option is not given: the parser makes an empty one of that.</summary>
    internal static string[]? Given(ParseResult parsed, Option<string[]> option) =>
        parsed.GetResult(option) is null ? null : parsed.GetValue(option);

    /// <summary>An option that takes a list of tables.</summary>
    internal static Option<string[]> Tables(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "a,b",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            string[] names = [.. result.Tokens.SelectMany(token => SplitList(token.Value))];
            if (names.Any(string.IsNullOrWhiteSpace))
            {
                // As from a variable that is not set: without a name the option would not choose, and every table go.
                result.AddError($"{name} {(names.All(string.IsNullOrWhiteSpace) ? "names no table" : "holds an empty name")}. "
                    + "Name the tables, or leave the option out.");
            }

            return names;
        },
    };

    /// <summary>Names separated by commas; a name that holds a comma or begins with a quote stands in double quotes, with
    /// quotes in it doubled.</summary>
    internal static IEnumerable<string> SplitList(string text)
    {
        int start = 0;
        while (start <= text.Length)
        {
            int end = start;
            string name;
            if (start < text.Length && text[start] == '"' && ClosingQuote(text, start) is > 0 and var close)
            {
                name = text[(start + 1)..close].Replace("\"\"", "\"", StringComparison.Ordinal);
                end = text.IndexOf(',', close);
                end = end < 0 ? text.Length : end;
            }
            else
            {
                end = text.IndexOf(',', start);
                end = end < 0 ? text.Length : end;
                name = text[start..end].Trim();
            }

            yield return name;
            start = end + 1;
        }
    }

    // The quote that ends a name: followed by a comma or the end, and not one of a doubled pair.
    private static int ClosingQuote(string text, int open)
    {
        for (int i = open + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                continue;
            }

            if (i + 1 == text.Length || text[i + 1] == ',')
            {
                return i;
            }

            if (text[i + 1] == '"')
            {
                i++;
            }
        }

        return -1;
    }
}
