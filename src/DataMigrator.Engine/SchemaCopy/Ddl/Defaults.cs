using DataMigrator.Catalog;
using DataMigrator.Sql;
using DataMigrator.Sql.Text;
using DataMigrator.Sql.Tree;

namespace DataMigrator.SchemaCopy.Ddl;

/// <summary>Defaults in the target's SQL.</summary>
internal sealed class Defaults(Translation translation)
{
    private readonly DefaultForms _forms = translation.To.Defaults;
    private readonly DomainRules _domains = new(translation);

    /// <summary>The text after DEFAULT, or null where there is none or it can't be kept (then a warning says so).</summary>
    public string? Of(DdlTable table, DdlColumn column)
    {
        CatalogColumn source = column.Source with
        {
            Default = column.Source.Default ?? _domains.Of(column.Source).Select(d => d.Default).FirstOrDefault(d => d is not null),
        };
        if (source.Default is null || column.IsIdentity || column.Generated is not null)
        {
            return null;
        }

        if (IsSequence(source))
        {
            if (!column.IsIdentity)
            {
                translation.Warn("column", table.Source.Name + "." + source.Name, $"its default {source.Default} is left out");
            }

            return null;
        }

        if (translation.From.Doubt(source) is { } doubt)
        {
            translation.Warn("column", table.Source.Name + "." + source.Name, doubt.Warning);
            if (doubt.IsLost)
            {
                return null;
            }
        }

        try
        {
            if (translation.Source == translation.Target || (translation.SameFamily && !source.Default.Contains('(')))
            {
                translation.Routines.Require(source.Default);
                return _forms.Constant(_forms.Own(source.Default, translation.To), column.Choice.Sql);
            }

            SqlExpr expr = Simplify(SqlParser.ParseExpression(translation.From, source.Default));
            return expr is NullExpr ? null : Render(expr, column);
        }
        catch (UntranslatableException e)
        {
            translation.Warn("column", table.Source.Name + "." + source.Name,
                $"its default {source.Default} is left out: {e.Message}");
            return null;
        }
    }

    public static bool IsSequence(CatalogColumn column) =>
        column.Default?.StartsWith("nextval(", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A cast of a literal says no more than the column's own type.</summary>
    private static SqlExpr Simplify(SqlExpr expr) =>
        expr is CastExpr { Operand: TextExpr bytes, Type: { Name: "bytea", IsArray: false } } ? Bytes(bytes.Value)
        : expr is CastExpr { Operand: TextExpr { Value: not "now" } or NumberExpr or BooleanExpr or NullExpr } cast ? cast.Operand : expr;

    /// <summary>Bytes as PostgreSQL prints them: <c>\x</c> and hexadecimal digits.</summary>
    private static BytesExpr Bytes(string text) => text.StartsWith("\\x", StringComparison.Ordinal) && text.Length % 2 == 0
        ? new BytesExpr(text[2..])
        : throw new UntranslatableException("its bytes are not in hexadecimal digits");

    private string Render(SqlExpr expr, DdlColumn column)
    {
        SqlType kind = column.Choice.Kind;
        switch (expr)
        {
            case TextExpr text when kind == SqlType.Boolean:
                return Boolean(text.Value.ToLowerInvariant() is "1" or "t" or "true" or "yes" or "on"
                    ? true : text.Value.ToLowerInvariant() is "0" or "f" or "false" or "no" or "off" ? false
                    : throw new UntranslatableException("it is no boolean"));
            case NumberExpr number when kind == SqlType.Boolean:
                return Boolean(number.Text is "0" or "1" ? number.Text == "1" : throw new UntranslatableException("it is no boolean"));
            case BitsExpr bits when kind == SqlType.Boolean:
                return Boolean(bits.Bits is "0" or "1" ? bits.Bits == "1" : throw new UntranslatableException("it is no boolean"));
            case BooleanExpr boolean:
                return kind is SqlType.Boolean or SqlType.Integer or SqlType.Decimal
                    ? kind == SqlType.Boolean ? Boolean(boolean.Value) : boolean.Value ? "1" : "0"
                    : throw new UntranslatableException("it is a boolean");
            case TextExpr text when kind is SqlType.Integer or SqlType.Decimal or SqlType.Float:
                return IsNumber(text.Value) ? text.Value.Trim() : throw new UntranslatableException("it is no number");
            case NumberExpr number when kind is SqlType.Integer or SqlType.Decimal or SqlType.Float:
                return !_forms.TakesHugeNumbers && double.TryParse(number.Text, out double value) && double.IsInfinity(value)
                    ? throw new UntranslatableException("it is too large")
                    : number.Text;
            case NumberExpr number when kind is SqlType.Text or SqlType.Enum:
                return Literal(number.Text, column);
            case NumberExpr:
                throw new UntranslatableException("it is a number");
            case TextExpr text when kind == SqlType.Bits && text.Value.Length > 0 && text.Value.All(c => c is '0' or '1'):
                return Render(new BitsExpr(text.Value), column);
            case TextExpr text:
                return Text(text.Value, column);
            case BitsExpr bits when kind == SqlType.Bits:
                return _forms.Bits(bits.Bits, (int)(column.Source.Type.Length ?? 1));
            case BytesExpr bytes when column.Source.Type is { BaseName: "binary", Length: long size } && !translation.SameFamily:
                return Render(bytes with { Hex = bytes.Hex.PadRight((int)size * 2, '0') }, column, kind);
            case NowExpr or CallExpr:
                return Function(expr, column);
        }

        return Render(expr, column, kind);
    }

    private string Render(SqlExpr expr, DdlColumn column, SqlType kind)
    {
        SqlFragment piece = translation.Writer().Value(expr, new SqlScope(translation.From.Names));
        bool fits = piece.Type == kind || (kind is SqlType.Decimal or SqlType.Float && piece.Type is SqlType.Integer or SqlType.Decimal);
        return fits || !translation.To.Semantics.TypesAreStrict
            ? "(" + piece.Sql + ")"
            : throw new UntranslatableException("it is of another type");
    }

    private string Text(string value, DdlColumn column)
    {
        SqlType kind = column.Choice.Kind;
        bool isMoment = kind is SqlType.Date or SqlType.Timestamp or SqlType.TimestampTz;
        if (isMoment && !translation.SameFamily)
        {
            if (value.StartsWith("0000-00-00", StringComparison.Ordinal) || value.Contains("-00", StringComparison.Ordinal)
                || value.Contains("infinity", StringComparison.OrdinalIgnoreCase) || value.Length < 8 || !char.IsAsciiDigit(value[0]))
            {
                throw new UntranslatableException("it is no date");
            }

            if (translation.From.Semantics.YearsAreWide && (value.EndsWith(" BC", StringComparison.Ordinal) || value[4] != '-'))
            {
                throw new UntranslatableException("its year is none of 1 to 9999");
            }

            value = IsUtc(column) && value.EndsWith("+00", StringComparison.Ordinal) ? value[..^3] : value;
        }
        else if (kind == SqlType.Time && translation.To.Semantics.TimesAreOfADay && !TimeOnly.TryParse(value, out _))
        {
            throw new UntranslatableException("it is no time of a day");
        }
        else if (kind == SqlType.Enum && !column.Source.Type.Labels.Contains(value))
        {
            throw new UntranslatableException("it is none of the labels");
        }
        else if (kind == SqlType.Json && column.Source.Type.ArrayDimensions > 0)
        {
            value = value == "{}" ? "[]" : throw new UntranslatableException("it is an array");
        }
        else if (kind is SqlType.Binary or SqlType.Uuid or SqlType.Interval or SqlType.Other or SqlType.Bits
            && translation.To.Semantics.TypesAreStrict)
        {
            throw new UntranslatableException("its text may mean something else");
        }

        return Literal(value, column);
    }

    private string Literal(string value, DdlColumn column) => !translation.To.Semantics.TypesAreDynamic && !translation.SameFamily
        && column.Choice.Kind == SqlType.Text && LengthOf(column) is int length && value.EnumerateRunes().Count() > length
        ? throw new UntranslatableException("it is longer than the column")
        : _forms.Constant(translation.To.Text(value), column.Choice.Sql);

    private string Boolean(bool value) => translation.To.Semantics.BooleansAreNumbers ? value ? "1" : "0" : value ? "true" : "false";

    private static bool IsNumber(string text) => decimal.TryParse(text, System.Globalization.NumberStyles.Float, null, out _);

    private string Function(SqlExpr expr, DdlColumn column)
    {
        SqlFragment value = translation.Writer().Value(expr, new SqlScope(translation.From.Names));
        SqlType kind = column.Choice.Kind;
        bool strict = translation.To.Semantics.TypesAreStrict;
        bool moment = IsMoment(value.Type);
        if (moment && IsMoment(kind))
        {
            return IsPresent(expr) ? _forms.Present(value, kind, Digits(column), IsUtc(column))
                : IsUtc(column) ? throw new UntranslatableException("it calculates with a moment of the session's zone")
                : _forms.Expression(value.Sql);
        }

        if (moment && kind == SqlType.Text && strict && translation.From.Semantics.DatesAreTexts)
        {
            return _forms.PresentAsText(value, value.Type == SqlType.Date ? PresentText.Date : translation.From.PresentText(expr));
        }

        if (value.Type == SqlType.Uuid && kind == SqlType.Text && strict)
        {
            return _forms.AsText(value);
        }

        bool fits = value.Type == kind || !strict
            || (kind is SqlType.Decimal or SqlType.Float && value.Type is SqlType.Integer or SqlType.Decimal or SqlType.Float);
        return fits && !moment ? _forms.Expression(value.Sql) : throw new UntranslatableException("it is of another type");
    }

    private static bool IsMoment(SqlType type) => type is SqlType.Date or SqlType.Time or SqlType.Timestamp or SqlType.TimestampTz;

    /// <summary>It is the present itself, not something that is made of it.</summary>
    private static bool IsPresent(SqlExpr expr) => expr is NowExpr
        or CallExpr { Function: SqlFunction.Now or SqlFunction.Today or SqlFunction.UtcNow or SqlFunction.UtcToday };

    /// <summary>A moment that the target keeps in UTC without saying so.</summary>
    private static bool IsUtc(DdlColumn column) =>
        column.Source.Type.Wire.Kind == Values.WireKind.TimestampTz && column.Choice.Kind == SqlType.Timestamp;

    /// <summary>The characters that a char or varchar of the target may have.</summary>
    private static int? LengthOf(DdlColumn column)
    {
        string sql = column.Choice.Sql;
        int open = sql.IndexOf("char(", StringComparison.Ordinal);
        return open >= 0 && int.TryParse(sql[(open + 5)..].Split(')')[0], out int length) ? length : null;
    }

    /// <summary>The digits of the second's fraction as the column's own type writes them: <c>(6)</c>, or nothing for 0.</summary>
    public static string Digits(DdlColumn column)
    {
        int open = column.Choice.Sql.IndexOf('(', StringComparison.Ordinal);
        string digits = open < 0 ? "" : column.Choice.Sql[open..];
        return digits == "(0)" ? "" : digits;
    }
}
