BeforeAll {
    . $PSScriptRoot/Fixture.ps1
}

Describe 'Start-DbMigrationJob -Rehearse' {
    BeforeEach {
        $folder = New-Workspace
        Push-Location $folder
    }

    AfterEach {
        Get-Job | Should -BeNullOrEmpty
        Get-ChildItem .tmp/rehearsal -ErrorAction Ignore | Should -BeNullOrEmpty
        Pop-Location
    }

    It 'runs as the page says' {
        $commands = Get-Content "$PSScriptRoot/../../docs/rehearsal.md" | Where-Object { $_ -match '^    PS> ' } | ForEach-Object { $_ -replace '^    PS> ' }
        $commands.Count | Should -Be 4
        . ([scriptblock]::Create($commands -join "`n")) | Should -BeNullOrEmpty
        $found.PSTypeNames[0] | Should -Be DataMigrator.Rehearsals.Rehearsal
        $found.Passed | Should -BeTrue
        $found.Tables.Count | Should -Be 11
        'new.db' | Should -Not -Exist
    }

    It 'returns problems with file and line, and rows that would be rejected' {
        $schema = New-DbSchemaCopy files shop.db sqlite -OutputDir schema
        Add-Content schema/tables.sql "`ncreate tabel nonsense (id int);"
        $line = (Select-String -Path schema/tables.sql 'create tabel').LineNumber
        $found = Start-DbMigrationJob files shop.db files new.db -Rehearse -OutputDir schema -SampleRows 5
        $found.Passed | Should -BeFalse
        $found.Problems[0].File | Should -Be tables.sql
        $found.Problems[0].Line | Should -Be $line
        $found.Problems[0].Code | Should -Be SCHEMA_COPY_FAILED
        ($found.Tables | Where-Object Table -eq customer).RowsTried | Should -Be 5
        $schema.TablesGenerated | Should -Be 11
    }

    It 'leaves the target as it is' {
        $before = (Get-FileHash copy.db).Hash
        Invoke-DbSql files shop.db "update customer set email = null where id = 3" -ErrorAction Ignore | Out-Null
        $found = Start-DbMigrationJob files shop.db files copy.db -Rehearse
        $found.Schema | Should -Be target
        $found.RowsTried | Should -BeGreaterThan 100
        (Get-FileHash copy.db).Hash | Should -Be $before
    }

    It 'does nothing with -WhatIf' {
        Start-DbMigrationJob files shop.db files copy.db -Rehearse -WhatIf | Should -BeNullOrEmpty
        Join-Path $folder .tmp | Should -Not -Exist
    }

    It 'refuses a read-only target, and parameters that go with -Rehearse alone' {
        { Start-DbMigrationJob files shop.db locked copy.db -Rehearse -ErrorAction Stop } | Should -Throw -ErrorId 'ACCESS_DENIED*'
        { Start-DbMigrationJob files shop.db files copy.db -OutputDir schema -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        { Start-DbMigrationJob files shop.db files copy.db -SampleRows 3 -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        { Start-DbMigrationJob files shop.db files copy.db -Rehearse -CreateSchema -OutputDir schema -ErrorAction Stop } | Should -Throw '*-OutputDir and -CreateSchema*'
    }
}
