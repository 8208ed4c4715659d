BeforeAll {
    . $PSScriptRoot/Fixture.ps1
}

Describe 'Start-DbMigrationJob' {
    BeforeEach {
        Get-Job | Remove-Job -Force
        $folder = New-Workspace
        Push-Location $folder
    }

    AfterEach {
        Get-Job | Remove-Job -Force
        Pop-Location
    }

    It 'returns the plan with -WhatIf and writes nothing' {
        $plan = Start-DbMigrationJob files shop.db files copy.db -WhatIf
        $plan.PSTypeNames[0] | Should -Be DataMigrator.Planning.MigrationPlan
        $plan.Tables.Count | Should -Be 11
        $plan.Tables.SourceTable.IndexOf('order') | Should -BeLessThan $plan.Tables.SourceTable.IndexOf('order_line')
        $plan.Problems | Should -BeNullOrEmpty
        $plan.Cycles | Should -Not -BeNullOrEmpty
        Join-Path $folder .tmp | Should -Not -Exist
        Get-RowCount copy.db customer | Should -Be 0
        Get-Job | Should -BeNullOrEmpty
    }

    It 'shows with -WhatIf every problem, as an error with its code' {
        Invoke-DbSql files copy.db 'drop table review; drop table stock' | Out-Null
        $plan = Start-DbMigrationJob files shop.db files copy.db -WhatIf -ErrorVariable problems -ErrorAction SilentlyContinue
        $plan.Problems.Count | Should -Be 2
        $problems.Count | Should -Be 2
        $problems.FullyQualifiedErrorId | Should -BeLike 'TARGET_TABLE_NOT_FOUND*'
        $problems.TargetObject | Should -Be @('review', 'stock')
    }

    It 'takes a read-only target for one problem, not for one a table' {
        $plan = Start-DbMigrationJob files shop.db locked copy.db -WhatIf -ErrorVariable problems -ErrorAction SilentlyContinue
        $plan.Tables.Count | Should -Be 11
        $plan.Problems.Count | Should -Be 1
        $problems.FullyQualifiedErrorId | Should -BeLike 'ACCESS_DENIED,*'
        { Start-DbMigrationJob files shop.db locked copy.db } | Should -Throw -ErrorId 'ACCESS_DENIED,*'
        @("$($Error[0])" -split '\n').Count | Should -Be 1
    }

    It 'writes nothing when -Confirm is not answered with yes' {
        { Start-DbMigrationJob files shop.db files copy.db -TruncateTarget -Confirm } | Should -Throw
        Join-Path $folder .tmp | Should -Not -Exist
    }

    It 'asks before rows are deleted <switch>, and does it when the answer is <answer>: <rows> rows' -ForEach @(
        @{ answer = 'y'; rows = 22; switch = '' }, @{ answer = 'n'; rows = 23; switch = '' }
        @{ answer = 'y'; rows = 22; switch = '-Confirm' }, @{ answer = 'n'; rows = 23; switch = '-Confirm' }
    ) {
        $null = Start-DbMigrationJob files shop.db files copy.db -SourceTable country -Wait
        Invoke-DbSql files copy.db "insert into country (code, name, currency) values ('XX', 'Nowhere', 'EUR')" | Out-Null
        $out = $answer | & $PwshFile @PwshArguments -Command "Set-Location '$folder'; Import-Module '$ModulePath'
            Start-DbMigrationJob files shop.db files copy.db -SourceTable country -TruncateTarget -Wait $switch" 2>&1
        $out -join "`n" | Should -BeLike '*Delete all rows of country (23 rows)*'
        Get-RowCount copy.db country | Should -Be $rows
    }

    It 'deletes nothing, and says what to give, where nobody can be asked' {
        Invoke-DbSql files copy.db "insert into country (code, name, currency) values ('XX', 'Nowhere', 'EUR')" | Out-Null
        { Start-DbMigrationJob files shop.db files copy.db -TruncateTarget } | Should -Throw -ErrorId 'INVALID_PARAMETER,*'
        "$($Error[0])" | Should -BeLike '*country (1 row)*-Force*-Confirm:$false*'
        Get-RowCount copy.db country | Should -Be 1
        Join-Path $folder .tmp | Should -Not -Exist
        $ConfirmPreference = 'None'
        (Start-DbMigrationJob files shop.db files copy.db -IncludeTable country -TruncateTarget -Wait)[-1].RowsMigrated | Should -Be 22
    }

    It 'takes <what> for a mistake, not for all tables' -ForEach @(
        @{ what = '-SourceTable $null'; arguments = @{ SourceTable = $null } }
        @{ what = "-SourceTable ''"; arguments = @{ SourceTable = '' } }
        @{ what = "-SourceTable ' '"; arguments = @{ SourceTable = ' ' } }
        @{ what = '-IncludeTable @()'; arguments = @{ IncludeTable = @() } }
        @{ what = '-IncludeTable $null'; arguments = @{ IncludeTable = $null } }
        @{ what = '-IncludeTable with a null in it'; arguments = @{ IncludeTable = 'country', $null } }
        @{ what = '-ExcludeTable $null'; arguments = @{ ExcludeTable = $null } }
        @{ what = "-ExcludeTable ''"; arguments = @{ ExcludeTable = '' } }
        @{ what = '-TargetDatabase $null'; arguments = @{ TargetDatabase = $null } }
        @{ what = "-SourceDatabase ''"; arguments = @{ SourceDatabase = '' } }
    ) {
        Invoke-DbSql files copy.db "insert into country (code, name, currency) values ('XX', 'Nowhere', 'EUR')" | Out-Null
        $all = @{ SourceProfile = 'files'; SourceDatabase = 'shop.db'; TargetProfile = 'files'; TargetDatabase = 'copy.db'; TruncateTarget = $true; Force = $true }
        foreach ($key in $arguments.Keys) { $all[$key] = $arguments[$key] }
        { Start-DbMigrationJob @all } | Should -Throw -ErrorId 'INVALID_PARAMETER,*'
        "$($Error[0])" | Should -BeLike "*-$($arguments.Keys)*"
        Get-RowCount copy.db country | Should -Be 1
        Get-Job | Should -BeNullOrEmpty
    }

    It 'takes an object of the pipeline that names no table for a mistake' -ForEach @(
        @{ table = @{} }, @{ table = @{ SourceTable = $null } }, @{ table = @{ TableName = '' } }, @{ table = @{ Table = 'country' } }
    ) {
        $item = [pscustomobject](@{ SourceProfile = 'files'; SourceDatabase = 'shop.db' } + $table)
        $item | Start-DbMigrationJob -TargetProfile files -TargetDatabase copy.db -TruncateTarget -Force -ErrorVariable failed -ErrorAction SilentlyContinue |
            Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -BeLike 'INVALID_PARAMETER,*'
        Get-Job | Should -BeNullOrEmpty
        'x' | Start-DbMigrationJob files shop.db files copy.db -TruncateTarget -Force -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $null | Start-DbMigrationJob files shop.db files copy.db -TruncateTarget -Force -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'takes whole databases from the pipeline, each as a job of its own' {
        Copy-Item shop.db second.db
        $null = New-Item -ItemType Directory copies
        Set-DbProfile copies -Type sqlite -Directory copies -Access read-write
        $jobs = Get-DbDatabase files 's*.db' | Start-DbMigrationJob -TargetProfile copies -CreateSchema
        $jobs.Count | Should -Be 2
        $null = $jobs | Wait-Job -Timeout 120
        ($jobs | Get-DbMigrationStatus).TablesCompleted | Should -Be @(11, 11)
        (Get-DbDatabase copies).DatabaseName | Should -Be @('second.db', 'shop.db')
    }

    It 'means the same by -ErrorAction with one object of the pipeline and with two' -ForEach @(
        @{ count = 1 }, @{ count = 2 }
    ) {
        $items = 1..$count | ForEach-Object { [pscustomobject]@{ SourceProfile = "none$_"; SourceDatabase = 'x'; SourceTable = 't' } }
        $items | Start-DbMigrationJob -TargetProfile files -TargetDatabase copy.db -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.Count | Should -Be $count
        $failed.FullyQualifiedErrorId | Should -BeLike 'PROFILE_NOT_FOUND,*'
        { $items | Start-DbMigrationJob -TargetProfile files -TargetDatabase copy.db -ErrorAction Stop } | Should -Throw -ErrorId 'PROFILE_NOT_FOUND,*'
    }

    It 'takes lists and wildcards of tables' {
        $out = Start-DbMigrationJob files shop.db files copy.db -SourceTable 'c*', setting -ExcludeTable 'cust*' -Wait
        $out[-1].TablesStatus.Table | Sort-Object | Should -Be @('category', 'country', 'setting')
        { Start-DbMigrationJob files shop.db files copy.db -SourceTable 'x*' } | Should -Throw -ErrorId 'SOURCE_TABLE_NOT_FOUND,*'
    }

    It 'takes the names that users of dbatools know' {
        $out = Start-DbMigrationJob files shop.db -Destination files -DestinationDatabase other.db -SourceTable country -AutoCreateTable -Wait
        $out[-1].Status | Should -Be completed
        Get-RowCount other.db country | Should -Be 22
    }

    It 'refuses a login to an SQLite file' {
        $login = [pscredential]::new('x', (ConvertTo-SecureString hidden-word -AsPlainText -Force))
        { Start-DbMigrationJob files shop.db files copy.db -TargetCredential $login } | Should -Throw -ErrorId 'INVALID_PARAMETER,*'
        "$($Error[0])" | Should -Not -Match hidden-word
    }

    It 'adds rows, and deletes those there were with -TruncateTarget' {
        Invoke-DbSql files copy.db "insert into country (code, name, currency) values ('XX', 'Nowhere', 'EUR')" | Out-Null
        (Start-DbMigrationJob files shop.db files copy.db -SourceTable country -Wait)[-1].Mode | Should -Be single_table
        Get-RowCount copy.db country | Should -Be 23
        $null = Start-DbMigrationJob files shop.db files copy.db -SourceTable country -TruncateTarget -Force -Wait
        Get-RowCount copy.db country | Should -Be 22
        $null = Start-DbMigrationJob files shop.db files copy.db -SourceTable country -Truncate -Confirm:$false -Wait
        Get-RowCount copy.db country | Should -Be 22
    }

    It 'copies the tables of -IncludeTable and leaves out those of -ExcludeTable' {
        $out = Start-DbMigrationJob files shop.db files copy.db -IncludeTable country, category, setting -ExcludeTable setting -Wait
        $out[-1].TablesStatus.Table | Should -Be @('category', 'country')
        $out[-1].Mode | Should -Be whole_database
    }

    It 'takes tables from the pipeline as one job' {
        $job = Get-DbTable files shop.db c* | Where-Object Rows -lt 1e3 | Start-DbMigrationJob -TargetProfile files -TargetDatabase copy.db
        @($job).Count | Should -Be 1
        ($job | Receive-Job -Wait)[-1].TablesStatus.Table | Should -Be @('category', 'country')
    }

    It 'takes one table from the pipeline' {
        $out = Get-DbTable files shop.db country | Start-DbMigrationJob -TargetProfile files -TargetDatabase copy.db -Wait
        $out[-1].Mode | Should -Be single_table
    }

    It 'takes rows of a CSV file, with a job for each pair of databases' {
        Copy-Item copy.db second.db
        @'
SourceProfile,SourceDatabase,SourceTable,TargetProfile,TargetDatabase
files,shop.db,country,files,copy.db
files,shop.db,category,files,copy.db
files,shop.db,country,files,second.db
'@ | Set-Content tables.csv
        $jobs = Import-Csv tables.csv | Start-DbMigrationJob
        $jobs.Count | Should -Be 2
        $null = $jobs | Wait-Job -Timeout 60
        ($jobs | ForEach-Object { ($_ | Receive-Job)[-1].TablesTotal }) | Should -Be @(2, 1)
    }

    It 'takes URLs, relative to the folder of the session' {
        $null = New-Item -ItemType Directory elsewhere
        Set-Location elsewhere
        $out = Start-DbMigrationJob sqlite:../shop.db -TargetProfile "sqlite:$folder/copy.db" -SourceTable country -Wait
        $out[-1].RowsMigrated | Should -Be 22
        "$folder/elsewhere/.tmp/migrations/$($out[-1].JobId)/checkpoint.json" | Should -Exist
    }

    It 'keeps its files under -HomePath, else under DATAMIGRATOR_HOME' {
        $null = New-Item -ItemType Directory one, two
        $env:DATAMIGRATOR_HOME = Join-Path $folder two
        try {
            $first = Start-DbMigrationJob files shop.db files copy.db -SourceTable country -HomePath one -Wait
            $second = Start-DbMigrationJob files shop.db files copy.db -SourceTable category -Wait
        }
        finally {
            $env:DATAMIGRATOR_HOME = $null
        }

        "$folder/one/.tmp/migrations/$($first[-1].JobId)" | Should -Exist
        "$folder/two/.tmp/migrations/$($second[-1].JobId)" | Should -Exist
        $first[-1].HomePath | Should -Be (Join-Path $folder one)
    }

    It 'goes on with a job with -ResumeJobId' {
        $job = Start-SlowJob
        Wait-Until { $job.Status.RowsMigrated -gt 0 }
        $job | Stop-Job
        (Start-DbMigrationJob -ResumeJobId $job.JobId -Wait)[-1].Status | Should -Be completed
        $again = Start-DbMigrationJob -ResumeJobId $job.JobId -Wait -Verbose 4>&1
        $again[-1].Status | Should -Be completed
        "$again" | Should -Match 'complete'
        Get-RowCount copy.db customer | Should -Be 6000
    }

    It 'fails with <code> for <what>' -ForEach @(
        @{ what = 'an unknown profile'; code = 'PROFILE_NOT_FOUND'; category = 'ObjectNotFound'; arguments = @{ SourceProfile = 'fils'; SourceDatabase = 'shop.db' } }
        @{ what = 'a file that is not there'; code = 'CONNECTION_FAILED'; category = 'ConnectionError'; arguments = @{ SourceDatabase = 'none.db' } }
        @{ what = 'an unknown table'; code = 'SOURCE_TABLE_NOT_FOUND'; category = 'ObjectNotFound'; arguments = @{ SourceTable = 'custmer' } }
        @{ what = 'a read-only target'; code = 'ACCESS_DENIED'; category = 'PermissionDenied'; arguments = @{ TargetProfile = 'locked' } }
        @{ what = 'one table and a list'; code = 'INVALID_PARAMETER'; category = 'InvalidArgument'; arguments = @{ SourceTable = 'country'; IncludeTable = 'stock' } }
        @{ what = 'a job that is not there'; code = 'MIGRATION_NOT_FOUND'; category = 'ObjectNotFound'; arguments = @{ ResumeJobId = '20200101-000000-abcdef' } }
    ) {
        $all = @{ SourceProfile = 'files'; SourceDatabase = 'shop.db'; TargetProfile = 'files'; TargetDatabase = 'copy.db' }
        if ($arguments.ContainsKey('ResumeJobId')) { $all = @{} }
        foreach ($key in $arguments.Keys) { $all[$key] = $arguments[$key] }
        { Start-DbMigrationJob @all } | Should -Throw -ErrorId "$code,*"
        $record = $Error[0]
        "$($record.CategoryInfo.Category)" | Should -Be $category
        $record.Exception.Code | Should -Be $code
        "$record" | Should -Not -Match '--[a-z]'
        Get-Job | Should -BeNullOrEmpty
    }

    It 'knows the range of its numbers' {
        { Start-DbMigrationJob files shop.db files copy.db -BatchSize 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Start-DbMigrationJob files shop.db files copy.db -MemoryLimitMB 100000 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'creates the tables with -CreateSchema' {
        $out = Start-DbMigrationJob files shop.db files new.db -CreateSchema -Verify -Wait
        $out[-1].Status | Should -Be completed
        $out[-1].Verified | Should -BeTrue
        (Get-DbTable files new.db).Count | Should -Be 11
    }
}
