BeforeAll {
    . $PSScriptRoot/Fixture.ps1
    $runbook = Convert-Path "$PSScriptRoot/../../examples/Copy-NightlyDatabase.ps1"

    # As a scheduler starts it: a process of its own, of which the exit code and the report are what counts.
    function Invoke-Runbook {
        param([hashtable] $Parameters)
        $all = @{ SourceProfile = 'files'; TargetProfile = 'files'; DatabaseName = 'shop.db'; TargetDatabaseName = 'copy.db'; ReportPath = 'report.csv'; SecondsBetweenAttempts = 0 }
        foreach ($key in $Parameters.Keys) { $all[$key] = $Parameters[$key] }
        $arguments = $all.GetEnumerator() | ForEach-Object { "-$($_.Key) '$($_.Value)'" }
        $modules = Split-Path $ModulePath
        $text = Invoke-Pwsh "`$env:PSModulePath = '$modules' + [IO.Path]::PathSeparator + `$env:PSModulePath; Set-Location '$PWD'
            & '$runbook' $($arguments -join ' ') -Verbose; exit `$LASTEXITCODE" | Out-String
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Text = $text; Report = if (Test-Path report.csv) { @(Import-Csv report.csv) } }
    }
}

Describe 'The runbook Copy-NightlyDatabase' {
    BeforeEach {
        Push-Location (New-Workspace)
    }

    AfterEach {
        Pop-Location
    }

    It 'copies, verifies and reports, night after night' {
        $run = Invoke-Runbook @{}
        $run.ExitCode | Should -Be 0 -Because $run.Text
        $run.Report.Count | Should -Be 11
        $run.Report.Status | Sort-Object -Unique | Should -Be completed
        ($run.Report | Measure-Object RowsMigrated -Sum).Sum | Should -Be 72819
        (Invoke-Runbook @{}).ExitCode | Should -Be 0
        Get-RowCount copy.db country | Should -Be 22
    }

    It 'takes up what an earlier night left unfinished' {
        $job = Start-DbMigrationJob files shop.db files copy.db -BatchSize 500 -TruncateTarget -Force -Verify
        Wait-Until { $job.Status.RowsMigrated -gt 0 }
        $job | Stop-Job
        $job | Remove-Job
        $run = Invoke-Runbook @{ Attempts = 1 }
        $run.Text | Should -Match "Going on with $($job.JobId)"
        $run.ExitCode | Should -Be 0 -Because $run.Text
        @(Get-DbMigrationStatus).Count | Should -Be 1
    }

    It 'ends with 3 where rows were set aside, and names the file' {
        $null = Invoke-DbSql files copy.db "create trigger no before insert on review when new.rating = 1 begin select raise(abort, 'no'); end"
        $run = Invoke-Runbook @{}
        $run.ExitCode | Should -Be 3 -Because $run.Text
        ($run.Report | Where-Object SourceTable -eq review).ErrorFile | Should -Exist
    }

    It 'ends with 1 where a database does not answer' {
        $run = Invoke-Runbook @{ DatabaseName = 'none.db'; Attempts = 2 }
        $run.ExitCode | Should -Be 1
        $run.Text | Should -Match 'Attempt 2 of 2'
    }
}
