using System.Text;
using System.Text.RegularExpressions;
using DataMigrator.Databases;

namespace DataMigrator.Exploration;

/// <summary>A statement as the driver gets it.</summary>
/// <param name="Text">The text, with a placeholder in each name's place.</param>
/// <param name="Values">The values of the names in it, in the order in which they first stand there.</param>
/// <param name="Uses">For each placeholder the index of its value.</param>
internal sealed record BoundStatement(string Text, IReadOnlyList<object?> Values, IReadOnlyList<int> Uses);

/// <summary>The values that are given for names in the SQL. A value never becomes a part of the text.</summary>
internal sealed partial class SqlParameters
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly QueryParameters _driver;

    /// <exception cref="MigrationException">INVALID_PARAMETER: a name or value that can't be, a value that no statement names, a name
    /// without a value.</exception>
    public SqlParameters(SqlRequest request, IReadOnlyList<SqlStatement> statements, QueryParameters driver, string where)
    {
        _driver = driver;
        foreach ((string given, object? value) in request.Parameters)
        {
            string name = given.StartsWith('@') ? given[1..] : given;
            if (!Name().IsMatch(name))
            {
                throw Refused(where, $"'{given}' is no name. A parameter's name is letters, digits and underscores, and does not begin with a digit.");
            }

            if (!_values.TryAdd(name, SqlParameterValue.Checked(name, value, where)))
            {
                throw Refused(where, $"the parameter @{name} is given twice; capitals do not tell names apart.");
            }
        }

        if (_values.Count > 0)
        {
            Check([.. statements.Skip(request.FirstStatement - 1).SelectMany(s => s.Marks)], where);
        }
    }

    public bool None => _values.Count == 0;

    /// <summary>The statement with its values beside it.</summary>
    public BoundStatement Bind(SqlStatement statement)
    {
        if (None)
        {
            return new BoundStatement(statement.Text, [], []);
        }

        var text = new StringBuilder();
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var values = new List<object?>();
        var uses = new List<int>();
        int at = 0;
        foreach (SqlMark mark in statement.Marks)
        {
            if (!_values.TryGetValue(mark.Name, out object? value))
            {
                continue;
            }

            if (!numbers.TryGetValue(mark.Name, out int number))
            {
                values.Add(value);
                numbers[mark.Name] = number = values.Count;
            }

            uses.Add(number - 1);
            text.Append(statement.Text, at, mark.Start - at).Append(_driver.Placeholder(number));
            at = mark.End;
        }

        return new BoundStatement(text.Append(statement.Text, at, statement.Text.Length - at).ToString(), values, uses);
    }

    /// <summary>A message of the database without the values, which some repeat.</summary>
    public string WithoutValues(string message) => _values.Aggregate(message, (text, v) => SqlParameterValue.Hide(text, v.Value, "@" + v.Key));

    private void Check(IReadOnlyList<SqlMark> marks, string where)
    {
        foreach (SqlMark mark in marks)
        {
            bool given = _values.ContainsKey(mark.Name);
            if (given && _driver.EndsOperator(mark.Before))
            {
                throw Refused(where, $"{mark.Before}@{mark.Name} may be an operator that ends in @, or the parameter @{mark.Name}. Write a blank before "
                    + "the one that is meant.");
            }

            if (!given && !_driver.HasVariables && !_driver.EndsOperator(mark.Before))
            {
                throw Refused(where, $"the parameter @{mark.Name} has no value. Give one"
                    + (mark.Before.Length == 0 && _driver.HasAtOperator ? ", or write a blank after the @ where the operator is meant." : "."));
            }
        }

        string[] unused = [.. _values.Keys.Except(marks.Select(m => m.Name), StringComparer.OrdinalIgnoreCase).Select(n => "@" + n)];
        if (unused.Length > 0)
        {
            throw Refused(where, $"nothing in the SQL is named {string.Join(", ", unused)} (a text, a comment or a quoted name does not count). "
                + "Leave the value out, or write the name where it belongs.");
        }
    }

    private static MigrationException Refused(string where, string why) =>
        new(ErrorCodes.InvalidParameter, $"Giving parameters to the SQL for {where}: {why}") { Target = where };

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]*$")]
    private static partial Regex Name();
}
