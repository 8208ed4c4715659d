using System.Text.Json;

namespace DataMigrator.PowerShell.Output;

/// <summary>An enum's value as the word that stands in JSON and in the documentation (<c>completed_with_errors</c>), so that one
/// comparison works on an object, on its JSON and on an object that came from another process.</summary>
internal static class ContractName
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
