using DataMigrator.Catalog;

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
        bool same = translation.Source == translation.Target;
        bool postgres = translation.Target == DatabaseKind.Postgres;
        string atEnd = "";
        if (view.CheckOption is { } check)
        {
            // PostgreSQL checks the rows of views over one table alone, MySQL those of joins too.
            if (same || translation.ToMySql || (postgres && view.DependsOn.Count == 1))
            {
                atEnd = $"\nWITH {check} CHECK OPTION";
            }
            else
            {
                Left($"WITH {check} CHECK OPTION: the target takes rows that the view does not show");
            }
        }

        bool invoker = view.SecurityInvoker && (same || translation.ToMySql);
        if (view.SecurityInvoker && !invoker && translation.Target != DatabaseKind.Sqlite)
        {
            Left("that it reads with the rights of who asks: the target's reads with its owner's");
        }

        if (view.SecurityBarrier && !postgres)
        {
            Left("security_barrier");
        }

        string[] storage = [.. postgres && view.SecurityBarrier ? ["security_barrier=true"] : Array.Empty<string>(),
            .. postgres && invoker ? ["security_invoker=true"] : Array.Empty<string>()];
        string algorithm = view.Algorithm is { } a && translation.ToMySql ? $"ALGORITHM = {a} " : "";
        return new ViewOptions(algorithm + (invoker && translation.ToMySql ? "SQL SECURITY INVOKER " : ""),
            storage.Length == 0 ? "" : $" WITH ({string.Join(", ", storage)})", atEnd);

        void Left(string what) => translation.Warn("view", view.Name.ToString(), "left out: " + what);
    }
}
