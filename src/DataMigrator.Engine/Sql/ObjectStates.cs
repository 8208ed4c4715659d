namespace DataMigrator.Sql;

/// <summary>Which views check the rows that are written through them.</summary>
internal enum CheckedViews
{
    None,
    OfOneTable,
    Any,
}

/// <summary>What a database can say of the state of an object beside its definition. What it has no word for is left out and
/// warned of.</summary>
internal sealed record ObjectStates
{
    /// <summary>A CHECK may be NOT VALID: existing rows were not checked.</summary>
    public bool NotValid { get; init; }

    /// <summary>A CHECK may be NOT ENFORCED.</summary>
    public bool NotEnforced { get; init; }

    /// <summary>A CHECK may be NO INHERIT.</summary>
    public bool NoInherit { get; init; }

    /// <summary>WITH CHECK OPTION.</summary>
    public CheckedViews CheckedViews { get; init; }

    /// <summary>Before the word VIEW: that it reads with the rights of who asks.</summary>
    public string? InvokerClause { get; init; }

    /// <summary>In a view's WITH (…), in versions that know it: the same.</summary>
    public string? InvokerOption { get; init; }

    /// <summary>In a view's WITH (…): that no condition of a query sees rows that the view does not show.</summary>
    public string? BarrierOption { get; init; }

    /// <summary>Views read with the rights of who asks in any case, or there are no rights.</summary>
    public bool ViewsAreInvokers { get; init; }
}
