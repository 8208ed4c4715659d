using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>What a statement could call, asked of the catalogue.</summary>
internal static class PostgresReachQueries
{
    // These are called without being written.
    private static readonly string[] Implied = ["=", "<>", "<", ">", "<=", ">=", "~~", "!~~", "~~*", "!~~*", "~", "!~"];

    /// <summary>Kind (f, r, t) and OID of the functions, relations and types that names could mean, and the functions of
    /// operators. A function takes part where it is called by name, or takes a row: <c>row.function</c>.</summary>
    /// <param name="mentions">The names.</param>
    /// <param name="anywhere">In any schema, as within a function, which may set its own search_path.</param>
    public static string Resolve(SqlMentions mentions, bool anywhere)
    {
        string names = string.Join(", ", mentions.Names.Select(n => $"({Text(n.Text)}::name, {Text(n.Qualifier)}::name, {n.Called})").Distinct());
        string operators = string.Join(", ", mentions.Operators.Concat(Implied).Distinct().Select(Text));
        string InScope(string schema) => anywhere ? "true"
            : $"CASE WHEN n.qualifier IS NULL OR NOT n.called THEN {schema}.nspname = ANY (pg_catalog.current_schemas(true)) "
                + $"OR {schema}.nspname = n.qualifier WHEN n.qualifier = 'pg_temp' THEN {schema}.oid = pg_catalog.pg_my_temp_schema() "
                + $"ELSE {schema}.nspname = n.qualifier END";
        return $"""
            WITH n(name, qualifier, called) AS (VALUES (''::name, NULL::name, false){(names.Length > 0 ? ", " + names : "")})
            SELECT 'f', p.oid::bigint FROM n JOIN pg_catalog.pg_proc p ON p.proname = n.name JOIN pg_catalog.pg_namespace s ON s.oid = p.pronamespace
            WHERE ({InScope("s")}) AND NOT (p.oid < {PostgresCalls.FirstUserOid} AND 'internal'::pg_catalog.regtype = ANY (p.proargtypes::pg_catalog.oid[]))
              AND (n.called OR EXISTS (SELECT FROM pg_catalog.pg_type t WHERE t.oid = p.proargtypes[0] AND t.typtype IN ('c', 'p') AND p.oid >= {PostgresCalls.FirstUserOid}))
            UNION SELECT 'r', c.oid::bigint FROM n JOIN pg_catalog.pg_class c ON c.relname = n.name WHERE c.oid >= {PostgresCalls.FirstUserOid} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            UNION SELECT 't', t.oid::bigint FROM n JOIN pg_catalog.pg_type t ON t.typname = n.name WHERE t.oid >= {PostgresCalls.FirstUserOid}
            UNION SELECT 'f', o.oprcode::pg_catalog.oid::bigint FROM pg_catalog.pg_operator o WHERE o.oid >= {PostgresCalls.FirstUserOid} AND o.oprname IN ({operators})
            """;
    }

    /// <summary>The functions as <see cref="ReachedFunction"/> has them.</summary>
    public static string Functions(IEnumerable<long> oids) => $"""
        SELECT p.oid::bigint, s.nspname::text, p.proname::text, p.provolatile::text, p.prokind::text, l.lanname::text,
          CASE WHEN l.lanname IN ('sql', 'plpgsql') THEN p.prosrc END,
          pg_catalog.concat(pg_catalog.to_jsonb(p) ->> 'prosqlbody', ' ', p.proargdefaults::text),
          (SELECT pg_catalog.min(e.extname::text) FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
            WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e'),
          pg_catalog.concat_ws(' ', a.aggtransfn::pg_catalog.oid, a.aggfinalfn::pg_catalog.oid, a.aggcombinefn::pg_catalog.oid, a.aggmtransfn::pg_catalog.oid,
            a.aggminvtransfn::pg_catalog.oid, a.aggmfinalfn::pg_catalog.oid),
          pg_catalog.concat_ws(' ', p.prorettype, p.proargtypes::text)
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace s ON s.oid = p.pronamespace JOIN pg_catalog.pg_language l ON l.oid = p.prolang
        LEFT JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid WHERE p.oid IN ({string.Join(", ", oids)})
        """;

    /// <summary>The relations as <see cref="ReachedRelation"/> has them; children of partitioned and inherited tables are
    /// read with them.</summary>
    public static string Relations(IEnumerable<long> oids) => $"""
        SELECT c.oid::bigint, s.nspname::text, c.relname::text,
          pg_catalog.concat_ws(' ', (SELECT pg_catalog.string_agg(r.ev_action::text, ' ') FROM pg_catalog.pg_rewrite r WHERE r.ev_class = c.oid AND r.ev_type = '1'),
            (SELECT pg_catalog.string_agg(d.adbin::text, ' ') FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
              WHERE d.adrelid = c.oid AND pg_catalog.to_jsonb(a) ->> 'attgenerated' = 'v')),
          (SELECT pg_catalog.string_agg(a.atttypid::text, ' ') FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.atttypid >= {PostgresCalls.FirstUserOid}),
          (SELECT pg_catalog.string_agg(i.inhrelid::text, ' ') FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid),
          w.fdwname::text, (f.ftoptions || v.srvoptions)::text
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = c.oid LEFT JOIN pg_catalog.pg_foreign_server v ON v.oid = f.ftserver
        LEFT JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = v.srvfdw WHERE c.oid IN ({string.Join(", ", oids)})
        """;

    /// <summary>Of types: the checks of domains, the types they are made of, and the functions of casts from and to them.</summary>
    public static string Types(IEnumerable<long> oids) => $"""
        SELECT (SELECT pg_catalog.string_agg(k.conbin::text, ' ') FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid),
          pg_catalog.concat_ws(' ', t.typbasetype, t.typelem, (SELECT pg_catalog.string_agg(a.atttypid::text, ' ') FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = t.typrelid AND a.attnum > 0), (SELECT pg_catalog.concat(r.rngsubtype) FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid)),
          pg_catalog.concat_ws(' ', (SELECT pg_catalog.string_agg(k.castfunc::text, ' ') FROM pg_catalog.pg_cast k WHERE t.oid IN (k.castsource, k.casttarget)),
            (SELECT pg_catalog.concat_ws(' ', r.rngcanonical::pg_catalog.oid, r.rngsubdiff::pg_catalog.oid) FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid))
        FROM pg_catalog.pg_type t WHERE t.oid IN ({string.Join(", ", oids)})
        """;

    public static string OperatorFunctions(IEnumerable<long> oids) =>
        $"SELECT o.oprcode::pg_catalog.oid::bigint FROM pg_catalog.pg_operator o WHERE o.oid IN ({string.Join(", ", oids)})";

    private static string Text(string? text) => text is null ? "NULL" : PostgresDialect.QuoteText(text);
}

/// <summary>A function that a statement could call.</summary>
internal sealed record ReachedFunction(long Oid, string Schema, string Name, char Volatility, char Kind, string Language, string? Source,
    string Tree, string? Extension, string AggregateFunctions, string Types)
{
    public bool IsBuiltIn => Oid < PostgresCalls.FirstUserOid;

    public override string ToString() => IsBuiltIn ? Name : Schema + "." + Name;
}

/// <summary>A table or view that a statement could read.</summary>
internal sealed record ReachedRelation(long Oid, string Schema, string Name, string Tree, string Types, string Children, string? Wrapper, string Options)
{
    public override string ToString() => Schema + "." + Name;
}
