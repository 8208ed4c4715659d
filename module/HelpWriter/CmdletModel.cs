using System.Reflection;

namespace DataMigrator.HelpWriter;

/// <summary>A parameter's place in one parameter set; the set's name is null where it is in all of them.</summary>
internal sealed record Placement(string? Set, bool Mandatory, int? Position, bool FromPipeline, bool FromProperty);

/// <summary>A parameter of a cmdlet.</summary>
internal sealed record ParameterModel(string Name, string Text, string? Default, Type Type, IReadOnlyList<string> Aliases,
    IReadOnlyList<Placement> Placements)
{
    public bool IsSwitch => Type.Name == "SwitchParameter";

    public Placement? In(string set) => Placements.FirstOrDefault(p => p.Set is null || p.Set == set);
}

/// <summary>A cmdlet as its attributes and comments describe it. Attributes are read as data: the assembly of PowerShell that
/// cmdlets are compiled against has no code to run.</summary>
internal sealed record CmdletModel(string Verb, string Noun, string Summary, IReadOnlyList<string> Description,
    IReadOnlyList<Example> Examples, IReadOnlyList<string> Sets, IReadOnlyList<ParameterModel> Parameters, IReadOnlyList<Type> Outputs)
{
    private const string AllSets = "__AllParameterSets";

    public string Name => Verb + "-" + Noun;

    public static CmdletModel? Of(Type type, Comments comments)
    {
        if (Attribute(type, "CmdletAttribute") is not { } cmdlet)
        {
            return null;
        }

        string member = "T:" + type.FullName;
        List<ParameterModel> parameters = [.. type.GetProperties().Select(p => Parameter(p, comments)).OfType<ParameterModel>()];
        if (Named(cmdlet, "SupportsShouldProcess") is true)
        {
            Type flag = parameters.Select(p => p.Type).FirstOrDefault(t => t.Name == "SwitchParameter") ?? typeof(bool);
            parameters.Add(new("WhatIf", "Shows what would happen, and changes nothing.", "False", flag, ["wi"], [new(null, false, null, false, false)]));
            parameters.Add(new("Confirm", "Asks before anything is changed.", "False", flag, ["cf"], [new(null, false, null, false, false)]));
        }

        string[] sets = [.. parameters.SelectMany(p => p.Placements).Select(p => p.Set).OfType<string>().Distinct()];
        string? first = Named(cmdlet, "DefaultParameterSetName") as string;
        return new CmdletModel((string)cmdlet.ConstructorArguments[0].Value!, (string)cmdlet.ConstructorArguments[1].Value!,
            comments.Summary(member), comments.Remarks(member), comments.Examples(member),
            sets.Length == 0 ? [first ?? AllSets] : [.. sets.OrderByDescending(s => s == first)],
            [.. parameters.OrderBy(p => p.Name, StringComparer.Ordinal)],
            [.. Attributes(type, "OutputTypeAttribute").SelectMany(a => a.ConstructorArguments).SelectMany(Types)]);
    }

    /// <summary>What a reader of the help would miss.</summary>
    public IEnumerable<string> Missing()
    {
        if (Summary.Length == 0 || Description.Count == 0 || Examples.Count == 0)
        {
            yield return $"{Name}: its comment needs a summary, remarks of paragraphs and examples.";
        }

        foreach (ParameterModel parameter in Parameters.Where(p => p.Text.Length == 0))
        {
            yield return $"{Name} -{parameter.Name}: its comment needs a summary.";
        }
    }

    private static ParameterModel? Parameter(PropertyInfo property, Comments comments)
    {
        Placement[] placements = [.. Attributes(property, "ParameterAttribute").Select(a => new Placement(
            Named(a, "ParameterSetName") as string is { } set && set != AllSets ? set : null, Named(a, "Mandatory") is true,
            Named(a, "Position") is int position and >= 0 ? position : null, Named(a, "ValueFromPipeline") is true,
            Named(a, "ValueFromPipelineByPropertyName") is true))];
        if (placements.Length == 0)
        {
            return null;
        }

        string member = $"P:{property.DeclaringType!.FullName}.{property.Name}";
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return new ParameterModel(property.Name, comments.Summary(member),
            comments.Value(member) ?? (type.Name == "SwitchParameter" ? "False" : null), type,
            [.. Attributes(property, "AliasAttribute").SelectMany(a => a.ConstructorArguments).SelectMany(Texts)], placements);
    }

    private static CustomAttributeData? Attribute(MemberInfo member, string name) => Attributes(member, name).FirstOrDefault();

    private static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(a => a.AttributeType.Name == name);

    private static object? Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(a => a.MemberName == name).TypedValue.Value;

    private static IEnumerable<Type> Types(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => [type],
        IReadOnlyCollection<CustomAttributeTypedArgument> list => list.SelectMany(Types),
        _ => [],
    };

    private static IEnumerable<string> Texts(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        string text => [text],
        IReadOnlyCollection<CustomAttributeTypedArgument> list => list.SelectMany(Texts),
        _ => [],
    };
}
