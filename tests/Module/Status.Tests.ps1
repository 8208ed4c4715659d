BeforeAll {
    . $PSScriptRoot/Fixture.ps1
}

Describe 'Get-DbMigrationStatus' {
    BeforeAll {
        $folder = New-Workspace
        Push-Location $folder
        $first = (Start-DbMigrationJob files shop.db files copy.db -SourceTable country -Wait)[-1]
        $second = (Start-DbMigrationJob files shop.db files copy.db -SourceTable category -Wait)[-1]
    }

    AfterAll {
        Get-Job | Remove-Job -Force
        Pop-Location
    }

    It 'lists the jobs of the home folder, newest first' {
        $all = Get-DbMigrationStatus
        $all.JobId | Should -Contain $first.JobId
        $all.JobId | Should -Contain $second.JobId
        $all[0].StartedAt | Should -BeGreaterOrEqual $all[1].StartedAt
    }

    It 'has every name of the contract' {
        $names = (Get-DbMigrationStatus -JobId $first.JobId).PSObject.Properties.Name
        foreach ($name in 'JobId', 'Status', 'Mode', 'ProgressPercent', 'CurrentTable', 'RowsMigrated', 'RowsFailed', 'TotalRows', 'ErrorFile',
            'TablesCompleted', 'TablesTotal', 'TablesStatus', 'FailedTables', 'StartedAt', 'CompletedAt', 'ErrorMessage', 'RowsPerSecond',
            'BytesMigrated', 'EtaSeconds', 'Warnings') {
            $names | Should -Contain $name
        }
    }

    It 'takes ids from the pipeline, as texts and as properties' {
        ($first.JobId, $second.JobId | Get-DbMigrationStatus).JobId | Should -Be @($first.JobId, $second.JobId)
        ($first, $second | Get-DbMigrationStatus).JobId | Should -Be @($first.JobId, $second.JobId)
    }

    It 'finds the home folder of a status that is piped from elsewhere' {
        Push-Location $TestDrive
        ($first | Get-DbMigrationStatus).Status | Should -Be completed
        Pop-Location
    }

    It 'takes a path in the file system alone' -ForEach @('env:/x', 'nodrive:/x') {
        $path = $_
        { Get-DbMigrationStatus -HomePath $path } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        "$($Error[0])" | Should -BeLike '*Get-PSDrive*'
        { New-DbSchemaCopy files shop.db postgres -OutputDir $path } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        { Get-DbProfile -ProfilePath $path } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        { Invoke-DbSql files shop.db -Path $path } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
    }

    It 'says for one unknown job what to do, and goes on with the next' {
        $out = '20200101-000000-abcdef', $first.JobId | Get-DbMigrationStatus -ErrorVariable missing -ErrorAction SilentlyContinue
        $out.JobId | Should -Be $first.JobId
        $missing.FullyQualifiedErrorId | Should -BeLike 'MIGRATION_NOT_FOUND*'
        "$missing" | Should -BeLike '*-HomePath*'
    }

    It 'is silent where no job ever ran' {
        Get-DbMigrationStatus -HomePath $TestDrive/nowhere | Should -BeNullOrEmpty
    }

    It 'sees a job of another process' {
        $id = Invoke-Pwsh "Set-Location '$folder'; Import-Module '$ModulePath'; (Start-DbMigrationJob files shop.db files copy.db -SourceTable setting -Wait)[-1].JobId"
        (Get-DbMigrationStatus -JobId "$id").Status | Should -Be completed
    }

    It 'watches until the job ends' {
        $job = Start-DbMigrationJob files shop.db files copy.db -SourceTable customer -BatchSize 4
        $watched = $job | Get-DbMigrationStatus -Watch
        $watched.Status | Should -Be completed
        $watched.RowsMigrated | Should -Be 6000
    }

    It 'gives JSON with the words of the contract' {
        $json = Get-DbMigrationStatus -JobId $first.JobId | ConvertTo-Json -Depth 4 | ConvertFrom-Json
        $json.Status | Should -Be completed
        $json.TablesStatus[0].Status | Should -Be completed
    }
}
