BeforeAll {
    . $PSScriptRoot/Fixture.ps1
}

Describe 'A migration as a PowerShell job' {
    BeforeEach {
        $folder = New-Workspace
        Push-Location $folder
    }

    AfterEach {
        Get-Job | Remove-Job -Force
        Pop-Location
    }

    It 'is returned at once, running, and Get-Job lists it by name, id and type' {
        $job = Start-SlowJob
        $job | Should -BeOfType System.Management.Automation.Job
        $job.State | Should -Be Running
        $job.PSJobTypeName | Should -Be DbMigration
        $job.JobId | Should -Match '^\d{8}-\d{6}-[0-9a-f]{6}$'
        (Get-Job -Name $job.Name).InstanceId | Should -Be $job.InstanceId
        (Get-Job -Id $job.Id).Location | Should -Be localhost
        $job.PSBeginTime | Should -Not -BeNullOrEmpty
    }

    It 'takes a name' {
        $job = Start-DbMigrationJob files shop.db files copy.db -SourceTable country -Name nightly
        (Get-Job nightly).JobId | Should -Be $job.JobId
    }

    It 'writes a result for each table and the status last' {
        $out = Start-DbMigrationJob files shop.db files copy.db | Receive-Job -Wait
        $out[0..10] | ForEach-Object { $_.PSTypeNames[0] | Should -Be DataMigrator.PowerShell.Output.MigrationTableResult }
        $out[-1].PSTypeNames[0] | Should -Be DataMigrator.PowerShell.Output.MigrationStatus
        $out.Count | Should -Be 12
        $customer = $out | Where-Object { $_.PSObject.Properties['SourceTable'] -and $_.SourceTable -eq 'customer' }
        $customer.TargetTable | Should -Be customer
        $customer.Status | Should -Be completed
        $customer.RowsMigrated | Should -Be 6000
        $customer.RowsFailed | Should -Be 0
        $customer.BytesMigrated | Should -BeGreaterThan 0
        $customer.Elapsed | Should -BeOfType timespan
        $customer.ErrorFile | Should -BeNullOrEmpty
        $out[-1].Status | Should -Be completed
        $out[-1].TablesCompleted | Should -Be 11
        $out[-1].ProgressPercent | Should -Be 100
        ($out[0..10] | Measure-Object RowsMigrated -Sum).Sum | Should -Be $out[-1].RowsMigrated
    }

    It 'is waited for by Wait-Job and then Completed with its end time' {
        $job = Start-DbMigrationJob files shop.db files copy.db -SourceTable country
        ($job | Wait-Job -Timeout 60).State | Should -Be Completed
        $job.PSEndTime | Should -Not -BeNullOrEmpty
        $job.StatusMessage | Should -BeLike 'completed, 100 %*'
        $job.Finished.WaitOne(0) | Should -BeTrue
    }

    It 'gives its output once, and again with -Keep' {
        $job = Start-DbMigrationJob files shop.db files copy.db -SourceTable country
        $null = $job | Wait-Job -Timeout 60
        $job.HasMoreData | Should -BeTrue
        ($job | Receive-Job -Keep).Count | Should -Be 2
        ($job | Receive-Job -Keep).Count | Should -Be 2
        ($job | Receive-Job).Count | Should -Be 2
        $job | Receive-Job | Should -BeNullOrEmpty
        $job.HasMoreData | Should -BeFalse
    }

    It 'is removed by Receive-Job -Wait -AutoRemoveJob' {
        $job = Start-DbMigrationJob files shop.db files copy.db -SourceTable country
        ($job | Receive-Job -Wait -AutoRemoveJob)[-1].Status | Should -Be completed
        Get-Job | Should -BeNullOrEmpty
    }

    It 'gives all its output to a loop that polls' {
        $job = Start-DbMigrationJob files shop.db files copy.db -BatchSize 2000
        $out = do {
            $job | Receive-Job
            Start-Sleep -Milliseconds 100
        } while ($job.State -eq 'Running')
        $out = @($out) + @($job | Receive-Job)
        $out.Count | Should -Be 12
        $out[-1].RowsMigrated | Should -Be 72819
    }

    It 'stops at a batch boundary, says how to go on, and is resumed with every row once' {
        $job = Start-SlowJob
        Wait-Until { $job.Status.RowsMigrated -gt 0 }
        $job | Stop-Job
        $job.State | Should -Be Stopped
        $out = $job | Receive-Job -WarningVariable said -WarningAction SilentlyContinue
        $out[-1].Status | Should -Be stopped
        $out[-1].RowsMigrated | Should -BeGreaterThan 0
        "$said" | Should -BeLike "*Resume-DbMigrationJob -JobId $($job.JobId)*"
        $last = Resume-DbMigrationJob -JobId $job.JobId | Receive-Job -Wait
        $last[-1].Status | Should -Be completed
        (Compare-DbDatabase files shop.db files copy.db -IncludeTable country, customer).Equal | Should -BeTrue
    }

    It 'is resumed from the job object, and tells tables that were done before no more' {
        $job = Start-SlowJob
        Wait-Until { $job.Status.TablesCompleted -ge 1 }
        $job | Stop-Job
        $out = $job | Resume-DbMigrationJob | Receive-Job -Wait
        $out.Count | Should -Be 2
        $out[0].SourceTable | Should -Be customer
        $out[-1].TablesCompleted | Should -Be 2
    }

    It 'is resumed at home, by its status from the pipeline and beside jobs of other folders' {
        $homes = 'one', 'two' | ForEach-Object { (New-Item -ItemType Directory $_).FullName }
        $jobs = foreach ($at in $homes) {
            Copy-Item copy.db "$(Split-Path -Leaf $at).db"
            Start-DbMigrationJob files shop.db files "$(Split-Path -Leaf $at).db" -IncludeTable country, customer -BatchSize 4 -HomePath $at
        }
        $jobs | ForEach-Object { $job = $_; Wait-Until { $job.Status.RowsMigrated -gt 0 } }
        Stop-Job $jobs
        (Get-DbMigrationStatus -HomePath $homes[0] | Resume-DbMigrationJob -WhatIf:$false | ForEach-Object { Stop-Job $_; $_ }).HomePath | Should -Be $homes[0]
        $last = Resume-DbMigrationJob -Job $jobs -Wait | Where-Object { $_ -is [DataMigrator.PowerShell.Output.MigrationStatus] }
        $last.Status | Should -Be @('completed', 'completed')
        $last.HomePath | Should -Be $homes
    }

    It 'that never began is not resumed, and says so' {
        $job = [DataMigrator.PowerShell.Jobs.DbMigrationJob].GetConstructors('NonPublic,Instance')[0].Invoke(@('x', 'x', "$PWD", [System.Threading.CancellationTokenSource]::new()))
        { Resume-DbMigrationJob -Job $job -ErrorAction Stop } | Should -Throw -ErrorId 'MIGRATION_NOT_FOUND*'
        "$($Error[0])" | Should -BeLike '*Receive-Job*'
    }

    It 'can be stopped twice, and stopping a finished one changes nothing' {
        $job = Start-DbMigrationJob files shop.db files copy.db -SourceTable country
        $null = $job | Wait-Job -Timeout 60
        $job | Stop-Job
        $job | Stop-Job
        $job.State | Should -Be Completed
    }

    It 'running is refused by Remove-Job, and stopped and removed by Remove-Job -Force' {
        $job = Start-SlowJob
        { $job | Remove-Job -ErrorAction Stop } | Should -Throw
        $job | Remove-Job -Force
        Get-Job | Should -BeNullOrEmpty
        (Get-DbMigrationStatus -JobId $job.JobId).Status | Should -Be stopped
    }

    It 'runs beside another one' {
        Copy-Item copy.db second.db
        $jobs = @(
            Start-DbMigrationJob files shop.db files copy.db
            Start-DbMigrationJob files shop.db files second.db
        )
        $null = $jobs | Wait-Job -Timeout 120
        $jobs.State | Should -Be @('Completed', 'Completed')
        ($jobs | ForEach-Object { ($_ | Receive-Job)[-1].RowsMigrated }) | Should -Be @(72819, 72819)
    }

    It 'refuses the target table of another job' {
        $first = Start-SlowJob
        { Start-DbMigrationJob files shop.db files copy.db -SourceTable customer } |
            Should -Throw -ErrorId 'MIGRATION_ALREADY_EXISTS*'
        $first.State | Should -Be Running
    }

    It 'that runs is not resumed' {
        $job = Start-SlowJob
        { Resume-DbMigrationJob -JobId $job.JobId -ErrorAction Stop } | Should -Throw -ErrorId 'MIGRATION_ALREADY_EXISTS*'
    }

    It 'that fails is Failed, with one error that has the code, the target and the way on' {
        Invoke-DbSql files copy.db "create trigger no before insert on country begin select raise(abort, 'no more'); end" | Out-Null
        $job = Start-DbMigrationJob files shop.db files copy.db -SourceTable country -StopOnRowError -StopOnError
        $null = $job | Wait-Job -Timeout 60
        $job.State | Should -Be Failed
        $out = $job | Receive-Job -ErrorVariable failed -ErrorAction SilentlyContinue
        $out[-1].Status | Should -Be failed
        $out[-1].ErrorMessage | Should -Not -BeNullOrEmpty
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -Be $out[-1].ErrorCode
        $failed[0].TargetObject | Should -Be $job.JobId
        "$($failed[0])" | Should -BeLike "*Resume-DbMigrationJob -JobId $($job.JobId)*"
    }

    It 'sets rows aside that the target refuses, says so once, and is Completed' {
        Invoke-DbSql files copy.db "create trigger no before insert on country when new.code = 'DE' begin select raise(abort, 'not this one'); end" | Out-Null
        $job = Start-DbMigrationJob files shop.db files copy.db -SourceTable country
        $out = $job | Receive-Job -Wait -WarningVariable said -WarningAction SilentlyContinue
        $job.State | Should -Be Completed
        $out[0].RowsFailed | Should -Be 1
        $out[0].RowsMigrated | Should -Be 21
        $out[0].ErrorFile | Should -Exist
        Get-Content $out[0].ErrorFile | ConvertFrom-Json | ForEach-Object { $_.error | Should -BeLike '*not this one*' }
        $out[-1].Status | Should -Be completed_with_errors
        $out[-1].FailedTables[0].Table | Should -Be country
        @($said | Where-Object { "$_" -like '*set aside*' }).Count | Should -Be 1
    }

    It 'shows no more than a few progress records, a bar for the job and one for the table' {
        $job = Start-SlowJob
        Wait-Until { $job.Progress.Count -ge 4 }
        $job | Stop-Job
        $job.Progress.Count | Should -BeLessOrEqual 50
        $records = $job.Progress.ReadAll()
        @($records | Where-Object ParentActivityId -eq -1)[0].Activity | Should -BeLike "Migration $($job.JobId)"
        $bar = @($records | Where-Object ParentActivityId -ge 0)[0]
        $bar.Activity | Should -BeIn customer, country
        $bar.StatusDescription | Should -BeLike '*rows*'
    }

    It 'shows its command without a password' {
        $job = Start-DbMigrationJob files shop.db -TargetProfile sqlite:copy.db -SourceTable country
        $job.Command | Should -BeLike 'Start-DbMigrationJob*-SourceTable country*'
        { Start-DbMigrationJob files shop.db -TargetProfile postgres://me:open-sesame@127.0.0.1:1/x -WarningAction SilentlyContinue } |
            Should -Throw -ErrorId 'CONNECTION_FAILED*'
        "$($Error[0])" | Should -Not -Match sesame
    }

    It 'is at home in a second runspace, and its object works there' {
        $job = Start-SlowJob
        $seen = 1 | ForEach-Object -Parallel {
            Import-Module $using:ModulePath
            [pscustomobject]@{
                Jobs   = @(Get-Job).Count
                Status = ($using:job | Get-DbMigrationStatus).Status
                Read   = (Get-DbMigrationStatus -JobId ($using:job).JobId -HomePath $using:folder).Status
            }
        }
        $seen.Jobs | Should -Be 0
        $seen.Status | Should -Be running
        $seen.Read | Should -Be running
        $job | Stop-Job
        $job.State | Should -Be Stopped
    }

    It 'outlives a re-import of the module' {
        $job = Start-SlowJob
        Import-Module $ModulePath -Force
        Wait-Until { $job.Status.RowsMigrated -gt 0 }
        (Get-Job -Id $job.Id | Get-DbMigrationStatus).Status | Should -Be running
        Get-Job -Id $job.Id | Stop-Job
        $job.State | Should -Be Stopped
    }

    It 'is interrupted by the death of its process and resumed in another with every row once' {
        $script = "Import-Module '$ModulePath'; `$j = Start-DbMigrationJob files shop.db files copy.db -IncludeTable country, customer -BatchSize 4
            while (`$j.Status.RowsMigrated -lt 20) { Start-Sleep -Milliseconds 20 }; `$j.JobId; [Environment]::FailFast('killed')"
        $id = @(Invoke-Pwsh "Set-Location '$folder'; $script" | Where-Object { "$_" -match '^\d{8}-' })[0]
        (Get-DbMigrationStatus -JobId $id).Status | Should -Be interrupted
        $out = Get-DbMigrationStatus | Where-Object Status -eq interrupted | Resume-DbMigrationJob -Wait
        $out[-1].Status | Should -Be completed
        (Compare-DbDatabase files shop.db files copy.db -IncludeTable country, customer).Equal | Should -BeTrue
    }
}

Describe 'A migration in the foreground' {
    BeforeEach {
        $folder = New-Workspace
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
    }

    It 'writes with -Wait what Receive-Job would, and leaves no job behind' {
        $out = Start-DbMigrationJob files shop.db files copy.db -Wait
        $out.Count | Should -Be 12
        $out[-1].Status | Should -Be completed
        Get-Job | Should -BeNullOrEmpty
    }

    It 'verifies' {
        (Start-DbMigrationJob files shop.db files copy.db -Verify -Wait)[-1].Verified | Should -BeTrue
    }

    It 'that fails writes its status and then an error with the code' {
        Invoke-DbSql files copy.db "create trigger no before insert on country begin select raise(abort, 'no more'); end" | Out-Null
        $out = Start-DbMigrationJob files shop.db files copy.db -SourceTable country -StopOnRowError -StopOnError -Wait -ErrorVariable failed -ErrorAction SilentlyContinue
        $out[-1].Status | Should -Be failed
        $failed[0].FullyQualifiedErrorId | Should -BeLike "$($out[-1].ErrorCode)*"
        { Resume-DbMigrationJob -JobId $out[-1].JobId -Wait -ErrorAction Stop } | Should -Throw
    }

    It 'is stopped at a batch boundary when a later command has enough' {
        Start-DbMigrationJob files shop.db files copy.db -IncludeTable category, country, customer -BatchSize 2 -Wait |
            Select-Object -First 1 | Select-Object -ExpandProperty SourceTable | Should -Be category
        $status = Get-DbMigrationStatus
        $status.Status | Should -Be stopped
        ($status | Resume-DbMigrationJob -Wait)[-1].Status | Should -Be completed
    }

    It 'is stopped by Ctrl+C, and can be resumed' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$ModulePath'; Set-Location '$folder'
            Start-DbMigrationJob files shop.db files copy.db -IncludeTable country, customer -BatchSize 4 -Wait")
        $running = $shell.BeginInvoke()
        Wait-Until { Get-DbMigrationStatus | Where-Object RowsMigrated -gt 0 }
        $shell.Stop()
        $running.IsCompleted | Should -BeTrue
        $shell.Dispose()
        (Get-DbMigrationStatus).Status | Should -Be stopped
    }
}
