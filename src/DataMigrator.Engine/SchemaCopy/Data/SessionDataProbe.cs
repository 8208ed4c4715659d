using System.Data.Common;
using System.Globalization;
using DataMigrator.Catalog;
using DataMigrator.Providers;
using DataMigrator.SchemaCopy.Sql;
using DataMigrator.Values;

namespace DataMigrator.SchemaCopy.Data;

/// <summary>Asks an open source: one query of aggregates a table.</summary>
internal sealed class SessionDataProbe(DatabaseSession session) : IDataProbe
{
    /// <summary>Digits that stand for "more than declared": how many is not worth a second look.</summary>
    private const int ManyDigits = 30;

    private const int AnswersAColumn = 6;

    public async Task<IReadOnlyDictionary<string, ColumnFacts>> LookAsync(CatalogTable table,
        IReadOnlyList<ProbeColumn> columns, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, ColumnFacts>(StringComparer.Ordinal);
        if (columns.Count == 0)
        {
            return facts;
        }

        // A SELECT holds at most 1,664 (PostgreSQL) or 2,000 (SQLite) columns.
        foreach (ProbeColumn[] chunk in columns.Chunk(1600 / AnswersAColumn))
        {
            string sql = "SELECT " + string.Join(", ", chunk.SelectMany(Expressions)) + " FROM "
                + TargetSyntax.Quote(session.Kind, table.Name);
            List<double?[]> rows = await session.QueryAsync(sql, ReadNumbers, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < chunk.Length; i++)
            {
                facts[chunk[i].Column.Name] = Facts(chunk[i], rows[0].AsSpan(i * AnswersAColumn, AnswersAColumn));
            }
        }

        return facts;
    }

    private static double?[] ReadNumbers(DbDataReader reader)
    {
        var numbers = new double?[reader.FieldCount];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = reader.IsDBNull(i) ? null
                : Convert.ToDouble(reader.GetValue(i), CultureInfo.InvariantCulture);
        }

        return numbers;
    }

    private string[] Expressions(ProbeColumn probe)
    {
        string c = TargetSyntax.Quote(session.Kind, probe.Column.Name);
        string[] answers = [.. Enumerable.Repeat("NULL", AnswersAColumn)];
        answers[0] = $"COUNT({c})";
        void Set(Ask ask, int at, string sql)
        {
            if (probe.Ask.HasFlag(ask))
            {
                answers[at] = sql;
            }
        }

        switch (session.Kind)
        {
            case DatabaseKind.Sqlite:
                int scale = probe.Column.Type.Scale ?? ManyDigits;
                Set(Ask.Length, 2, $"MAX(LENGTH({c}))");
                Set(Ask.Length, 3, $"MAX(LENGTH(CAST({c} AS BLOB)))");
                Set(Ask.Digits, 4, $"MAX(ABS(CAST({c} AS REAL)))");
                Set(Ask.Digits, 5, $"SUM(CASE TYPEOF({c}) WHEN 'real' THEN ROUND({c}, {scale}) <> {c} WHEN 'text' THEN "
                    + $"INSTR({c}, '.') > 0 AND LENGTH(RTRIM({c}, '0')) - INSTR({c}, '.') > {scale} ELSE 0 END)");
                break;
            case DatabaseKind.Postgres:
                Set(Ask.Length, 2, probe.Column.Type.Wire.Kind == WireKind.Binary
                    ? $"MAX(OCTET_LENGTH({c}))" : $"MAX(CHAR_LENGTH({c}::text))");
                Set(Ask.Length, 3, probe.Column.Type.Wire.Kind == WireKind.Binary
                    ? $"MAX(OCTET_LENGTH({c}))" : $"MAX(OCTET_LENGTH({c}::text))");
                Set(Ask.Digits, 4, $"MAX(CASE WHEN {c}::text ~ '^-?[0-9]' THEN LENGTH(TRUNC(ABS({c}))::text) END)");
                Set(Ask.Digits, 5, $"MAX(MIN_SCALE({c}))");
                Set(Ask.LongNumbers, 1, $"MAX(({c}::text ~ '(^|[:,\\[ ])-?[0-9.]{{16,}}')::int)");
                break;
            default:
                Set(Ask.OnlyZeroAndOne, 1, $"SUM({c} NOT IN (0, 1))");
                Set(Ask.FitsSigned, 1, $"SUM({c} > 9223372036854775807)");
                Set(Ask.WithinDay, 1, $"SUM({c} < '00:00:00' OR {c} >= '24:00:00')");
                Set(Ask.NulEscape, 1, $"SUM(INSTR(CAST({c} AS CHAR), '\\\\u0000') > 0)");
                break;
        }

        return answers;
    }

    private ColumnFacts Facts(ProbeColumn probe, ReadOnlySpan<double?> a)
    {
        bool? Yes(Ask ask, double? count, bool whenZero) =>
            probe.Ask.HasFlag(ask) ? ((count ?? 0) == 0) == whenZero : null;

        bool sqlite = session.Kind == DatabaseKind.Sqlite;
        int? whole = a[4] is not { } size ? null
            : sqlite ? Math.Max(1, (int)Math.Ceiling(Math.Log10(size + 1))) : (int)size;
        int? fraction = a[5] is not { } digits ? null : sqlite ? (digits > 0 ? ManyDigits : 0) : (int)digits;
        return new ColumnFacts
        {
            Values = (long)(a[0] ?? 0),
            OnlyZeroAndOne = Yes(Ask.OnlyZeroAndOne, a[1], true),
            FitsSigned = Yes(Ask.FitsSigned, a[1], true),
            WithinDay = Yes(Ask.WithinDay, a[1], true),
            HasNulEscape = Yes(Ask.NulEscape, a[1], false),
            HasLongNumbers = Yes(Ask.LongNumbers, a[1], false),
            MaxChars = (long?)a[2],
            MaxBytes = (long?)a[3],
            IntegerDigits = whole,
            FractionDigits = fraction,
        };
    }
}
