using BenchmarkDotNet.Attributes;
using DataMigrator.Values;

namespace DataMigrator.Benchmarks;

/// <summary>The cells that every row passes through: no allocation once the vector has grown.</summary>
[MemoryDiagnoser]
public class ColumnVectorBenchmarks
{
    private const int Rows = 50_000;

    private readonly ColumnVector _integers = new(new WireType(WireKind.Integer));
    private readonly ColumnVector _texts = new(new WireType(WireKind.Text));

    [Benchmark(OperationsPerInvoke = Rows)]
    public long AppendAndReadIntegers()
    {
        _integers.Clear();
        for (int i = 0; i < Rows; i++)
        {
            _integers.AppendFixed(i);
        }

        long sum = 0;
        for (int i = 0; i < Rows; i++)
        {
            sum += _integers.GetFixed(i);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    public long AppendAndReadTexts()
    {
        _texts.Clear();
        for (int i = 0; i < Rows; i++)
        {
            _texts.AppendBytes("a text of ordinary length, say a name"u8);
        }

        long sum = 0;
        for (int i = 0; i < Rows; i++)
        {
            sum += _texts.GetBytes(i).Length;
        }

        return sum;
    }
}
