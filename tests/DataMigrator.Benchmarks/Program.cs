using BenchmarkDotNet.Running;
using DataMigrator.Benchmarks;

const string Usage = """
    usage: dotnet run -c Release --project tests/DataMigrator.Benchmarks -- compare [--rows 1000000] [--rounds 3]
               [--directions LIST] [--program FILE]
           dotnet run -c Release --project tests/DataMigrator.Benchmarks -- catalogue [--tables 10000]
           dotnet run -c Release --project tests/DataMigrator.Benchmarks -- micro [options of BenchmarkDotNet]

    compare  moves one table through dbmigrate and through the best other tool for the direction, in one run
    LIST     all, or pairs such as sqlite:postgres,mariadb:postgres; the default is every direction with a yardstick
    FILE     the dbmigrate to measure; by default it is published first, into artifacts/dbmigrate, as the README says
    catalogue  copies the schema of many tables from each database for each other (MySQL takes minutes to make them)
    micro    times the inner loops

    Servers: DATAMIGRATOR_TEST_POSTGRES, DATAMIGRATOR_TEST_MYSQL, DATAMIGRATOR_TEST_MARIADB, as for the tests.
    """;

if (args is ["micro", ..])
{
    BenchmarkSwitcher.FromAssembly(typeof(Comparison).Assembly).Run(args[1..]);
    return 0;
}

if (args is ["catalogue", ..] && CatalogueSize.Parse(args[1..]) is { } catalogue)
{
    return await catalogue.RunAsync();
}

if (args is not ["compare", ..] || Comparison.Parse(args[1..]) is not { } comparison)
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

return await comparison.RunAsync();
