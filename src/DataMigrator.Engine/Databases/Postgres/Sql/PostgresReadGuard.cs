using System.Data.Common;
using System.Text.RegularExpressions;
using DataMigrator.Sql.Text;

namespace DataMigrator.Databases.Postgres.Sql;

/// <summary>Refuses a statement that could call what a READ ONLY transaction lets pass: server files, programs, other
/// connections, slots, signals, locks. Everything that its names could mean is followed through the catalogue: views,
/// bodies, defaults, domains, casts, operators, partitions.</summary>
internal sealed partial class PostgresReadGuard(DatabaseSession session)
{
    private readonly Worklist _functions = new();
    private readonly Worklist _relations = new();
    private readonly Worklist _types = new();
    private readonly Worklist _operators = new();

    /// <exception cref="MigrationException">ACCESS_DENIED: which function, why, and what to do instead.</exception>
    public async Task CheckAsync(string sql, CancellationToken cancellationToken)
    {
        await ResolveAsync(Mentions(sql, ""), false, "", cancellationToken).ConfigureAwait(false);
        while (_functions.Any || _relations.Any || _types.Any || _operators.Any)
        {
            await FollowFunctionsAsync(cancellationToken).ConfigureAwait(false);
            await FollowRelationsAsync(cancellationToken).ConfigureAwait(false);
            await FollowTypesAsync(cancellationToken).ConfigureAwait(false);
            await FollowOperatorsAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private SqlMentions Mentions(string sql, string via)
    {
        try
        {
            return SqlMentions.Of(session.Dialect.Language.Lexical, sql);
        }
        catch (UntranslatableException e)
        {
            throw ReadRefusal.Unreadable(session, e.Message + via);
        }
    }

    private async Task ResolveAsync(SqlMentions mentions, bool anywhere, string via, CancellationToken cancellationToken)
    {
        List<(string Kind, long Oid)> found = await session.QueryAsync(PostgresReachQueries.Resolve(mentions, anywhere),
            r => (r.GetString(0), r.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        foreach ((string kind, long oid) in found)
        {
            (kind switch { "f" => _functions, "r" => _relations, _ => _types }).Add(oid, via);
        }
    }

    private async Task FollowFunctionsAsync(CancellationToken cancellationToken)
    {
        if (_functions.Take() is not { Count: > 0 } oids)
        {
            return;
        }

        foreach (ReachedFunction function in await session.QueryAsync(PostgresReachQueries.Functions(oids.Keys), Function, cancellationToken)
            .ConfigureAwait(false))
        {
            string via = oids[function.Oid];
            Judge(function, via);
            if (function.IsBuiltIn)
            {
                continue;
            }

            string through = via.Length > 0 ? via : $" (called by the function {function})";
            FollowTree(function.Tree, through);
            _functions.AddAll(function.AggregateFunctions, through);
            _types.AddUsers(function.Types, through);
            if (function.Source is { } source && function.Kind != 'a')
            {
                SqlMentions body = Mentions(source, $" in the body of the function {function}");
                if (function.Language == "plpgsql" && body.Words.Contains("EXECUTE"))
                {
                    throw Refused(function, via, "runs SQL that it puts together (EXECUTE)", "Leave it out.");
                }

                await ResolveAsync(body, true, through, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Judge(ReachedFunction function, string via)
    {
        if (PostgresCalls.RunsText(function.Name))
        {
            throw Refused(function, via, "runs SQL or a type that it is given by name", "Write that query itself.");
        }

        if (function.IsBuiltIn)
        {
            if (function.Volatility == 'v' && !PostgresCalls.IsHarmlessBuiltIn(function.Name))
            {
                throw Refused(function, via, "reaches beyond the rows of this database (files, settings, sequences, locks, slots, signals)", "Leave it out.");
            }
        }
        else if (function.Volatility == 'v' && function.Kind != 'a' && !(function.Language == "c" && PostgresCalls.IsKnownExtension(function.Extension)
            && PostgresCalls.IsHarmlessOfExtension(function.Name)))
        {
            throw Refused(function, via, "is declared VOLATILE, so it may write, also beyond this database",
                $"Leave it out; if it only reads, its owner may declare that (ALTER FUNCTION {function} … STABLE).");
        }
        else if (function.Kind != 'a' && function.Language is not ("sql" or "plpgsql")
            && !(function.Language is "c" or "internal" && PostgresCalls.IsKnownExtension(function.Extension)))
        {
            throw Refused(function, via, $"is written in {function.Language}, so what it does can't be seen", "Leave it out.");
        }
    }

    private async Task FollowRelationsAsync(CancellationToken cancellationToken)
    {
        if (_relations.Take() is not { Count: > 0 } oids)
        {
            return;
        }

        foreach (ReachedRelation relation in await session.QueryAsync(PostgresReachQueries.Relations(oids.Keys), Relation, cancellationToken)
            .ConfigureAwait(false))
        {
            string via = oids[relation.Oid];
            if (relation.Wrapper is { } wrapper && (wrapper != "file_fdw" || relation.Options.Contains("program=", StringComparison.Ordinal)))
            {
                throw ReadRefusal.Of(session, $"the foreign table {relation}{via} is read by the wrapper {wrapper} beyond this database",
                    "Leave it out, or query its own server.");
            }

            string through = via.Length > 0 ? via : $" (through {relation})";
            FollowTree(relation.Tree, through);
            _types.AddUsers(relation.Types, through);
            _relations.AddAll(relation.Children, through);
        }
    }

    private async Task FollowTypesAsync(CancellationToken cancellationToken)
    {
        if (_types.Take() is not { Count: > 0 } oids)
        {
            return;
        }

        const string Via = " (called by a type's check or cast)";
        foreach ((string tree, string types, string functions) in await session.QueryAsync(PostgresReachQueries.Types(oids.Keys),
            r => (TextAt(r, 0), TextAt(r, 1), TextAt(r, 2)), cancellationToken).ConfigureAwait(false))
        {
            FollowTree(tree, Via);
            _types.AddUsers(types, Via);
            _functions.AddAll(functions, Via);
        }
    }

    private async Task FollowOperatorsAsync(CancellationToken cancellationToken)
    {
        if (_operators.Take() is { Count: > 0 } oids)
        {
            foreach (long function in await session.QueryAsync(PostgresReachQueries.OperatorFunctions(oids.Keys), r => r.GetInt64(0), cancellationToken)
                .ConfigureAwait(false))
            {
                _functions.Add(function, " (called by an operator)");
            }
        }
    }

    // The catalogue's own form of an expression names functions, relations, types and operators by OID.
    private void FollowTree(string tree, string via)
    {
        foreach (Match match in Field().Matches(tree))
        {
            string name = match.Groups["name"].Value;
            long oid = long.Parse(match.Groups["oid"].Value, System.Globalization.CultureInfo.InvariantCulture);
            if (name.EndsWith("funcid", StringComparison.Ordinal) || name.EndsWith("fnoid", StringComparison.Ordinal) || name is "tsmhandler")
            {
                _functions.Add(oid, via);
            }
            else if (oid >= PostgresCalls.FirstUserOid)
            {
                (name is "relid" ? _relations : name.EndsWith("type", StringComparison.Ordinal) ? _types : _operators).Add(oid, via);
            }
        }
    }

    private MigrationException Refused(ReachedFunction function, string via, string why, string instead) =>
        ReadRefusal.Of(session, $"the function {function}{via} {why}", instead);

    private static ReachedFunction Function(DbDataReader r) => new(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3)[0], r.GetString(4)[0],
        r.GetString(5), r.IsDBNull(6) ? null : r.GetString(6), TextAt(r, 7), r.IsDBNull(8) ? null : r.GetString(8), TextAt(r, 9), TextAt(r, 10));

    private static ReachedRelation Relation(DbDataReader r) => new(r.GetInt64(0), r.GetString(1), r.GetString(2), TextAt(r, 3), TextAt(r, 4), TextAt(r, 5),
        r.IsDBNull(6) ? null : r.GetString(6), TextAt(r, 7));

    private static string TextAt(DbDataReader r, int i) => r.IsDBNull(i) ? "" : r.GetString(i);

    [GeneratedRegex(@":(?<name>funcid|opfuncid|hashfuncid|negfuncid|aggfnoid|winfnoid|tsmhandler|relid|resulttype|funcresulttype|vartype|consttype|opresulttype|aggtype|wintype|casetype|opno|eqop|sortop) (?<oid>\d+)")]
    private static partial Regex Field();

    /// <summary>OIDs to look at, each once, with how they were reached.</summary>
    private sealed class Worklist
    {
        private readonly HashSet<long> _seen = [];
        private Dictionary<long, string> _next = [];

        public bool Any => _next.Count > 0;

        public void Add(long oid, string via)
        {
            if (oid > 0 && _seen.Add(oid))
            {
                _next[oid] = via;
            }
        }

        public void AddAll(string oids, string via)
        {
            foreach (string oid in oids.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Add(long.Parse(oid, System.Globalization.CultureInfo.InvariantCulture), via);
            }
        }

        public void AddUsers(string oids, string via)
        {
            foreach (string oid in oids.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                long number = long.Parse(oid, System.Globalization.CultureInfo.InvariantCulture);
                Add(number >= PostgresCalls.FirstUserOid ? number : 0, via);
            }
        }

        public Dictionary<long, string> Take() => (_next, _next = []).Item1;
    }
}
