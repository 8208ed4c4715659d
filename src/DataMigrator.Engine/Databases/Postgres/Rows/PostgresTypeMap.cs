using System.Collections.Frozen;
using DataMigrator.Catalog;
using DataMigrator.Values;

namespace DataMigrator.Databases.Postgres.Rows;

/// <summary>The types, as a table: name, name as printed, binary form, kind on the wire.</summary>
internal static class PostgresTypeMap
{
    private static readonly PostgresType[] Scalars =
    [
        new("bool", "boolean", PostgresFormat.Boolean, WireKind.Boolean),
        new("int2", "smallint", PostgresFormat.Int2, WireKind.Integer),
        new("int4", "integer", PostgresFormat.Int4, WireKind.Integer),
        new("int8", "bigint", PostgresFormat.Int8, WireKind.Integer),
        new("oid", "oid", PostgresFormat.Oid, WireKind.Integer),
        new("xid", "xid", PostgresFormat.Oid, WireKind.Integer),
        new("cid", "cid", PostgresFormat.Oid, WireKind.Integer),
        new("xid8", "xid8", PostgresFormat.Xid8, WireKind.Literal),
        new("float4", "real", PostgresFormat.Float4, WireKind.Float32),
        new("float8", "double precision", PostgresFormat.Float8, WireKind.Float64),
        new("numeric", "numeric", PostgresFormat.Numeric, WireKind.Decimal),
        new("money", "money", PostgresFormat.Money, WireKind.Decimal),
        new("text", "text", PostgresFormat.Text, WireKind.Text),
        new("varchar", "character varying", PostgresFormat.Text, WireKind.Text),
        new("bpchar", "character", PostgresFormat.Text, WireKind.Text),
        new("name", "name", PostgresFormat.Text, WireKind.Text),
        new("char", "\"char\"", PostgresFormat.Char, WireKind.Text),
        new("citext", "citext", PostgresFormat.Text, WireKind.Text) { Extension = true },
        new("xml", "xml", PostgresFormat.Other, WireKind.Text),
        new("bytea", "bytea", PostgresFormat.Bytes, WireKind.Binary),
        new("date", "date", PostgresFormat.Date, WireKind.Date),
        new("time", "time without time zone", PostgresFormat.Time, WireKind.Time),
        new("timetz", "time with time zone", PostgresFormat.TimeTz, WireKind.Literal),
        new("timestamp", "timestamp without time zone", PostgresFormat.Timestamp, WireKind.Timestamp),
        new("timestamptz", "timestamp with time zone", PostgresFormat.TimestampTz, WireKind.TimestampTz),
        new("interval", "interval", PostgresFormat.Interval, WireKind.Interval),
        new("uuid", "uuid", PostgresFormat.Uuid, WireKind.Uuid),
        new("json", "json", PostgresFormat.Text, WireKind.Json),
        new("jsonb", "jsonb", PostgresFormat.Jsonb, WireKind.Json),
        new("jsonpath", "jsonpath", PostgresFormat.JsonPath, WireKind.Literal),
        new("bit", "bit", PostgresFormat.Bits, WireKind.Bits),
        new("varbit", "bit varying", PostgresFormat.Bits, WireKind.Bits),
        new("inet", "inet", PostgresFormat.Inet, WireKind.Literal),
        new("cidr", "cidr", PostgresFormat.Inet, WireKind.Literal),
        new("macaddr", "macaddr", PostgresFormat.MacAddress, WireKind.Literal),
        new("macaddr8", "macaddr8", PostgresFormat.MacAddress, WireKind.Literal),
        new("tid", "tid", PostgresFormat.Tid, WireKind.Literal),
        new("pg_lsn", "pg_lsn", PostgresFormat.Lsn, WireKind.Literal),
        new("point", "point", PostgresFormat.Point, WireKind.Literal),
        new("lseg", "lseg", PostgresFormat.Segment, WireKind.Literal),
        new("box", "box", PostgresFormat.Box, WireKind.Literal),
        new("path", "path", PostgresFormat.Path, WireKind.Literal),
        new("polygon", "polygon", PostgresFormat.Polygon, WireKind.Literal),
        new("line", "line", PostgresFormat.Line, WireKind.Literal),
        new("circle", "circle", PostgresFormat.Circle, WireKind.Literal),
        new("tsvector", "tsvector", PostgresFormat.TsVector, WireKind.Literal),
        new("geometry", "geometry", PostgresFormat.Geometry, WireKind.Geometry) { Extension = true },
        new("geography", "geography", PostgresFormat.Geometry, WireKind.Geometry) { Extension = true },
    ];

    private static readonly (string Range, string MultiRange, string Subtype)[] Ranges =
    [
        ("int4range", "int4multirange", "int4"),
        ("int8range", "int8multirange", "int8"),
        ("numrange", "nummultirange", "numeric"),
        ("tsrange", "tsmultirange", "timestamp"),
        ("tstzrange", "tstzmultirange", "timestamptz"),
        ("daterange", "datemultirange", "date"),
    ];

    /// <summary>Any enum: its binary form is the label's text.</summary>
    public static readonly PostgresType Enum = new("enum", "enum", PostgresFormat.Text, WireKind.Text);

    /// <summary>Any type that is not in the table.</summary>
    public static readonly PostgresType Unknown = new("", "", PostgresFormat.Other, WireKind.Literal);

    private static readonly FrozenDictionary<string, PostgresType> ByName = Build().ToFrozenDictionary(t => t.Name);

    private static readonly FrozenDictionary<string, PostgresType> ByDeclared =
        ByName.Values.ToFrozenDictionary(t => t.Declared);

    /// <summary>The type of a native wire's name, such as <c>int4</c>, <c>enum</c> or <c>date[]</c>.</summary>
    public static PostgresType Find(string name) =>
        name.EndsWith("[]", StringComparison.Ordinal) ? ArrayOf(Find(name[..^2]))
        : name == Enum.Name ? Enum
        : ByName.GetValueOrDefault(name, Unknown);

    /// <summary>The kind of a type as it is printed, with or without its modifier: <c>numeric(10,2)</c>.</summary>
    public static WireKind KindOf(string printed) => ByDeclared.GetValueOrDefault(WithoutModifier(printed), Unknown).Wire;

    /// <summary>The type under a column: of a domain the base, of an array the array over its element.</summary>
    public static PostgresType Resolve(ColumnType type)
    {
        PostgresType element = ResolveElement(type);
        return type.ArrayDimensions > 0 ? ArrayOf(element) : element;
    }

    /// <summary>A domain's base as printed, without its modifier: <c>character varying(10)</c>.</summary>
    public static string WithoutModifier(string declared)
    {
        int open = declared.IndexOf('(');
        int close = declared.IndexOf(')');
        string bare = open < 0 || close < open ? declared : declared[..open] + declared[(close + 1)..];
        return bare.StartsWith("interval ", StringComparison.Ordinal) ? "interval" : bare;
    }

    private static PostgresType ResolveElement(ColumnType type)
    {
        switch (type.TypeClass)
        {
            case 'e':
                return Enum;
            case 'd' when type.Labels.Count > 0:
                return Enum;
            case 'd':
                string bare = WithoutModifier(type.DomainBase ?? "");
                return ByDeclared.GetValueOrDefault(bare) ?? Extension(bare) ?? Unknown;
            case 'b' or 'r' or 'm':
                return ByName.GetValueOrDefault(type.BaseName) ?? Extension(type.BaseName) ?? Unknown;
            default:
                return Unknown;
        }
    }

    private static PostgresType? Extension(string qualified)
    {
        string name = qualified[(qualified.LastIndexOf('.') + 1)..];
        return ByName.GetValueOrDefault(name) is { Extension: true } type ? type : null;
    }

    private static PostgresType ArrayOf(PostgresType element) =>
        element.Portable && !element.Extension && element != Enum
            ? new PostgresType(element.Name + "[]", element.Declared + "[]", PostgresFormat.Array, WireKind.Literal)
            {
                Element = element,
            }
            : Unknown;

    private static IEnumerable<PostgresType> Build()
    {
        foreach (PostgresType scalar in Scalars)
        {
            yield return scalar;
        }

        foreach ((string name, string multi, string subtype) in Ranges)
        {
            var range = new PostgresType(name, name, PostgresFormat.Range, WireKind.Literal)
            {
                Element = Array.Find(Scalars, s => s.Name == subtype),
            };
            yield return range;
            yield return new PostgresType(multi, multi, PostgresFormat.MultiRange, WireKind.Literal) { Element = range };
        }
    }
}
