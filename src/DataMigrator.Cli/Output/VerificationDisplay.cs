using System.Globalization;
using DataMigrator.Verification;
using Spectre.Console;

namespace DataMigrator.Cli.Output;

/// <summary>Two bars on stderr while databases are compared: the tables, and the rows of the one on its way.</summary>
internal static class VerificationDisplay
{
    public static Task<VerificationResult> ShowAsync(Func<IProgress<VerificationProgress>, Task<VerificationResult>> verify) =>
        Bars.ShowAsync(async (context, facts) =>
        {
            ProgressTask whole = context.AddTask("Comparing");
            ProgressTask part = context.AddTask("…");
            return await verify(new Follower(whole, part, facts)).ConfigureAwait(false);
        });

    private sealed class Follower(ProgressTask whole, ProgressTask part, FactsColumn facts) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value)
        {
            double done = value.TotalRows > 0 ? (double)value.RowsCompared / value.TotalRows : 0;
            whole.Value = 100 * (value.TablesCompleted + done) / value.TablesTotal;
            facts.Set(whole, $"table {value.TablesCompleted + 1} of {value.TablesTotal}");
            part.Description = Markup.Escape(Printable.Text(value.Table));
            part.Value = 100 * done;
            facts.Set(part, string.Create(CultureInfo.InvariantCulture, $"{value.RowsCompared:N0} of {value.TotalRows:N0} rows"));
        }
    }
}
