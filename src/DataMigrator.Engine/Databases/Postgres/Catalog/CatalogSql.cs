namespace DataMigrator.Databases.Postgres.Catalog;

/// <summary>The catalogue's queries, over <c>pg_catalog</c> (the views of <c>information_schema</c> are slow over many
/// tables). Their number does not depend on the number of tables.</summary>
internal sealed class CatalogSql(int serverVersion)
{
    // An extension's own tables, views and functions come with the extension.
    private const string NoExtensionMember = """
        NOT EXISTS (SELECT FROM pg_catalog.pg_depend x
          WHERE x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid AND x.deptype = 'e')
        """;

    // reltuples is what the last VACUUM or ANALYZE found, -1 (0 before version 14) before the first; the statistics count the
    // rows written since, and begin anew after a crash. 0 is what an empty table and an unknown one have in common.
    private const string Estimate = "greatest(c.reltuples, pg_catalog.pg_stat_get_live_tuples(c.oid), 0)";

    private const string UserSchema = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    private const string Relations = $"""
        WITH rels AS MATERIALIZED (SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND NOT c.relispartition AND {UserSchema}
          AND {NoExtensionMember})
        """;

    public static string Tables => $"""
        SELECT c.oid::int8, n.nspname, c.relname, c.relkind::text, {Estimate}::int8, d.description,
          CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_description d
          ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
        WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND NOT c.relispartition AND {UserSchema}
          AND {NoExtensionMember}
        """;

    public static string PartitionEstimates => $"""
        WITH RECURSIVE tree AS (
          SELECT c.oid root, c.oid FROM pg_catalog.pg_class c WHERE c.relkind = 'p' AND NOT c.relispartition
          UNION ALL SELECT t.root, i.inhrelid FROM tree t JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid)
        SELECT t.root::int8, sum({Estimate})::int8 FROM tree t JOIN pg_catalog.pg_class c ON c.oid = t.oid
        WHERE c.relkind <> 'p' GROUP BY t.root HAVING sum({Estimate}) > 0
        """;

    public string Columns => $"""
        {Relations}
        SELECT a.attrelid::int8, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.atttypmod,
          a.attnotnull, pg_catalog.pg_get_expr(ad.adbin, ad.adrelid), a.attidentity::text, {Since(12, "a.attgenerated::text", "''")},
          co.collname, d.description, t.oid::int8, {TypeColumns("t")}
        FROM rels JOIN pg_catalog.pg_attribute a ON a.attrelid = rels.oid
        {TypeJoins("t", "a.atttypid")}
        LEFT JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
        LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
        LEFT JOIN pg_catalog.pg_description d ON d.objoid = a.attrelid
          AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = a.attnum
        WHERE a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum
        """;

    public static string Domains => $"""
        SELECT t.oid::int8, n.nspname, t.typname, pg_catalog.format_type(t.typbasetype, t.typtypmod), t.typtypmod,
          t.typnotnull, t.typdefault, b.oid::int8, {TypeColumns("b")}, EXISTS (SELECT FROM pg_catalog.pg_depend x
            WHERE x.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND x.objid = t.oid AND x.deptype = 'e') OR NOT ({UserSchema})
        FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        {TypeJoins("b", "t.typbasetype")}
        WHERE t.typtype = 'd' ORDER BY n.nspname, t.typname
        """;

    public static string DomainChecks => """
        SELECT k.contypid::int8, k.conname, pg_catalog.pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint k
        WHERE k.contypid <> 0 AND k.contype = 'c' ORDER BY k.contypid, k.conname
        """;

    public static string Enums => """
        SELECT t.oid::int8, n.nspname, t.typname, array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
        FROM pg_catalog.pg_enum e JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid
        JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
        GROUP BY t.oid, n.nspname, t.typname ORDER BY n.nspname, t.typname
        """;

    public string Constraints => $"""
        {Relations}
        SELECT k.conrelid::int8, k.conname, k.contype::text, k.condeferrable, k.condeferred, k.convalidated,
          pg_catalog.array_to_string(k.conkey, ','), fn.nspname, fc.relname, k.confupdtype::text, k.confdeltype::text,
          k.confmatchtype::text, CASE WHEN k.contype = 'f' THEN (SELECT array_agg(a.attname::text ORDER BY o.n)
            FROM unnest(k.confkey) WITH ORDINALITY o(num, n)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = o.num) END,
          CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_constraintdef(k.oid) END,
          coalesce({Since(15, "i.indnullsnotdistinct", "false")}, false),
          {Since(15, "pg_catalog.array_to_string(k.confdelsetcols, ',')", "NULL")}::text, k.connoinherit, {Since(18, "k.conenforced", "true")}
        FROM rels JOIN pg_catalog.pg_constraint k ON k.conrelid = rels.oid
        LEFT JOIN pg_catalog.pg_class fc ON k.contype = 'f' AND fc.oid = k.confrelid
        LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
        LEFT JOIN pg_catalog.pg_index i ON k.contype = 'u' AND i.indexrelid = k.conindid
        WHERE k.contype IN ('p', 'u', 'f', 'c') AND NOT (k.contype = 'f' AND k.conparentid <> 0)
        ORDER BY k.conrelid, k.conname
        """;

    public string Indexes => $"""
        {Relations}
        SELECT i.indrelid::int8, c.relname, am.amname, i.indisunique, i.indnkeyatts, pg_catalog.array_to_string(i.indkey::int2[], ','),
          pg_catalog.array_to_string(i.indoption::int2[], ','), pg_catalog.pg_get_expr(i.indpred, i.indrelid),
          coalesce(pg_catalog.pg_get_constraintdef(x.oid), pg_catalog.pg_get_indexdef(i.indexrelid)),
          CASE WHEN i.indexprs IS NOT NULL THEN (SELECT array_agg(pg_catalog.pg_get_indexdef(i.indexrelid, g, true) ORDER BY g)
            FROM pg_catalog.generate_series(1, i.indnkeyatts::int) g) END,
          (SELECT array_agg(coalesce(co.collname::text, '') ORDER BY o.n) FROM unnest(i.indcollation) WITH ORDINALITY o(c, n)
            LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[o.n - 1]
            LEFT JOIN pg_catalog.pg_collation co
              ON co.oid = o.c AND o.c <> coalesce(a.attcollation, 'pg_catalog.default'::regcollation)),
          coalesce({Since(15, "i.indnullsnotdistinct", "false")}, false), x.contype IS NOT NULL
        FROM rels JOIN pg_catalog.pg_index i ON i.indrelid = rels.oid JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        JOIN pg_catalog.pg_am am ON am.oid = c.relam
        LEFT JOIN pg_catalog.pg_constraint x
          ON x.conrelid = i.indrelid AND x.conindid = i.indexrelid AND x.contype IN ('p', 'u', 'x')
        WHERE i.indisvalid AND (x.contype IS NULL OR x.contype = 'x') ORDER BY i.indrelid, c.relname
        """;

    public static string Sequences => """
        SELECT d.refobjid::int8, d.refobjsubid, n.nspname, s.relname, d.deptype::text, CASE WHEN q.seqincrement > 0 THEN coalesce(
          CASE WHEN pg_catalog.has_sequence_privilege(s.oid, 'SELECT, USAGE') THEN pg_catalog.pg_sequence_last_value(s.oid) END + q.seqincrement,
          q.seqstart) END
        FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
        JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
        UNION ALL
        SELECT ad.adrelid::int8, ad.adnum, n.nspname, s.relname, 'n', NULL
        FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attrdef ad ON ad.oid = d.objid
        JOIN pg_catalog.pg_class s ON s.oid = d.refobjid AND s.relkind = 'S'
        JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
        WHERE d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
        """;

    public static string Views => $"""
        SELECT c.oid::int8, n.nspname, c.relname, c.relkind = 'm', pg_catalog.pg_get_viewdef(c.oid),
          coalesce((SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '{"{}"}'), c.reloptions
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('v', 'm') AND c.relpersistence <> 't' AND {UserSchema} AND {NoExtensionMember}
        ORDER BY n.nspname, c.relname
        """;

    /// <summary>Extensions of whose members something depends that is no member itself, with the table that this stands on.</summary>
    public static string Extensions => """
        SELECT DISTINCT e.extname, en.nspname, n.nspname, c.relname
        FROM pg_catalog.pg_depend m JOIN pg_catalog.pg_extension e ON e.oid = m.refobjid JOIN pg_catalog.pg_namespace en ON en.oid = e.extnamespace
        JOIN pg_catalog.pg_depend u ON u.refclassid = m.classid AND u.refobjid = m.objid AND u.deptype IN ('n', 'a')
        LEFT JOIN pg_catalog.pg_attrdef ad ON u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND ad.oid = u.objid
        LEFT JOIN pg_catalog.pg_constraint k ON u.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = u.objid
        LEFT JOIN pg_catalog.pg_index i ON u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.indexrelid = u.objid
        LEFT JOIN pg_catalog.pg_class c ON c.relkind IN ('r', 'p') AND c.oid = coalesce(ad.adrelid, k.conrelid, i.indrelid,
          CASE WHEN u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass THEN u.objid END)
        LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE m.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND m.deptype = 'e' AND e.extname <> 'plpgsql'
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend x WHERE x.deptype = 'e'
            AND (x.classid = u.classid AND x.objid = u.objid OR x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid))
        ORDER BY 1, 2, 3, 4
        """;

    public static string ViewDependencies => """
        SELECT DISTINCT r.ev_class::int8, n.nspname, c.relname
        FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
        JOIN pg_catalog.pg_class c ON c.oid = d.refobjid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND d.refobjid <> r.ev_class ORDER BY 1, 2, 3
        """;

    public static string Triggers => $"""
        SELECT g.tgname, n.nspname, c.relname, g.tgtype, (SELECT array_agg(a.attname::text ORDER BY a.attnum)
            FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (g.tgattr::int2[])),
          pn.nspname, p.proname, p.prosrc, pg_catalog.pg_get_triggerdef(g.oid), g.tgqual IS NOT NULL, g.tgenabled::text
        FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_proc p ON p.oid = g.tgfoid
        JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
        WHERE NOT g.tgisinternal AND NOT c.relispartition AND c.relpersistence <> 't' AND {UserSchema} AND {NoExtensionMember}
        ORDER BY n.nspname, c.relname, g.tgname
        """;

    public static string Routines => $"""
        SELECT n.nspname, p.proname, p.prokind = 'p', CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid) ELSE (
            SELECT format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s)', n.nspname, p.proname,
              COALESCE(NULLIF(pg_catalog.pg_get_function_identity_arguments(p.oid), ''), '*'), a.aggtransfn,
              pg_catalog.format_type(a.aggtranstype, NULL),
              ', FINALFUNC = ' || NULLIF(a.aggfinalfn::text, '-'), CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' END,
              CASE WHEN a.aggfinalfn <> 0 THEN ', FINALFUNC_MODIFY = '
                || CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
              ', COMBINEFUNC = ' || NULLIF(a.aggcombinefn::text, '-'), ', SERIALFUNC = ' || NULLIF(a.aggserialfn::text, '-'),
              ', DESERIALFUNC = ' || NULLIF(a.aggdeserialfn::text, '-'), ', INITCOND = ' || pg_catalog.quote_literal(a.agginitval),
              ', MSFUNC = ' || NULLIF(a.aggmtransfn::text, '-'), ', MINVFUNC = ' || NULLIF(a.aggminvtransfn::text, '-'),
              ', MSTYPE = ' || pg_catalog.format_type(NULLIF(a.aggmtranstype, 0), NULL), ', MFINALFUNC = ' || NULLIF(a.aggmfinalfn::text, '-'),
              CASE WHEN a.aggmfinalextra THEN ', MFINALFUNC_EXTRA' END, ', MINITCOND = ' || pg_catalog.quote_literal(a.aggminitval),
              (SELECT format(', SORTOP = OPERATOR(%I.%s)', sn.nspname, so.oprname) FROM pg_catalog.pg_operator so
                JOIN pg_catalog.pg_namespace sn ON sn.oid = so.oprnamespace WHERE so.oid = a.aggsortop),
              CASE p.proparallel WHEN 's' THEN ', PARALLEL = SAFE' WHEN 'r' THEN ', PARALLEL = RESTRICTED' END,
              CASE WHEN a.aggkind = 'h' THEN ', HYPOTHETICAL' END)
            FROM pg_catalog.pg_aggregate a WHERE a.aggfnoid = p.oid) END,
          (SELECT array_agg(DISTINCT tn.nspname || E'\x1f' || t.typname) FROM unnest(COALESCE(p.proallargtypes, p.proargtypes::oid[])
              || p.prorettype || (SELECT a.aggtranstype FROM pg_catalog.pg_aggregate a WHERE a.aggfnoid = p.oid)) AS u (type)
            JOIN pg_catalog.pg_type d ON d.oid = u.type
            JOIN pg_catalog.pg_type t ON t.oid = CASE WHEN d.typcategory = 'A' THEN d.typelem ELSE d.oid END
            JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace WHERE tn.nspname <> 'pg_catalog')
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE p.prokind IN ('f', 'p', 'a') AND {UserSchema} AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend x
          WHERE x.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND x.objid = p.oid AND x.deptype = 'e')
        ORDER BY n.nspname, p.proname, p.oid
        """;

    private static string TypeColumns(string t) =>
        $"{t}n.nspname, {t}.typname, {t}.typtype::text, {t}e.oid::int8, {t}en.nspname, {t}e.typname, {t}e.typtype::text";

    private static string TypeJoins(string t, string oid) => $"""
        JOIN pg_catalog.pg_type {t} ON {t}.oid = {oid} JOIN pg_catalog.pg_namespace {t}n ON {t}n.oid = {t}.typnamespace
        LEFT JOIN pg_catalog.pg_type {t}e ON {t}e.oid = {t}.typelem AND {t}e.typarray = {t}.oid
        LEFT JOIN pg_catalog.pg_namespace {t}en ON {t}en.oid = {t}e.typnamespace
        """;

    private string Since(int version, string expression, string otherwise) =>
        serverVersion >= version ? expression : otherwise;
}
