using System.Reflection;
using System.Reflection.Emit;

namespace DataMigrator.Tests.Architecture;

/// <summary>Which types of an assembly use which: in what they are, in what they hold, and in the bodies of their methods.
/// What the compiler makes of a lambda or an iterator counts for the type that it is written in. A constant is not seen:
/// the compiler copies its value.</summary>
internal static class TypeUses
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>Each pair of different outermost types of the assembly, and a member of the first that uses the second.</summary>
    public static IReadOnlyDictionary<(Type From, Type To), string> Of(Assembly assembly)
    {
        var uses = new Dictionary<(Type From, Type To), string>();
        foreach (Type type in assembly.GetTypes())
        {
            Type from = Outermost(type);
            foreach ((Type used, string member) in Parts(type))
            {
                foreach (Type part in Leaves(used).Where(t => t.Assembly == assembly).Select(Outermost).Where(t => t != from))
                {
                    uses.TryAdd((from, part), member);
                }
            }
        }

        return uses;
    }

    private static IEnumerable<(Type Used, string Member)> Parts(Type type)
    {
        IEnumerable<Type?> bases = [type.BaseType, .. type.GetInterfaces(), .. type.GetGenericArguments().SelectMany(a => a.GetGenericParameterConstraints())];
        IEnumerable<(Type?, string)> parts = bases.Select(t => (t, type.Name));
        parts = parts.Concat(Attributes(type).Select(t => ((Type?)t, type.Name)))
            .Concat(type.GetFields(Declared).SelectMany(f => Attributes(f).Append(f.FieldType).Select(t => ((Type?)t, f.Name))));
        foreach (MethodBase method in type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)))
        {
            parts = parts.Concat(Attributes(method).Concat(Signature(method)).Concat(Body(method)).Select(t => (t, method.Name)));
        }

        return parts.Where(p => p.Item1 is not null).Select(p => (p.Item1!, p.Item2));
    }

    private static IEnumerable<Type?> Attributes(MemberInfo member) => member.GetCustomAttributesData().Select(a => a.AttributeType);

    private static IEnumerable<Type?> Signature(MethodBase method) =>
        method.GetParameters().Select(p => p.ParameterType).Append((method as MethodInfo)?.ReturnType)
            .Concat(method.IsGenericMethod ? method.GetGenericArguments().SelectMany(a => a.IsGenericParameter ? a.GetGenericParameterConstraints() : [a]) : []);

    private static IEnumerable<Type?> Body(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            yield break;
        }

        foreach (LocalVariableInfo local in body.LocalVariables)
        {
            yield return local.LocalType;
        }

        foreach (ExceptionHandlingClause clause in body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause))
        {
            yield return clause.CatchType;
        }

        Type[] ofType = method.DeclaringType!.GetGenericArguments();
        Type[] ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        foreach (int token in Tokens(body.GetILAsByteArray()!))
        {
            MemberInfo member = method.Module.ResolveMember(token, ofType, ofMethod)!;
            yield return member as Type ?? member.DeclaringType;
            foreach (Type? used in member is MethodBase called ? Signature(called) : member is FieldInfo field ? [field.FieldType] : Array.Empty<Type?>())
            {
                yield return used;
            }
        }
    }

    private static IEnumerable<int> Tokens(byte[] il)
    {
        for (int i = 0; i < il.Length;)
        {
            OpCode code = OpCodesByValue[il[i] == 0xFE ? (short)(0xFE00 | il[i + 1]) : il[i]];
            i += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return BitConverter.ToInt32(il, i);
            }

            i += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, i)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Leaves(Type type) =>
        type.HasElementType ? Leaves(type.GetElementType()!)
        : type.IsGenericType && !type.IsGenericTypeDefinition ? type.GetGenericArguments().SelectMany(Leaves).Append(type.GetGenericTypeDefinition())
        : type.IsGenericParameter ? []
        : [type];

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
