using System.CommandLine;
using System.CommandLine.Parsing;

namespace DataMigrator.Cli;

/// <summary>A text that is given and empty, as from a variable that is not set, is wrong usage for every option: taken for
/// "not given" it would mean every table, or the current folder.</summary>
internal static class GivenText
{
    public static void MustNotBeEmpty(Command command)
    {
        foreach (Option option in command.Options.Where(o => o.ValueType == typeof(string) || o.ValueType == typeof(string[])))
        {
            option.Validators.Add(result => Check(result, option.Name, result.Tokens));
        }

        foreach (Argument argument in command.Arguments)
        {
            argument.Validators.Add(result => Check(result, argument.Name, result.Tokens));
        }

        foreach (Command inner in command.Subcommands)
        {
            MustNotBeEmpty(inner);
        }
    }

    private static void Check(SymbolResult result, string name, IReadOnlyList<Token> tokens)
    {
        if (tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
        {
            result.AddError($"{name} is given and empty. Is a variable not set? Give a value, or leave it out.");
        }
    }
}
