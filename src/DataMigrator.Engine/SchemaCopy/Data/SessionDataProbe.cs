using System.Data.Common;
using System.Globalization;
using DataMigrator.Catalog;
using DataMigrator.Databases;
using DataMigrator.Values;

namespace DataMigrator.SchemaCopy.Data;

/// <summary>Looks at the data of an open source where a column's type does not tell what the target needs to know: one pass
/// over a table, and many tables a query (10,000 queries take MySQL longer than what they ask). The session is within its
/// snapshot.</summary>
internal sealed class SessionDataProbe(DatabaseSession session)
{
    /// <summary>Digits that stand for "more than declared": how many is not worth a second look.</summary>
    private const int ManyDigits = 30;

    private const int AnswersAColumn = 5;

    /// <summary>A SELECT holds at most 1,664 (PostgreSQL) or 2,000 (SQLite) columns.</summary>
    private const int ColumnsAtOnce = 1600 / AnswersAColumn;

    /// <summary>SQLite unites at most 500 queries.</summary>
    private const int TablesAtOnce = 100;

    private const int AnswersAtOnce = 8000;

    /// <summary>Answers for the tables and columns that something is asked of.</summary>
    public async Task<IReadOnlyDictionary<TableName, IReadOnlyDictionary<string, ColumnFacts>>> LookAsync(
        IReadOnlyList<TableQuestion> questions, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<TableName, Dictionary<string, ColumnFacts>>();
        var together = new List<TableQuestion>();
        int widest = 0;
        foreach (TableQuestion question in questions.SelectMany(q => q.Columns.Chunk(ColumnsAtOnce).Select(c => new TableQuestion(q.Table, c))))
        {
            widest = Math.Max(widest, question.Columns.Count);
            if (together.Count == TablesAtOnce || (together.Count + 1) * widest * AnswersAColumn > AnswersAtOnce)
            {
                await AskAsync(together, facts, cancellationToken).ConfigureAwait(false);
                together.Clear();
                widest = question.Columns.Count;
            }

            together.Add(question);
        }

        await AskAsync(together, facts, cancellationToken).ConfigureAwait(false);
        return facts.ToDictionary(f => f.Key, f => (IReadOnlyDictionary<string, ColumnFacts>)f.Value);
    }

    /// <summary>One row a table: its number, then its columns' answers, then as many NULLs as make all rows equally long.</summary>
    private async Task AskAsync(List<TableQuestion> questions, Dictionary<TableName, Dictionary<string, ColumnFacts>> facts,
        CancellationToken cancellationToken)
    {
        if (questions.Count == 0)
        {
            return;
        }

        int width = questions.Max(q => q.Columns.Count) * AnswersAColumn;
        string sql = string.Join("\nUNION ALL ", questions.Select((q, i) =>
        {
            IEnumerable<string> answers = q.Columns.SelectMany(Expressions).Concat(Enumerable.Repeat("NULL", width)).Take(width);
            return $"SELECT {i}, {string.Join(", ", session.Kind == DatabaseKind.Postgres ? answers.Select(a => $"({a})::float8") : answers)} FROM "
                + session.Dialect.Language.Quote(q.Table.Name);
        }));
        // Going back lets go of the tables' locks and keeps the snapshot: MariaDB goes through all that a transaction has for each new
        // one (10,000 took 12 s instead of 2), and PostgreSQL has room for some thousands.
        await session.SavepointAsync(cancellationToken).ConfigureAwait(false);
        List<double?[]> rows = await session.QueryAsync(sql, ReadNumbers, cancellationToken).ConfigureAwait(false);
        await session.RollbackToSavepointAsync(cancellationToken).ConfigureAwait(false);
        await session.ReleaseSavepointAsync(cancellationToken).ConfigureAwait(false);
        foreach (double?[] row in rows)
        {
            TableQuestion question = questions[(int)row[0]!.Value];
            if (!facts.TryGetValue(question.Table.Name, out Dictionary<string, ColumnFacts>? columns))
            {
                facts.Add(question.Table.Name, columns = new Dictionary<string, ColumnFacts>(StringComparer.Ordinal));
            }

            for (int i = 0; i < question.Columns.Count; i++)
            {
                columns[question.Columns[i].Column.Name] = Facts(question.Columns[i], row.AsSpan(1 + (i * AnswersAColumn), AnswersAColumn));
            }
        }
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
        string c = session.Dialect.Language.Quote(probe.Column.Name);
        string[] answers = [.. Enumerable.Repeat("NULL", AnswersAColumn)];
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
                Set(Ask.Length, 1, $"MAX(LENGTH({c}))");
                Set(Ask.Length, 2, $"MAX(LENGTH(CAST({c} AS BLOB)))");
                Set(Ask.Digits, 3, $"MAX(ABS(CAST({c} AS REAL)))");
                Set(Ask.Digits, 4, $"SUM(CASE TYPEOF({c}) WHEN 'real' THEN ROUND({c}, {scale}) <> {c} WHEN 'text' THEN "
                    + $"INSTR({c}, '.') > 0 AND LENGTH(RTRIM({c}, '0')) - INSTR({c}, '.') > {scale} ELSE 0 END)");
                break;
            case DatabaseKind.Postgres:
                Set(Ask.Length, 1, probe.Column.Type.Wire.Kind == WireKind.Binary
                    ? $"MAX(OCTET_LENGTH({c}))" : $"MAX(CHAR_LENGTH({c}::text))");
                Set(Ask.Length, 2, probe.Column.Type.Wire.Kind == WireKind.Binary
                    ? $"MAX(OCTET_LENGTH({c}))" : $"MAX(OCTET_LENGTH({c}::text))");
                Set(Ask.Digits, 3, $"MAX(CASE WHEN {c}::text ~ '^-?[0-9]' THEN LENGTH(TRUNC(ABS({c}))::text) END)");
                Set(Ask.Digits, 4, $"MAX(MIN_SCALE({c}))");
                Set(Ask.LongNumbers, 0, $"MAX(({c}::text ~ '(^|[:,\\[ ])-?[0-9.]{{16,}}')::int)");
                break;
            default:
                Set(Ask.OnlyZeroAndOne, 0, $"SUM({c} NOT IN (0, 1))");
                Set(Ask.FitsSigned, 0, $"SUM({c} > 9223372036854775807)");
                Set(Ask.WithinDay, 0, $"SUM({c} < '00:00:00' OR {c} >= '24:00:00')");
                Set(Ask.NulEscape, 0, $"SUM(INSTR(CAST({c} AS CHAR), '\\\\u0000') > 0)");
                break;
        }

        return answers;
    }

    private ColumnFacts Facts(ProbeColumn probe, ReadOnlySpan<double?> a)
    {
        bool? Yes(Ask ask, double? count, bool whenZero) =>
            probe.Ask.HasFlag(ask) ? ((count ?? 0) == 0) == whenZero : null;

        bool sqlite = session.Kind == DatabaseKind.Sqlite;
        int? whole = a[3] is not { } size ? null
            : sqlite ? Math.Max(1, (int)Math.Ceiling(Math.Log10(size + 1))) : (int)size;
        int? fraction = a[4] is not { } digits ? null : sqlite ? (digits > 0 ? ManyDigits : 0) : (int)digits;
        return new ColumnFacts
        {
            OnlyZeroAndOne = Yes(Ask.OnlyZeroAndOne, a[0], true),
            FitsSigned = Yes(Ask.FitsSigned, a[0], true),
            WithinDay = Yes(Ask.WithinDay, a[0], true),
            HasNulEscape = Yes(Ask.NulEscape, a[0], false),
            HasLongNumbers = Yes(Ask.LongNumbers, a[0], false),
            MaxChars = (long?)a[1],
            MaxBytes = (long?)a[2],
            IntegerDigits = whole,
            FractionDigits = fraction,
        };
    }
}
