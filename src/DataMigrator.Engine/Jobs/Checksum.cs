using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace DataMigrator.Jobs;

/// <summary>Seals what a job keeps of itself, so that a file that was damaged or edited is not believed: a changed digit of the
/// last key would pass over rows. Against accidents, not against those who mean it.</summary>
internal static class Checksum
{
    private const int Digits = 16;

    /// <summary>The object with a last member <c>checksum</c> over all before it.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> body = json[..json.LastIndexOf((byte)'}')].TrimEnd("\r\n "u8);
        return [.. body, .. Tail(body)];
    }

    /// <summary>The object without its checksum.</summary>
    /// <exception cref="JsonException">The checksum is not there, or is that of another content.</exception>
    public static byte[] Open(ReadOnlySpan<byte> sealedJson)
    {
        int body = sealedJson.Length - Tail([]).Length;
        return body > 0 && sealedJson[body..].SequenceEqual(Tail(sealedJson[..body])) ? [.. sealedJson[..body], (byte)'}']
            : throw new JsonException("its checksum does not fit what it holds: the file was damaged or changed.");
    }

    /// <summary>A line of a journal: the object, its checksum, the line's end.</summary>
    public static byte[] SealLine(ReadOnlySpan<byte> json) => [.. json, (byte)'\t', .. Of(json), (byte)'\n'];

    /// <summary>The object of a line (without its end); empty where it is damaged.</summary>
    public static ReadOnlySpan<byte> OpenLine(ReadOnlySpan<byte> line)
    {
        int end = line.Length - Digits - 1;
        return end > 0 && line[end] == (byte)'\t' && line[(end + 1)..].SequenceEqual(Of(line[..end])) ? line[..end] : [];
    }

    private static byte[] Tail(ReadOnlySpan<byte> body) => [.. ",\n  \"checksum\": \""u8, .. Of(body), .. "\"\n}"u8];

    private static byte[] Of(ReadOnlySpan<byte> content) => Encoding.ASCII.GetBytes(XxHash3.HashToUInt64(content).ToString("x16"));
}
