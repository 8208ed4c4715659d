namespace DataMigrator.Verification;

/// <summary>A digest of a set of rows that does not depend on their order: the sum, modulo 2^128, of a 128-bit hash
/// (XXH128) of each row. Kept by bucket of the key's hash, so that a difference can be narrowed down in a second pass:
/// 65,536 buckets of 24 bytes.</summary>
internal sealed class TableDigest
{
    public const int Buckets = 65_536;

    private readonly UInt128[] _sums = new UInt128[Buckets];
    private readonly long[] _counts = new long[Buckets];

    public long Rows { get; private set; }

    public UInt128 Sum { get; private set; }

    public string Hex => Sum.ToString("x32");

    public static int BucketOf(UInt128 keyHash) => (int)(keyHash & (Buckets - 1));

    public void Add(int bucket, UInt128 rowHash)
    {
        Rows++;
        Sum += rowHash;
        _sums[bucket] += rowHash;
        _counts[bucket]++;
    }

    /// <summary>Buckets that differ, as many as hold at most so many rows (but at least one).</summary>
    public static HashSet<int> Differing(TableDigest a, TableDigest b, long mostRows)
    {
        var buckets = new HashSet<int>();
        long rows = 0;
        for (int i = 0; i < Buckets; i++)
        {
            if (a._sums[i] == b._sums[i] && a._counts[i] == b._counts[i])
            {
                continue;
            }

            rows += a._counts[i] + b._counts[i];
            if (buckets.Count > 0 && rows > mostRows)
            {
                break;
            }

            buckets.Add(i);
        }

        return buckets;
    }
}
