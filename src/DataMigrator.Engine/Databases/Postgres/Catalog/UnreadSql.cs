namespace DataMigrator.Databases.Postgres.Catalog;

/// <summary>The question that ends the reading: which objects and properties of the user's schemas did the other queries not
/// read? Each part is one kind: what it is, its schema and name, the name beneath that, and what is left out. The kinds are
/// those that pg_dump writes (https://www.postgresql.org/docs/current/sql-commands.html, CREATE and ALTER).</summary>
internal sealed class UnreadSql(int serverVersion)
{
    private const string UserSchema = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    // What belongs to an extension, or to another object, comes with it.
    private static string NoMember(string catalog, string oid, string kinds = "'e'") => $"""
        NOT EXISTS (SELECT FROM pg_catalog.pg_depend x WHERE x.deptype IN ({kinds})
          AND x.classid = 'pg_catalog.{catalog}'::pg_catalog.regclass AND x.objid = {oid})
        """;

    private static string Relations => $"""
        WITH rel AS MATERIALIZED (SELECT c.*, n.nspname FROM pg_catalog.pg_class c
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relpersistence <> 't' AND {UserSchema} AND {NoMember("pg_class", "c.oid")})
        """;

    /// <summary>type, schema, name, name beneath it, what, whether it hangs on the table of that name.</summary>
    public string Query => Relations + string.Join("\nUNION ALL\n", Parts()) + "\nORDER BY 1, 2, 3, 4, 5";

    private IEnumerable<string> Parts() => [.. Tables(), .. Columns(), .. OnTables(), .. Views(), .. Partitions(), .. Types(), .. Objects(), Comments];

    private static IEnumerable<string> Tables()
    {
        const string Relation = "CASE c.relkind WHEN 'm' THEN 'view' ELSE 'table' END";
        const string Index = "rel c JOIN pg_catalog.pg_index i ON i.indrelid = c.oid JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid ";
        yield return Of("table", "''", "CASE WHEN c.relforcerowsecurity THEN 'forced ' ELSE '' END || 'row-level security'", "rel c WHERE c.relrowsecurity");
        yield return Of("table", "''", "'UNLOGGED'", "rel c WHERE c.relpersistence = 'u' AND c.relkind IN ('r', 'p')");
        yield return Of("table", "''", "'the inheritance from ' || string_agg(i.inhparent::pg_catalog.regclass::text, ', ' ORDER BY i.inhseqno)"
            + " || ', whose queries read its rows too'",
            "rel c JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid WHERE c.relkind = 'r' AND NOT c.relispartition GROUP BY c.nspname, c.relname");
        yield return Of("table", "''", "'that it is a table OF ' || pg_catalog.format_type(c.reloftype, NULL)", "rel c WHERE c.reloftype <> 0");
        yield return Of("table", "''", "'REPLICA IDENTITY ' || CASE c.relreplident WHEN 'n' THEN 'NOTHING' WHEN 'f' THEN 'FULL' ELSE 'USING INDEX' END",
            "rel c WHERE c.relkind IN ('r', 'p') AND c.relreplident <> 'd'");
        yield return Of("table", "''", "'the access method ' || a.amname",
            "rel c JOIN pg_catalog.pg_am a ON a.oid = c.relam WHERE c.relkind IN ('r', 'm') AND a.amname <> 'heap'");
        yield return Of(Relation, "''", "'the storage parameters ' || pg_catalog.array_to_string(c.reloptions, ', ')",
            "rel c WHERE c.relkind IN ('r', 'p', 'm') AND c.reloptions IS NOT NULL AND NOT c.relispartition");
        yield return Of("index", "x.relname", "'the storage parameters ' || pg_catalog.array_to_string(x.reloptions, ', ')",
            Index + "WHERE x.reloptions IS NOT NULL AND NOT c.relispartition");
        yield return Of("table", "''", "'the storage parameters toast.' || pg_catalog.array_to_string(t.reloptions, ', toast.')",
            "rel c JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid WHERE t.reloptions IS NOT NULL AND NOT c.relispartition");
        yield return Of(Relation, "''", "'the tablespace ' || s.spcname",
            "rel c JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition");
        yield return Of("index", "x.relname", "'the tablespace ' || s.spcname",
            Index + "JOIN pg_catalog.pg_tablespace s ON s.oid = x.reltablespace WHERE NOT c.relispartition");
    }

    private IEnumerable<string> Columns()
    {
        const string Column = "rel c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            + " AND c.relkind IN ('r', 'p') AND NOT c.relispartition ";
        yield return Of("column", "a.attname", "'STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END",
            Column + "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid WHERE a.attstorage <> t.typstorage");
        if (serverVersion >= 14)
        {
            yield return Of("column", "a.attname", "'COMPRESSION ' || CASE a.attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END",
                Column + "WHERE a.attcompression::text <> ''");
        }

        yield return Of("column", "a.attname", "'STATISTICS ' || a.attstattarget", Column + "WHERE a.attstattarget >= 0");
        yield return Of("column", "a.attname", "'the options ' || pg_catalog.array_to_string(a.attoptions, ', ')", Column + "WHERE a.attoptions IS NOT NULL");
        if (serverVersion >= 18)
        {
            yield return Of("column", "a.attname", "'VIRTUAL: it is stored, or computed as the target computes it'", Column + "WHERE a.attgenerated = 'v'");
        }

        // Of an owned sequence a copy has the position past the largest value, and nothing else.
        yield return Of("column", "a.attname", "'the options of its sequence: ' || pg_catalog.concat_ws(' '"
            + ", CASE WHEN q.seqincrement <> 1 THEN 'INCREMENT ' || q.seqincrement END"
            + ", CASE WHEN q.seqstart <> CASE WHEN q.seqincrement > 0 THEN 1 ELSE -1 END THEN 'START ' || q.seqstart END"
            + ", CASE WHEN q.seqincrement > 0 AND q.seqmin <> 1 THEN 'MINVALUE ' || q.seqmin END"
            + ", CASE WHEN q.seqmax NOT IN (32767, 2147483647, 9223372036854775807, -1) THEN 'MAXVALUE ' || q.seqmax END"
            + ", CASE WHEN q.seqcycle THEN 'CYCLE' END, CASE WHEN q.seqcache <> 1 THEN 'CACHE ' || q.seqcache END)",
            Column + "JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = c.oid"
            + " AND d.refobjsubid = a.attnum AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')"
            + " JOIN pg_catalog.pg_sequence q ON q.seqrelid = d.objid WHERE q.seqincrement <> 1 OR q.seqstart <> 1 OR q.seqmin <> 1"
            + " OR q.seqmax NOT IN (32767, 2147483647, 9223372036854775807) OR q.seqcycle OR q.seqcache <> 1");
    }

    private IEnumerable<string> OnTables()
    {
        yield return Of("policy", "p.polname", "'a row-level security policy'", "rel c JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid WHERE true");
        yield return Of("rule", "r.rulename", "'a rule'", "rel c JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid WHERE r.rulename <> '_RETURN'");
        const string Constraint = "rel c JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid ";
        const string NotPartition = " AND NOT c.relispartition";
        yield return Of("index", "k.conname", "'INCLUDE (' || (SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY o.n) FROM "
            + "unnest(i.indkey::int2[]) WITH ORDINALITY o(num, n) JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.num "
            + "WHERE o.n > i.indnkeyatts) || ')'",
            Constraint + "JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid WHERE k.contype IN ('p', 'u') AND i.indnatts > i.indnkeyatts" + NotPartition);
        yield return Of("index", "x.relname", "'that the table is clustered on it'", "rel c JOIN pg_catalog.pg_index i ON i.indrelid = c.oid "
            + "JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid WHERE i.indisclustered");
        yield return Of("index", "x.relname", "'an index that is not valid'", "rel c JOIN pg_catalog.pg_index i ON i.indrelid = c.oid "
            + "JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid WHERE NOT i.indisvalid AND c.relkind = 'r'" + NotPartition);
        yield return Of("statistics", "s.stxname", "'extended statistics'", "rel c JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = c.oid WHERE true");
        if (serverVersion >= 18)
        {
            yield return Of("constraint", "k.conname", "'WITHOUT OVERLAPS or PERIOD'", Constraint + "WHERE k.conperiod");
            yield return Of("constraint", "k.conname", "'the name of a NOT NULL constraint'",
                Constraint + "WHERE k.contype = 'n' AND k.conname !~ '_not_null[0-9]*$'" + NotPartition);
        }
    }

    private static IEnumerable<string> Views()
    {
        yield return Of("view", "''", "'that it holds no rows until REFRESH MATERIALIZED VIEW'", "rel c WHERE c.relkind = 'm' AND NOT c.relispopulated");
        yield return Of("index", "x.relname", "'an index of a materialized view: ' || pg_catalog.pg_get_indexdef(x.oid)",
            "rel c JOIN pg_catalog.pg_index i ON i.indrelid = c.oid JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid WHERE c.relkind = 'm'");
        yield return Of("view", "a.attname", "'the default ' || pg_catalog.pg_get_expr(ad.adbin, ad.adrelid)",
            "rel c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = c.oid AND ad.adnum = a.attnum WHERE c.relkind = 'v'");
    }

    /// <summary>What stands on a partition alone; what it has from its parent is the parent's.</summary>
    private static IEnumerable<string> Partitions()
    {
        const string Partition = " AND c.relispartition";
        yield return Of("constraint", "k.conname", "'a constraint of a partition: ' || pg_catalog.pg_get_constraintdef(k.oid)",
            "rel c JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND k.conparentid = 0 AND k.conislocal"
            + Partition);
        yield return Of("index", "x.relname", "'an index of a partition: ' || pg_catalog.pg_get_indexdef(x.oid)",
            "rel c JOIN pg_catalog.pg_index i ON i.indrelid = c.oid JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid WHERE NOT x.relispartition"
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x'))" + Partition);
        yield return Of("trigger", "g.tgname", "'a trigger of a partition'", "rel c JOIN pg_catalog.pg_trigger g ON g.tgrelid = c.oid WHERE NOT g.tgisinternal"
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass"
            + " AND d.objid = g.oid AND d.deptype IN ('P', 'S'))" + Partition);
        yield return Of("column", "a.attname", "'the default of a partition: ' || pg_catalog.pg_get_expr(ad.adbin, ad.adrelid)",
            "rel c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid JOIN pg_catalog.pg_attrdef ad ON ad.adrelid = c.oid AND ad.adnum = a.attnum"
            + " JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid JOIN pg_catalog.pg_attribute pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname"
            + " LEFT JOIN pg_catalog.pg_attrdef pd ON pd.adrelid = i.inhparent AND pd.adnum = pa.attnum"
            + " WHERE pg_catalog.pg_get_expr(ad.adbin, ad.adrelid) IS DISTINCT FROM pg_catalog.pg_get_expr(pd.adbin, pd.adrelid)" + Partition);
    }

    private static IEnumerable<string> Types()
    {
        yield return Own("type", "CASE t.typtype WHEN 'c' THEN 'a composite type' WHEN 'r' THEN 'a range type' ELSE 'a base type' END", "t.typname",
            "pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid"
            + $" WHERE (t.typtype = 'r' OR t.typtype = 'c' AND c.relkind = 'c' OR t.typtype = 'b' AND t.typelem = 0) AND {UserSchema} AND {NoMember("pg_type", "t.oid")}");
        yield return Own("type", "'NOT VALID of its condition ' || k.conname", "t.typname",
            "pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace JOIN pg_catalog.pg_constraint k ON k.contypid = t.oid"
            + $" WHERE k.contype = 'c' AND NOT k.convalidated AND {UserSchema} AND {NoMember("pg_type", "t.oid")}");
        yield return Own("collation", "'a collation'", "o.collname", "pg_catalog.pg_collation o JOIN pg_catalog.pg_namespace n ON n.oid = o.collnamespace"
            + $" WHERE {UserSchema} AND {NoMember("pg_collation", "o.oid")}");
        yield return Own("sequence", "'a sequence that no column owns'", "c.relname",
            "rel c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d"
            + " WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i'))");
        yield return Own("schema", "'a schema without tables and views'", "n.nspname", $"pg_catalog.pg_namespace n WHERE {UserSchema} AND n.nspname <> 'public'"
            + $" AND {NoMember("pg_namespace", "n.oid")} AND NOT EXISTS (SELECT FROM rel c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm'))", schema: "NULL");
    }

    private static IEnumerable<string> Objects()
    {
        (string Type, string What, string Catalog, string Name, string Schema)[] kinds =
        [
            ("operator", "an operator", "pg_operator", "oprname", "oprnamespace"),
            ("operator_class", "an operator class", "pg_opclass", "opcname", "opcnamespace"),
            ("operator_family", "an operator family", "pg_opfamily", "opfname", "opfnamespace"),
            ("conversion", "a conversion", "pg_conversion", "conname", "connamespace"),
            ("text_search", "a text search configuration", "pg_ts_config", "cfgname", "cfgnamespace"),
            ("text_search", "a text search dictionary", "pg_ts_dict", "dictname", "dictnamespace"),
            ("text_search", "a text search parser", "pg_ts_parser", "prsname", "prsnamespace"),
            ("text_search", "a text search template", "pg_ts_template", "tmplname", "tmplnamespace"),
        ];
        foreach ((string type, string what, string catalog, string name, string schema) in kinds)
        {
            yield return Own(type, $"'{what}'", "o." + name,
                $"pg_catalog.{catalog} o JOIN pg_catalog.pg_namespace n ON n.oid = o.{schema} WHERE {UserSchema} AND {NoMember(catalog, "o.oid")}");
        }

        // Objects without a schema: those of the installation have an OID under 16384 (access/transam.h, FirstNormalObjectId).
        (string Type, string What, string Catalog, string Name)[] global =
        [
            ("extension", "an extension", "pg_extension", "o.extname"),
            ("event_trigger", "an event trigger", "pg_event_trigger", "o.evtname"),
            ("publication", "a publication", "pg_publication", "o.pubname"),
            ("language", "a procedural language", "pg_language", "o.lanname"),
            ("foreign_data_wrapper", "a foreign data wrapper", "pg_foreign_data_wrapper", "o.fdwname"),
            ("server", "a foreign server", "pg_foreign_server", "o.srvname"),
            ("access_method", "an access method", "pg_am", "o.amname"),
            ("cast", "a cast", "pg_cast", "pg_catalog.format_type(o.castsource, NULL) || ' AS ' || pg_catalog.format_type(o.casttarget, NULL)"),
            ("transform", "a transform", "pg_transform", "pg_catalog.format_type(o.trftype, NULL)"),
        ];
        foreach ((string type, string what, string catalog, string name) in global)
        {
            yield return Own(type, $"'{what}'", name, $"pg_catalog.{catalog} o WHERE o.oid >= 16384 AND {NoMember(catalog, "o.oid", "'e', 'i'")}", schema: "NULL");
        }

        const string Database = "pg_catalog.current_database()";
        yield return Own("database", "'large objects: ' || pg_catalog.count(*)", Database,
            "pg_catalog.pg_largeobject_metadata HAVING pg_catalog.count(*) > 0", schema: "NULL");
        yield return Own("database", "'the subscription ' || s.subname", Database,
            "(SELECT subname FROM pg_catalog.pg_subscription JOIN pg_catalog.pg_database b ON b.oid = subdbid AND b.datname = pg_catalog.current_database()) s",
            schema: "NULL");
        yield return Own("database", "'the setting ' || u.setting || CASE WHEN s.setrole = 0 THEN '' ELSE ' of the role ' || s.setrole::pg_catalog.regrole END",
            Database, "pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database b ON b.oid = s.setdatabase AND b.datname = pg_catalog.current_database(),"
            + " unnest(s.setconfig) u(setting)", schema: "NULL");
        yield return Own("database", "'grants, on objects: ' || g.n", Database, """
            (SELECT pg_catalog.count(*) n FROM (SELECT c.oid FROM rel c WHERE c.relacl IS NOT NULL AND NOT c.relispartition
              UNION ALL SELECT a.attrelid FROM pg_catalog.pg_attribute a JOIN rel c ON c.oid = a.attrelid WHERE a.attacl IS NOT NULL
              UNION ALL SELECT p.oid FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                WHERE p.proacl IS NOT NULL AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              UNION ALL SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspacl IS NOT NULL AND n.oid >= 16384
              UNION ALL SELECT t.oid FROM pg_catalog.pg_type t WHERE t.typacl IS NOT NULL AND t.oid >= 16384
              UNION ALL SELECT d.oid FROM pg_catalog.pg_default_acl d) o) g WHERE g.n > 0
            """, schema: "NULL");
        yield return Own("database", "'security labels: ' || pg_catalog.count(*)", Database, "pg_catalog.pg_seclabel HAVING pg_catalog.count(*) > 0", schema: "NULL");
    }

    /// <summary>Comments on other things than tables and their columns.</summary>
    private static string Comments => $"""
        SELECT pg_catalog.replace(pg_catalog.replace(i.type, 'table constraint', 'constraint'), ' ', '_'), NULL,
          pg_catalog.regexp_replace(i.identity, '(^| )public\.', '\1'), '', 'its comment', false
        FROM pg_catalog.pg_description d, pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) i
        WHERE d.objoid >= 16384 AND i.identity IS NOT NULL AND coalesce(i.schema, '') !~ '^pg_' AND coalesce(i.schema, '') <> 'information_schema'
          AND i.type NOT IN ('table', 'table column', 'extension')
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend x WHERE x.deptype = 'e' AND x.classid = d.classoid AND x.objid = d.objoid)
        """;

    private static string Of(string type, string beneath, string what, string from) =>
        $"SELECT {(type.StartsWith("CASE", StringComparison.Ordinal) ? type : $"'{type}'")}, c.nspname::text, c.relname::text, {beneath}::text, ({what})::text, true FROM {from}";

    private static string Own(string type, string what, string name, string from, string schema = "n.nspname") =>
        $"SELECT '{type}', {schema}::text, ({name})::text, '', ({what})::text, false FROM {from}";
}
