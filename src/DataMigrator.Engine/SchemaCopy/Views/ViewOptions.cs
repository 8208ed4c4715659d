using DataMigrator.Catalog;
using DataMigrator.Sql;

namespace DataMigrator.SchemaCopy.Views;

/// <summary>The clauses of a view beside its query: which rows it takes, and with whose rights it reads.</summary>
/// <param name="BeforeView">Goes before the word VIEW.</param>
/// <param name="BeforeAs">Goes before the word AS.</param>
/// <param name="AtEnd">Goes after the query.</param>
internal sealed record ViewOptions(string BeforeView, string BeforeAs, string AtEnd)
{
    /// <summary>What the target has no word for is warned of.</summary>
    public static ViewOptions Of(CatalogView view, Translation translation)
    {
        ObjectStates states = translation.To.States;
        bool same = translation.Source == translation.Target;
        string atEnd = "";
        if (view.CheckOption is { } check)
        {
            // Between equal databases the view checked its rows already.
            if (same || states.CheckedViews == CheckedViews.Any || (states.CheckedViews == CheckedViews.OfOneTable && view.DependsOn.Count == 1))
            {
                atEnd = $"\nWITH {check} CHECK OPTION";
            }
            else
            {
                Left($"WITH {check} CHECK OPTION: the target takes rows that the view does not show");
            }
        }

        // An option that only later versions know is written where the source has it.
        string? invoker = view.SecurityInvoker ? states.InvokerClause : null;
        string? option = view.SecurityInvoker && same ? states.InvokerOption : null;
        if (view.SecurityInvoker && invoker is null && option is null && !states.ViewsAreInvokers)
        {
            Left("that it reads with the rights of who asks: the target's reads with its owner's");
        }

        string? barrier = view.SecurityBarrier ? states.BarrierOption : null;
        if (view.SecurityBarrier && barrier is null)
        {
            Left("security_barrier");
        }

        string algorithm = view.Algorithm is { } a && translation.SameFamily ? $"ALGORITHM = {a} " : "";
        string options = string.Join(", ", new[] { barrier, option }.OfType<string>());
        return new ViewOptions(algorithm + invoker, options.Length == 0 ? "" : $" WITH ({options})", atEnd);

        void Left(string what) => translation.Warn("view", view.Name.ToString(), "left out: " + what);
    }
}
