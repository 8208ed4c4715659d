namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>Which functions a read-only connection may call, where their declaration does not say it.</summary>
internal static class PostgresCalls
{
    /// <summary>Objects from here on were made by users; those before came with the server.</summary>
    public const long FirstUserOid = 16384;

    // VOLATILE, but they change nothing that others see and tell nothing of the server's files.
    private static readonly HashSet<string> Harmless = Words("""
        random random_normal setseed clock_timestamp timeofday gen_random_uuid uuidv4 uuidv7 currval lastval current_query
        pg_sleep pg_sleep_for pg_sleep_until
        pg_relation_size pg_table_size pg_indexes_size pg_total_relation_size pg_database_size pg_tablespace_size
        pg_sequence_last_value pg_get_sequence_data pg_partition_tree pg_partition_ancestors pg_xact_status txid_status
        pg_blocking_pids pg_safe_snapshot_blocking_pids pg_lock_status pg_prepared_xact pg_is_in_recovery pg_is_wal_replay_paused
        pg_current_wal_lsn pg_current_wal_insert_lsn pg_current_wal_flush_lsn pg_last_wal_receive_lsn pg_last_wal_replay_lsn
        pg_last_xact_replay_timestamp pg_get_wal_replay_pause_state pg_last_committed_xact pg_xact_commit_timestamp
        pg_xact_commit_timestamp_origin pg_get_multixact_members pg_notification_queue_usage pg_jit_available
        pg_collation_actual_version pg_database_collation_actual_version pg_control_checkpoint pg_control_init
        pg_control_recovery pg_control_system pg_show_replication_origin_status pg_get_wal_resource_managers
        pg_get_shmem_allocations pg_get_backend_memory_contexts pg_stat_have_stats lo_get amvalidate
        """);

    // VOLATILE functions of extensions that only compute.
    private static readonly HashSet<string> HarmlessOfExtensions = Words("""
        uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 gen_random_uuid gen_random_bytes gen_salt pgp_sym_encrypt
        pgp_sym_encrypt_bytea pgp_pub_encrypt pgp_pub_encrypt_bytea pg_stat_statements pg_stat_statements_info normal_rand
        pg_buffercache_pages pg_buffercache_summary pg_freespace pgstattuple pgstatindex pgstattuple_approx
        pgrowlocks show_trgm show_limit
        """);

    // Declared STABLE or IMMUTABLE, but they run SQL that is given as text or by a table's name, or a type's input function.
    private static readonly HashSet<string> RunText = Words("""
        table_to_xml table_to_xmlschema table_to_xml_and_xmlschema schema_to_xml schema_to_xmlschema schema_to_xml_and_xmlschema
        database_to_xml database_to_xmlschema database_to_xml_and_xmlschema query_to_xml query_to_xmlschema
        query_to_xml_and_xmlschema cursor_to_xml cursor_to_xmlschema ts_stat pg_input_is_valid pg_input_error_info
        crosstab crosstab2 crosstab3 crosstab4 connectby xpath_table st_fromgdalraster
        """);

    // Functions in C can do anything; these extensions' functions do what they declare.
    private static readonly HashSet<string> KnownExtensions = Words("""
        amcheck bloom btree_gin btree_gist citext cube dict_int dict_xsyn earthdistance fuzzystrmatch h3 h3_postgis hll hstore
        intagg intarray ip4r isn ltree pageinspect pg_buffercache pg_freespacemap pg_stat_statements pg_trgm pg_visibility
        pgcrypto pgrowlocks pgstattuple postgis postgis_raster postgis_sfcgal postgis_topology prefix rum seg semver
        sslinfo tablefunc timescaledb tsm_system_rows tsm_system_time unaccent unit uuid-ossp vector xml2
        """);

    public static bool RunsText(string name) => RunText.Contains(name);

    public static bool IsHarmlessBuiltIn(string name) => Harmless.Contains(name) || name.StartsWith("pg_stat_get_", StringComparison.Ordinal);

    public static bool IsHarmlessOfExtension(string name) => HarmlessOfExtensions.Contains(name);

    public static bool IsKnownExtension(string? name) => name is not null && KnownExtensions.Contains(name);

    private static HashSet<string> Words(string text) =>
        new(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
