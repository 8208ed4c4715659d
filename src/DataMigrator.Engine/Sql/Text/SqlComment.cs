using System.Text;

namespace DataMigrator.Sql.Text;

/// <summary>Text for comments.</summary>
internal static class SqlComment
{
    /// <summary>Text that can't end a comment line nor begin anything.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            line.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        }

        return line.ToString();
    }
}
