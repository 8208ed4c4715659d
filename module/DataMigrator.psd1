@{
    RootModule           = 'DataMigrator.PowerShell.dll'
    # Comes first: it loads the engine that the root module refers to from Dependencies, into a load context of its own.
    NestedModules        = @('DataMigrator.Loader.dll')
    ModuleVersion        = '1.4.0'
    GUID                 = 'b8f9c6d4-9c2e-4e1b-8b57-2f4f4a9f6d0c'
    Author               = 'The DataMigrator authors'
    CompanyName          = 'DataMigrator'
    Copyright            = '(c) The DataMigrator authors. MIT licence.'
    Description          = 'Moves data between SQLite, PostgreSQL, MySQL and MariaDB: exactly, resumably, verified. Background jobs, checkpoints, schema copies, an MCP server.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('DataMigrator.Format.ps1xml')
    TypesToProcess       = @('DataMigrator.Types.ps1xml')
    CmdletsToExport      = @(
        'Compare-DbDatabase'
        'Get-DbColumn'
        'Get-DbDatabase'
        'Get-DbMigrationReject'
        'Get-DbMigrationStatus'
        'Get-DbProfile'
        'Get-DbTable'
        'Get-DbTableSample'
        'Invoke-DbSql'
        'New-DbSchemaCopy'
        'Remove-DbMigrationJob'
        'Remove-DbProfile'
        'Resume-DbMigrationJob'
        'Set-DbProfile'
        'Start-DbMigrationJob'
        'Start-DbMigrationMcpServer'
        'Stop-DbMigrationJob'
        'Test-DbProfile'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('SQLite', 'PostgreSQL', 'MySQL', 'MariaDB', 'Migration', 'Database', 'MCP', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ProjectUri   = 'https://datamigrator.example'
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'https://datamigrator.example/changelog'
        }
    }
}
