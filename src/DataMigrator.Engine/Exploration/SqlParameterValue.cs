using System.Globalization;

namespace DataMigrator.Exploration;

/// <summary>What a parameter's value may be, and how it is kept out of messages.</summary>
internal static class SqlParameterValue
{
    // Servers shorten a long value that they repeat; so much of it is taken for the value.
    private const int LeastPart = 16;

    /// <summary>The value, NULL as null.</summary>
    /// <exception cref="MigrationException">INVALID_PARAMETER: a type that is not sent.</exception>
    public static object? Checked(string name, object? value, string where) => value switch
    {
        null or DBNull => null,
        bool or sbyte or byte or short or ushort or int or uint or long or ulong or decimal or double or float
            or DateTime or DateTimeOffset or Guid or byte[] or string => value,
        _ => throw new MigrationException(ErrorCodes.InvalidParameter, $"Giving parameters to the SQL for {where}: the value of @{name} is of the type "
            + $"{value.GetType().Name}, which is not sent to a database. Give a Boolean, a number, a DateTime, a DateTimeOffset, a Guid, a Byte[], "
            + "a String or null.") { Target = name },
    };

    /// <summary>The message with the parameter's name in the place of its value.</summary>
    public static string Hide(string message, object? value, string name)
    {
        foreach (string form in Forms(value).Where(f => f.Length > 0))
        {
            for (int at = message.IndexOf(Start(form), StringComparison.Ordinal); at >= 0; at = message.IndexOf(Start(form), at, StringComparison.Ordinal))
            {
                int end = at;
                while (end < message.Length && end - at < form.Length && message[end] == form[end - at])
                {
                    end++;
                }

                // A short value such as 5 is a part of many words.
                bool whole = form.Length >= 4 || ((at == 0 || !char.IsLetterOrDigit(message[at - 1])) && (end == message.Length || !char.IsLetterOrDigit(message[end])));
                message = whole ? message[..at] + name + message[end..] : message;
                at += whole ? name.Length : 1;
            }
        }

        return message;
    }

    private static string Start(string form) => form.Length > LeastPart ? form[..LeastPart] : form;

    private static string[] Forms(object? value) => value switch
    {
        null or bool => [],
        string text => [text],
        byte[] bytes => [Convert.ToHexStringLower(bytes), Convert.ToHexString(bytes)],
        Guid id => [id.ToString("D")],
        DateTime time => Moment(time),
        DateTimeOffset time => [.. Moment(time.DateTime), .. Moment(time.UtcDateTime)],
        IFormattable number => [number.ToString(null, CultureInfo.InvariantCulture)],
        _ => [],
    };

    private static string[] Moment(DateTime time) =>
        [time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture), time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)];
}
