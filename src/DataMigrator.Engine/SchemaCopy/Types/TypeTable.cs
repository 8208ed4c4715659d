using DataMigrator.Sql;

namespace DataMigrator.SchemaCopy.Types;

/// <summary>The rules from one database family to another: the first row that names the type and applies is taken.</summary>
internal sealed class TypeTable
{
    /// <summary>A row for types that no other row names.</summary>
    public const string Any = "*";

    private readonly Dictionary<string, List<TypeRule>> _byName = new(StringComparer.Ordinal);

    public TypeTable(DatabaseKind source, DatabaseKind target, IReadOnlyList<TypeRule> rules)
    {
        Source = source;
        Target = target;
        Rules = rules;
        foreach (TypeRule rule in rules)
        {
            foreach (string name in rule.From)
            {
                if (!_byName.TryGetValue(name, out List<TypeRule>? list))
                {
                    _byName.Add(name, list = []);
                }

                list.Add(rule);
            }
        }
    }

    public DatabaseKind Source { get; }

    public DatabaseKind Target { get; }

    public IReadOnlyList<TypeRule> Rules { get; }

    public TypeChoice Choose(TypeQuestion question)
    {
        TypeRule rule = Find(question.Type.BaseName, question) ?? Find(Any, question)
            ?? throw new InvalidOperationException($"No rule for {question.Type.BaseName} from {Source} to {Target}.");
        return rule.Choose(question);
    }

    private TypeRule? Find(string name, TypeQuestion question) =>
        _byName.TryGetValue(name, out List<TypeRule>? rules) ? rules.Find(r => r.When?.Invoke(question) != false) : null;

    /// <summary>A row whose name is the target's type: nothing to explain.</summary>
    public static TypeRule Plain(string from, SqlType kind, string to, Func<TypeQuestion, string>? sql = null) =>
        new(from.Split(' ').Select(n => n.Replace('_', ' ')).ToArray(), to, LossClass.Lossless, kind, sql ?? (_ => to))
        {
            Plain = true, ToText = to,
        };

    /// <summary>A row with a named rule.</summary>
    public static TypeRule Rule(string from, string name, LossClass loss, SqlType kind, Func<TypeQuestion, string> to) =>
        new(from.Split(' ').Select(n => n.Replace('_', ' ')).ToArray(), name, loss, kind, to);
}
