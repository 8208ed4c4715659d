namespace DataMigrator.Tests.Infrastructure;

/// <summary>Damages a file as disks, editors and careless hands do.</summary>
internal static class Fuzz
{
    /// <summary>Does one thing to one of the files, and says what.</summary>
    public static string Damage(Random random, params string[] paths)
    {
        string path = paths[random.Next(paths.Length)];
        byte[] content = File.ReadAllBytes(path);
        string[] lines = File.ReadAllLines(path);
        int at = random.Next(content.Length);
        int length = Math.Min(random.Next(1, 60), content.Length - at);
        (string what, byte[]? changed) = random.Next(13) switch
        {
            0 => ("a bit", With(content, at, b => (byte)(b ^ (1 << random.Next(8))))),
            1 => ("a digit", Digit(content, random)),
            2 => ("a range removed", [.. content[..at], .. content[(at + length)..]]),
            3 => ("a range doubled", [.. content[..(at + length)], .. content[at..]]),
            4 => ("cut", content[..at]),
            5 => ("zeros to the end", [.. content[..at], .. new byte[content.Length - at]]),
            6 => ("a line removed", Text(lines.Where((_, i) => i != at % lines.Length))),
            7 => ("two lines swapped", Text(Swapped(lines, random))),
            8 => ("random bytes", [.. content[..at], .. Bytes(random, length), .. content[at..]]),
            9 => ("garbage at the end", [.. content, .. Bytes(random, length)]),
            10 => ("the last lines removed", Text(lines[..random.Next(lines.Length)])),
            11 => ("emptied", []),
            _ => ("deleted", (byte[]?)null),
        };
        if (changed is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllBytes(path, changed);
        }

        return $"{Path.GetFileName(path)}: {what} at {at}";
    }

    private static byte[] With(byte[] content, int at, Func<byte, byte> change)
    {
        byte[] changed = [.. content];
        changed[at] = change(changed[at]);
        return changed;
    }

    private static byte[] Digit(byte[] content, Random random)
    {
        int[] digits = [.. Enumerable.Range(0, content.Length).Where(i => char.IsAsciiDigit((char)content[i]))];
        return With(content, digits[random.Next(digits.Length)], b => (byte)('0' + (b - '0' + random.Next(1, 10)) % 10));
    }

    private static string[] Swapped(string[] lines, Random random)
    {
        string[] changed = [.. lines];
        int one = random.Next(lines.Length), other = random.Next(lines.Length);
        (changed[one], changed[other]) = (changed[other], changed[one]);
        return changed;
    }

    private static byte[] Text(IEnumerable<string> lines) => System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
