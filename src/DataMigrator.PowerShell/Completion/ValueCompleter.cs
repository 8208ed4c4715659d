using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DataMigrator.PowerShell.Completion;

/// <summary>Offers values for a parameter. A completer that throws would spoil the prompt: what can't be found out is not
/// offered.</summary>
public abstract class ValueCompleter : IArgumentCompleter
{
    private protected ValueCompleter()
    {
    }

    /// <summary>The values that begin with what is typed, quoted where they must be.</summary>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete,
        CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            string begun = (wordToComplete ?? "").Trim('\'', '"');
            return [.. Values(new CompletionContext(fakeBoundParameters ?? new Hashtable()), parameterName)
                .Where(v => v.Value.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
                .Select(v => new CompletionResult(Quoted(v.Value), v.Value, CompletionResultType.ParameterValue, v.Hint))];
        }
        catch (Exception)
        {
            return [];
        }
    }

    /// <summary>All values, with a hint for each.</summary>
    private protected abstract IEnumerable<(string Value, string Hint)> Values(CompletionContext context, string parameter);

    private static string Quoted(string text) =>
        text.Length > 0 && char.IsLetterOrDigit(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.')
            ? text : "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
}
