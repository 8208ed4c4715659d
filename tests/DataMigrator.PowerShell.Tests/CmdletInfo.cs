using System.Reflection;
using DataMigrator.PowerShell.Commands;

namespace DataMigrator.PowerShell.Tests;

/// <summary>A parameter's attribute in one set.</summary>
internal sealed record ParameterUse(string Name, Type Type, string? Set, bool Mandatory, int? Position, bool FromPipeline);

/// <summary>A cmdlet as its attributes say it. They are read as data: the reference assembly has no code behind them.</summary>
internal sealed record CmdletInfo(string Name, Type Type, string? DefaultSet, bool ShouldProcess, string? HelpUri, IReadOnlyList<ParameterUse> Uses)
{
    public static IReadOnlyList<CmdletInfo> All { get; } =
        [.. typeof(StartDbMigrationJobCommand).Assembly.GetExportedTypes().Select(Of).OfType<CmdletInfo>().OrderBy(c => c.Name, StringComparer.Ordinal)];

    public IEnumerable<string> Parameters => Uses.Select(u => u.Name).Distinct();

    public static CmdletInfo Find(string name) => All.Single(c => c.Name == name);

    public IReadOnlyList<string> Aliases(string parameter) =>
        [.. Attributes(Type.GetProperty(parameter)!, "AliasAttribute").SelectMany(a => a.ConstructorArguments)
            .SelectMany(a => a.Value is IReadOnlyCollection<CustomAttributeTypedArgument> list ? list.Select(v => (string)v.Value!) : [(string)a.Value!])];

    private static CmdletInfo? Of(Type type)
    {
        if (Attributes(type, "CmdletAttribute").SingleOrDefault() is not { } cmdlet)
        {
            return null;
        }

        return new CmdletInfo($"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}", type,
            (string?)Named(cmdlet, "DefaultParameterSetName"), Named(cmdlet, "SupportsShouldProcess") is true, (string?)Named(cmdlet, "HelpUri"),
            [.. type.GetProperties().SelectMany(p => Attributes(p, "ParameterAttribute").Select(a => new ParameterUse(p.Name, p.PropertyType,
                (string?)Named(a, "ParameterSetName"), Named(a, "Mandatory") is true, (int?)Named(a, "Position"),
                Named(a, "ValueFromPipeline") is true)))]);
    }

    private static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(a => a.AttributeType.Name == name);

    private static object? Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(a => a.MemberName == name).TypedValue.Value;

    public override string ToString() => Name;
}
