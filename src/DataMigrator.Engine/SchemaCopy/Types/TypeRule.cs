using DataMigrator.Catalog;
using DataMigrator.SchemaCopy.Data;
using DataMigrator.Sql;

namespace DataMigrator.SchemaCopy.Types;

/// <summary>What a type mapping does to values.</summary>
internal enum LossClass
{
    /// <summary>The target's type holds the same values.</summary>
    Lossless,

    /// <summary>It holds every value, and others too; or it keeps values and forgets what they meant.</summary>
    Widened,

    /// <summary>It may refuse values that the source could hold.</summary>
    Lossy,

    /// <summary>The target has no such type: values go as text.</summary>
    Unsupported,
}

/// <summary>What is asked of a type table.</summary>
/// <param name="Column">The source's column.</param>
/// <param name="Type">Its type, of a domain the one underneath.</param>
/// <param name="To">The SQL of the target.</param>
internal sealed record TypeQuestion(CatalogColumn Column, ColumnType Type, SqlLanguage To)
{
    /// <summary>The target.</summary>
    public DatabaseKind Target => To.Kind;

    /// <summary>What the data showed, null where it was not looked at.</summary>
    public ColumnFacts? Facts { get; init; }

    /// <summary>The column is part of a primary, unique or foreign key.</summary>
    public bool InKey { get; init; }

    /// <summary>MySQL targets: the most characters that the column's keys leave room for.</summary>
    public int KeyChars { get; init; } = 768;

    /// <summary>The name of an enum type to be created for the column.</summary>
    public string? EnumName { get; init; }

    public bool IsIdentity => Column.Identity != IdentityKind.None;

    public int? FractionDigits => Type.Scale;
}

/// <summary>The target's type of a column.</summary>
/// <param name="Sql">The type as DDL writes it.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Loss">What it does to values.</param>
/// <param name="Kind">How expressions see the column.</param>
internal sealed record TypeChoice(string Sql, string Rule, LossClass Loss, SqlType Kind)
{
    /// <summary>The rule is the obvious one and needs no comment.</summary>
    public bool Plain { get; init; }

    /// <summary>What a person should know.</summary>
    public string? Warning { get; init; }

    /// <summary>A condition on the column; <c>{0}</c> stands for it.</summary>
    public string? Check { get; init; }

    /// <summary>An enum type is to be created.</summary>
    public bool NeedsEnum { get; init; }
}

/// <summary>A row of a type table.</summary>
/// <param name="From">Base names of the source's types.</param>
/// <param name="Name">The rule's name; a plain rule's is its target type.</param>
/// <param name="Loss">What it does to values.</param>
/// <param name="Kind">How expressions see the column.</param>
/// <param name="To">The target's type.</param>
internal sealed record TypeRule(string[] From, string Name, LossClass Loss, SqlType Kind, Func<TypeQuestion, string> To)
{
    /// <summary>When the rule applies, null for always.</summary>
    public Func<TypeQuestion, bool>? When { get; init; }

    /// <summary>The condition in words, for the documentation.</summary>
    public string? WhenText { get; init; }

    /// <summary>The target's type in words, for the documentation.</summary>
    public string? ToText { get; init; }

    public bool Plain { get; init; }

    public string? Warning { get; init; }

    public Func<TypeQuestion, string>? Check { get; init; }

    public bool NeedsEnum { get; init; }

    public TypeChoice Choose(TypeQuestion question) => new(To(question), Name, Loss, Kind)
    {
        Plain = Plain, Warning = Warning, Check = Check?.Invoke(question), NeedsEnum = NeedsEnum,
    };
}
