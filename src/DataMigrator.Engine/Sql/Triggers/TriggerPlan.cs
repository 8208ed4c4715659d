using DataMigrator.Catalog;

using DataMigrator.Sql.Tree;

namespace DataMigrator.Sql.Triggers;

/// <summary>A trigger in the shared terms, for one event.</summary>
/// <param name="Source">As the source has it.</param>
/// <param name="Table">What it is on.</param>
/// <param name="Timing">BEFORE, AFTER or INSTEAD OF.</param>
/// <param name="Event">INSERT, UPDATE or DELETE.</param>
/// <param name="Columns">The columns of UPDATE OF; empty for any.</param>
/// <param name="When">The condition, null for none.</param>
/// <param name="Body">What it does, without RETURN.</param>
internal sealed record TriggerPlan(CatalogTrigger Source, TriggerTable Table, string Timing, string Event,
    IReadOnlyList<string> Columns, SqlExpr? When, IReadOnlyList<SqlStatement> Body);

/// <summary>The table or view that a trigger is on.</summary>
/// <param name="Source">Its name in the source.</param>
/// <param name="Name">Its name in the target.</param>
/// <param name="Relation">Its columns.</param>
/// <param name="RowKey">The source's columns that identify a row; empty where none do.</param>
internal sealed record TriggerTable(TableName Source, TableName Name, Relation Relation, IReadOnlyList<string> RowKey);
