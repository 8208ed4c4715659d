# Migrations of any process: stopped and removed by their id.
BeforeAll {
    . $PSScriptRoot/Fixture.ps1
    $folder = New-Workspace
    Push-Location $folder

    # A migration in a process of its own that takes a while, once it runs.
    function Start-OtherProcess {
        $known = @(Get-DbMigrationStatus | ForEach-Object JobId)
        $command = "Set-Location '$folder'; Import-Module '$ModulePath'; Start-DbMigrationJob files shop.db files copy.db -IncludeTable country, customer -BatchSize 10 -Wait"
        $process = Start-Process $PwshFile -ArgumentList ($PwshArguments + '-NonInteractive', '-Command', "`"$command`"") -PassThru -RedirectStandardOutput out.txt -RedirectStandardError err.txt
        Wait-Until { Get-DbMigrationStatus | Where-Object { $_.JobId -notin $known -and $_.Status -eq 'running' -and $_.RowsMigrated -gt 0 } }
        [pscustomobject]@{ Process = $process; JobId = (Get-DbMigrationStatus | Where-Object { $_.JobId -notin $known }).JobId }
    }
}

AfterAll {
    Get-Job | Remove-Job -Force
    Pop-Location
}

Describe 'Stop-DbMigrationJob' {
    AfterEach {
        Get-Job | Remove-Job -Force
        $null = Invoke-DbSql files copy.db 'delete from customer; delete from country'
    }

    It 'stops a job of another process, which can be resumed' {
        $other = Start-OtherProcess
        $status = Stop-DbMigrationJob $other.JobId
        $status.PSTypeNames[0] | Should -Be DataMigrator.PowerShell.Output.MigrationStatus
        $status.Status | Should -Be stopped
        $other.Process.WaitForExit(30000) | Should -BeTrue
        $status.RowsMigrated | Should -BeLessThan 6022
        (Resume-DbMigrationJob $other.JobId -Wait)[-1].Status | Should -Be completed
        Get-RowCount copy.db customer | Should -Be 6000
    }

    It 'stops a job of this session, by its object, its status or its id' -ForEach 'object', 'status', 'id' {
        $job = Start-SlowJob
        Wait-Until { $job.JobId }
        $status = switch ($_) {
            object { $job | Stop-DbMigrationJob }
            status { Get-DbMigrationStatus $job.JobId | Stop-DbMigrationJob }
            id { Stop-DbMigrationJob $job.JobId }
        }
        $status.Status | Should -Be stopped
        $null = $job | Wait-Job -Timeout 30
        $job.State | Should -Be Stopped
    }

    It 'asks alone with -NoWait' {
        $job = Start-SlowJob
        Wait-Until { $job.JobId }
        (Stop-DbMigrationJob $job.JobId -NoWait).JobId | Should -Be $job.JobId
        $null = $job | Wait-Job -Timeout 30
        $job.State | Should -Be Stopped
    }

    It 'does nothing with -WhatIf' {
        $job = Start-SlowJob
        Wait-Until { $job.JobId }
        Stop-DbMigrationJob $job.JobId -WhatIf | Should -BeNullOrEmpty
        (Get-DbMigrationStatus $job.JobId).Status | Should -Be running
        $job | Stop-Job
    }

    It 'warns of a job that does not run, and names one that is not there' {
        $done = (Start-DbMigrationJob files shop.db files copy.db -SourceTable country -Wait)[-1]
        $status = Stop-DbMigrationJob $done.JobId -WarningVariable said -WarningAction SilentlyContinue
        $status.Status | Should -Be completed
        "$said" | Should -BeLike "*$($done.JobId) does not run: it is completed*"
        { Stop-DbMigrationJob 20200101-000000-abcdef -ErrorAction Stop } | Should -Throw -ErrorId 'MIGRATION_NOT_FOUND*'
    }
}

Describe 'Remove-DbMigrationJob' {
    BeforeEach {
        $null = Invoke-DbSql files copy.db 'delete from customer; delete from country'
        $done = (Start-DbMigrationJob files shop.db files copy.db -SourceTable country -Wait)[-1]
        $files = Join-Path $folder ".tmp/migrations/$($done.JobId)"
    }

    It 'removes the files of a job, and nothing that was copied' {
        $done | Remove-DbMigrationJob -Force
        $files | Should -Not -Exist
        { Get-DbMigrationStatus $done.JobId -ErrorAction Stop } | Should -Throw -ErrorId 'MIGRATION_NOT_FOUND*'
        Get-RowCount copy.db country | Should -Be 22
    }

    It 'asks first, and removes nothing where nobody can be asked or with -WhatIf' {
        Remove-DbMigrationJob $done.JobId -WhatIf
        Remove-DbMigrationJob $done.JobId -WhatIf -Force
        $told = Invoke-Pwsh "Set-Location '$folder'; Import-Module '$ModulePath'; Remove-DbMigrationJob $($done.JobId)"
        "$told" | Should -Match 'Nobody can be asked'
        $files | Should -Exist
        Remove-DbMigrationJob $done.JobId -Confirm:$false
        $files | Should -Not -Exist
    }

    It 'refuses a job that runs' {
        $null = Invoke-DbSql files copy.db 'delete from customer; delete from country'
        $job = Start-SlowJob
        Wait-Until { $job.JobId }
        { Remove-DbMigrationJob $job.JobId -Force -ErrorAction Stop } | Should -Throw -ErrorId 'MIGRATION_ALREADY_EXISTS*'
        $job | Stop-Job
        $job | Get-DbMigrationStatus | Remove-DbMigrationJob -Force
        Get-DbMigrationStatus | ForEach-Object JobId | Should -Not -Contain $job.JobId
        $job | Remove-Job
    }

    It 'takes no wildcards' {
        { Remove-DbMigrationJob '*' -Force -ErrorAction Stop } | Should -Throw -ErrorId 'MIGRATION_NOT_FOUND*'
        $files | Should -Exist
    }
}
