using System.Text;

namespace DataMigrator.Sql;

/// <summary>How a database writes a function.</summary>
/// <param name="Template">Its text: {0}, {1} … are its arguments, {*} is all of them.</param>
internal sealed record FunctionForm(string Template)
{
    /// <summary>What it yields, where that is something else than its signature says.</summary>
    public SqlType? Result { get; init; }

    /// <summary>It needs no parentheses within another expression.</summary>
    public bool Atomic { get; init; } = true;

    /// <summary>The database does not take it for one of its arguments alone.</summary>
    public bool IsStable { get; init; }

    public static implicit operator FunctionForm(string template) => new(template);

    public string Fill(IReadOnlyList<string> arguments)
    {
        var sql = new StringBuilder(Template.Length + 16);
        for (int i = 0; i < Template.Length; i++)
        {
            if (Template[i] != '{')
            {
                sql.Append(Template[i]);
                continue;
            }

            sql.Append(Template[i + 1] == '*' ? string.Join(", ", arguments) : arguments[Template[i + 1] - '0']);
            i += 2;
        }

        return sql.ToString();
    }
}
