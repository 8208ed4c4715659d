using System.Collections;
using System.Management.Automation;
using DataMigrator.Profiles;

namespace DataMigrator.PowerShell.Jobs;

/// <summary>The command that a job shows: the bound parameters, not the line that was typed, which may hold a password.</summary>
internal static class JobCommandText
{
    private static readonly HashSet<string> Common = [.. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters];

    public static string Of(string cmdlet, IEnumerable<KeyValuePair<string, object>> parameters) =>
        string.Join(' ', parameters.Where(p => !Common.Contains(p.Key)).Select(p => p.Value switch
        {
            SwitchParameter { IsPresent: true } => $"-{p.Key}",
            SwitchParameter => $"-{p.Key}:$false",
            object value => $"-{p.Key} {Text(value)}",
        }).Prepend(cmdlet));

    private static string Text(object value) => value switch
    {
        PSObject wrapped => Text(wrapped.BaseObject),
        string text => Quoted(WithoutSecret(text)),
        IEnumerable list => string.Join(',', list.Cast<object>().Select(Text)),
        _ => Quoted(value.ToString() ?? ""),
    };

    private static string WithoutSecret(string text)
    {
        try
        {
            return Redactor.Redact(DatabaseUrl.IsUrl(text) ? DatabaseUrl.Parse(text).Name : text);
        }
        catch (MigrationException)
        {
            return Redactor.Redact(text);
        }
    }

    private static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '/')
            ? text : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
