using DataMigrator.Catalog;
using DataMigrator.Sql.Text;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>Which columns a CHECK or a generated column may name where that is not any.</summary>
internal static class ChangedColumns
{
    /// <summary>Refuses the column that counts up, and columns that a foreign key's action changes; under a stored value those of any
    /// CASCADE.</summary>
    /// <exception cref="UntranslatableException">It names such a column.</exception>
    public static void Refuse(Translation translation, DdlTable table, string expression, bool stored)
    {
        if (!translation.To.Schema.RefusesChangedColumns || translation.SameFamily)
        {
            return;
        }

        IReadOnlySet<string> names = GeneratedValue.Names(translation.From, expression);
        if (table.Columns.Any(c => c.IsIdentity && names.Contains(c.Source.Name)))
        {
            throw new UntranslatableException("the target allows no column in it that counts up");
        }

        CatalogForeignKey? key = table.Source.ForeignKeys.FirstOrDefault(k => k.Columns.Any(names.Contains)
            && translation.Tables.ContainsKey(k.ReferencedTable)
            && (k.OnUpdate is ReferentialAction.Cascade or ReferentialAction.SetNull || k.OnDelete is ReferentialAction.SetNull
                || (stored && k.OnDelete is ReferentialAction.Cascade)));
        if (key is not null)
        {
            throw new UntranslatableException("the target allows no column in it that an action of a foreign key "
                + $"changes ({string.Join(", ", key.Columns)})");
        }
    }
}
