using System.Xml.Linq;
using DataMigrator.PowerShell.Completion;

namespace DataMigrator.PowerShell.Tests;

public sealed class ParameterTests
{
    public static TheoryData<string> Cmdlets => [.. CmdletInfo.All.Select(c => c.Name)];

    // What others build on: the parameters that the contract names.
    [Theory]
    [InlineData("Start-DbMigrationJob", "SourceProfile", "SourceDatabase", "SourceTable", "IncludeTable", "ExcludeTable", "TargetProfile",
        "TargetDatabase", "ResumeJobId", "BatchSize", "MemoryLimitMB", "TruncateTarget", "StopOnError", "CreateSchema", "Verify", "HomePath",
        "ProfilePath", "Wait")]
    [InlineData("New-DbSchemaCopy", "ProfileName", "DatabaseName", "TargetDbType", "OutputDir", "IncludeTable", "ExcludeTable")]
    [InlineData("Get-DbMigrationStatus", "JobId", "Job", "Watch", "HomePath")]
    [InlineData("Resume-DbMigrationJob", "JobId", "Job", "HomePath", "ProfilePath", "Wait")]
    [InlineData("Invoke-DbSql", "ProfileName", "DatabaseName", "Query", "Path")]
    public void The_cmdlets_have_the_parameters_of_the_contract(string cmdlet, params string[] parameters) =>
        Assert.Empty(parameters.Except(CmdletInfo.Find(cmdlet).Parameters));

    [Theory]
    [InlineData("Start-DbMigrationJob", "SourceProfile", "ProfileName")]
    [InlineData("Start-DbMigrationJob", "SourceDatabase", "DatabaseName")]
    [InlineData("Start-DbMigrationJob", "SourceTable", "TableName")]
    [InlineData("New-DbSchemaCopy", "ProfileName", "SourceProfile")]
    public void Tables_can_be_piped_by_the_names_of_their_properties(string cmdlet, string parameter, string alias) =>
        Assert.Contains(alias, CmdletInfo.Find(cmdlet).Aliases(parameter));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Positions_are_given_once_in_a_set_and_without_gaps(string name)
    {
        CmdletInfo cmdlet = CmdletInfo.Find(name);
        foreach (string? set in cmdlet.Uses.Select(u => u.Set).Distinct())
        {
            int[] positions = [.. cmdlet.Uses.Where(u => u.Set is null || u.Set == set).Select(u => u.Position).OfType<int>().Order()];

            Assert.Equal(Enumerable.Range(0, positions.Length), positions);
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_set_takes_whole_objects_from_the_pipeline_by_one_parameter(string name)
    {
        CmdletInfo cmdlet = CmdletInfo.Find(name);

        Assert.All(cmdlet.Uses.Where(u => u.FromPipeline).GroupBy(u => u.Set), set => Assert.Single(set));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_with_several_sets_has_a_default_one_among_them(string name)
    {
        CmdletInfo cmdlet = CmdletInfo.Find(name);
        string[] sets = [.. cmdlet.Uses.Select(u => u.Set).OfType<string>().Distinct()];

        Assert.True(sets.Length == 0 || sets.Contains(cmdlet.DefaultSet));
    }

    [Theory]
    [InlineData("Start-DbMigrationJob")]
    [InlineData("Resume-DbMigrationJob")]
    [InlineData("Invoke-DbSql")]
    [InlineData("New-DbSchemaCopy")]
    [InlineData("Set-DbProfile")]
    [InlineData("Remove-DbProfile")]
    public void What_changes_something_knows_WhatIf_and_Confirm(string name) => Assert.True(CmdletInfo.Find(name).ShouldProcess);

    [Fact]
    public void A_parameter_of_one_name_has_one_type_everywhere()
    {
        // One name or several are the same to who types it.
        foreach (IGrouping<string, ParameterUse> same in CmdletInfo.All.SelectMany(c => c.Uses).GroupBy(u => u.Name))
        {
            Assert.Single(same.Select(u => u.Type.GetElementType() ?? u.Type).Distinct());
        }
    }

    [Fact]
    public void Every_type_that_a_cmdlet_returns_has_a_table_of_at_most_seven_columns()
    {
        var views = ModuleFolder.Views.Descendants("View").ToDictionary(v => (string)v.Descendants("TypeName").Single(),
            v => v.Descendants("TableColumnHeader").Count());
        Type[] outputs = [.. CmdletInfo.All.SelectMany(c => c.Type.GetCustomAttributesData())
            .Where(a => a.AttributeType.Name == "OutputTypeAttribute").SelectMany(a => a.ConstructorArguments)
            .SelectMany(a => a.Value is IReadOnlyCollection<System.Reflection.CustomAttributeTypedArgument> list
                ? list.Select(v => (Type)v.Value!) : [(Type)a.Value!]).Where(t => t.Namespace!.StartsWith("DataMigrator", StringComparison.Ordinal))];

        // PowerShell shows jobs itself; a row has the columns of its query.
        Assert.All(outputs.Distinct().Where(t => t.Name is not ("DbMigrationJob" or "DbRow")), t => Assert.Contains(t.FullName!, views.Keys));
        Assert.All(views, v => Assert.InRange(v.Value, 3, 7));
    }

    [Fact]
    public void Every_view_is_of_a_type_that_exists_and_of_its_properties()
    {
        foreach (XElement view in ModuleFolder.Views.Descendants("View"))
        {
            string name = (string)view.Descendants("TypeName").Single();
            Type? type = typeof(ValueCompleter).Assembly.GetType(name) ?? typeof(MigrationService).Assembly.GetType(name);

            Assert.True(type is not null, name);
            Assert.All(view.Descendants("PropertyName"), p => Assert.True(type.GetProperty(p.Value) is not null, $"{name}.{p.Value}"));
        }
    }
}
