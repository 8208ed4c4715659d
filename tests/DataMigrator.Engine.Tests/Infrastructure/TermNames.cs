namespace DataMigrator.Tests.Infrastructure;

/// <summary>A host whose words are the names of the terms: <c>&lt;CreateSchema&gt;</c>.</summary>
internal sealed class TermNames : HostWords
{
    public static readonly TermNames Instance = new();

    public override string Of(HostTerm term) => $"<{term}>";
}
