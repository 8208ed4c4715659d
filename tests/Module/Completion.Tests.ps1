BeforeAll {
    . $PSScriptRoot/Fixture.ps1
    $folder = New-Workspace
    Push-Location $folder
    $job = (Start-DbMigrationJob files shop.db files copy.db -SourceTable country -Wait)[-1]

    function Complete([string] $Line) {
        (TabExpansion2 $Line $Line.Length).CompletionMatches | ForEach-Object CompletionText
    }
}

AfterAll {
    Pop-Location
}

Describe 'Completion' {
    It 'offers <expected> after <line>' -ForEach @(
        @{ line = 'Start-DbMigrationJob -SourceProfile '; expected = 'files', 'locked' }
        @{ line = 'Start-DbMigrationJob -SourceProfile f'; expected = 'files' }
        @{ line = 'Start-DbMigrationJob files '; expected = 'copy.db', 'shop.db' }
        @{ line = 'Start-DbMigrationJob files shop.db -TargetProfile locked -TargetDatabase c'; expected = 'copy.db' }
        @{ line = 'Start-DbMigrationJob files shop.db -IncludeTable cou'; expected = 'country' }
        @{ line = 'Get-DbTableSample files shop.db order_'; expected = 'order_line' }
        @{ line = 'Set-DbProfile x -Type m'; expected = 'MariaDb', 'MySql' }
        @{ line = 'New-DbSchemaCopy files shop.db -TargetDbType p'; expected = 'Postgres' }
        @{ line = 'Get-DbTable sqlite:shop.db -TableName st'; expected = 'stock' }
        @{ line = 'Test-DbProfile files s'; expected = 'shop.db' }
    ) {
        Complete $line | Sort-Object | Should -Be $expected
    }

    It 'offers the ids of jobs' {
        Complete 'Get-DbMigrationStatus -JobId ' | Should -Contain $job.JobId
        Complete 'Resume-DbMigrationJob ' | Should -Contain $job.JobId
    }

    It 'quotes what needs it' {
        Copy-Item shop.db 'my shop.db'
        Complete 'Get-DbTable files my' | Should -Be "'my shop.db'"
    }

    It 'offers nothing of ours, and does not fail, for <line>' -ForEach @(
        @{ line = 'Get-DbTable nowhere ' }
        @{ line = 'Get-DbTable -DatabaseName ' }
        @{ line = 'Get-DbTableSample files none.db -TableName ' }
        @{ line = 'Start-DbMigrationJob -ProfilePath none.json -SourceProfile ' }
        @{ line = 'Get-DbTable postgres://nobody@127.0.0.1:1/x -TableName ' }
    ) {
        $Error.Clear()
        @(Complete $line) -match '^(country|shop\.db|files)$' | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }

    It 'works before the module is imported' {
        $module = Split-Path $ModulePath
        $out = Invoke-Pwsh "`$env:PSModulePath = '$module' + [IO.Path]::PathSeparator + `$env:PSModulePath; Set-Location '$folder'
            (TabExpansion2 'Get-DbTable ' 12).CompletionMatches.CompletionText"
        $out | Should -Contain files
    }
}
