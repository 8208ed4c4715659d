using DataMigrator.Catalog;

namespace DataMigrator.SchemaCopy.Types;

/// <summary>Reads the types that PostgreSQL prints, to find what lies under a domain.</summary>
internal static class PostgresDeclaration
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["boolean"] = "bool", ["smallint"] = "int2", ["integer"] = "int4", ["bigint"] = "int8", ["real"] = "float4",
        ["double precision"] = "float8", ["character varying"] = "varchar", ["character"] = "bpchar",
        ["\"char\""] = "char", ["time without time zone"] = "time", ["time with time zone"] = "timetz",
        ["timestamp without time zone"] = "timestamp", ["timestamp with time zone"] = "timestamptz",
        ["bit varying"] = "varbit",
    };

    /// <summary>The type itself, or of a domain the one underneath; an array's base name is <c>array</c>.</summary>
    public static ColumnType Underneath(ColumnType type)
    {
        if (type.TypeClass == 'd' && type.DomainBase is not null)
        {
            type = Parse(type.DomainBase, type);
        }

        if (type.ArrayDimensions > 0)
        {
            return type with { BaseName = "array" };
        }

        int dot = type.BaseName.LastIndexOf('.');
        return type.TypeClass == 'e' ? type with { BaseName = "enum" }
            : dot >= 0 && type.BaseName[(dot + 1)..] is "geometry" or "geography" or "hstore" or "citext"
                ? type with { BaseName = type.BaseName[(dot + 1)..] }
            : type;
    }

    private static ColumnType Parse(string declared, ColumnType domain)
    {
        int arrays = 0;
        string bare = declared;
        while (bare.EndsWith("[]", StringComparison.Ordinal))
        {
            bare = bare[..^2];
            arrays++;
        }

        int open = bare.IndexOf('(', StringComparison.Ordinal);
        int close = bare.IndexOf(')', StringComparison.Ordinal);
        int? first = null;
        int? second = null;
        if (open >= 0 && close > open)
        {
            string[] numbers = bare[(open + 1)..close].Split(',');
            first = int.TryParse(numbers[0], out int a) ? a : null;
            second = numbers.Length > 1 && int.TryParse(numbers[1], out int b) ? b : null;
            bare = bare[..open] + bare[(close + 1)..];
        }

        string name = Names.GetValueOrDefault(bare, bare);
        bool isTime = name is "time" or "timetz" or "timestamp" or "timestamptz" or "interval";
        return domain with
        {
            BaseName = name,
            Length = name is "varchar" or "bpchar" or "bit" or "varbit" ? first : null,
            Precision = name == "numeric" ? first : null,
            Scale = name == "numeric" ? second : isTime ? first : null,
            ArrayDimensions = arrays,
            TypeClass = domain.Labels.Count > 0 ? 'e' : 'b',
        };
    }
}
