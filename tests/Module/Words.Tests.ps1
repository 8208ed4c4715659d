BeforeAll {
    . $PSScriptRoot/Fixture.ps1
    $script:others = '[\uFDD0\uFDD1]|(?<![\w-])--[a-z]|\bdbmigrate\b|\b(create_schema|batch_size|row_limit|cell_limit|timeout_seconds|first_statement|continue_on_row_error|source_database)\b|generate-schema-copy|verify-migration|list-migration-jobs'
}

Describe 'The engine''s messages in the words of PowerShell' {
    BeforeEach {
        $folder = New-Workspace
        Push-Location $folder
    }

    AfterEach {
        Get-Job | Remove-Job -Force
        Pop-Location
    }

    It 'names <Words>' -TestCases @(
        @{ Words = '(-CreateSchema, or New-DbSchemaCopy and a review)'; Act = { Invoke-DbSql files empty.db 'create table other (id int)' -CreateDatabase; Start-DbMigrationJob files shop.db files empty.db } }
        @{ Words = '(Get-DbMigrationStatus lists them) and the home folder (-HomePath, $env:DATAMIGRATOR_HOME)'; Act = { Get-DbMigrationStatus 20260101-120000-0a1b2c } }
        @{ Words = '(-Force)'; Act = { $null = New-Item full/x -ItemType Directory -Force; New-DbSchemaCopy files shop.db -TargetDbType mysql -OutputDir full } }
        @{ Words = '(-SourceDatabase)'; Act = { Start-DbMigrationJob files -TargetProfile files -TargetDatabase copy.db } }
    ) {
        $told = try { & $Act -ErrorAction Stop 3>&1 2>&1 | Out-String } catch { $_ | Out-String }
        $told = ($told -replace '\e\[[0-9;]*m' -replace '\s*\r?\n[\s|]*', ' ')
        $told | Should -Match ([regex]::Escape($Words))
        $told | Should -Not -Match $others
    }
}
