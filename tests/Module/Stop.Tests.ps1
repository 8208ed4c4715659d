BeforeAll {
    . $PSScriptRoot/Fixture.ps1

    # Starts a script as a scheduler does, sends it Ctrl+C's signal once the migration has committed rows, and returns what came.
    function Stop-Script {
        param([string] $Script, [string[]] $Arguments = @())
        $start = [System.Diagnostics.ProcessStartInfo]::new($PwshFile)
        $start.WorkingDirectory = $PWD.Path
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['PSModulePath'] = (Split-Path $ModulePath) + [IO.Path]::PathSeparator + $env:PSModulePath
        $PwshArguments + '-NonInteractive', '-File', $Script + $Arguments | ForEach-Object { $start.ArgumentList.Add($_) }
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            $process.StandardInput.Close()
            $out = $process.StandardOutput.ReadToEndAsync()
            $problems = $process.StandardError.ReadToEndAsync()
            Wait-Until { $process.HasExited -or (Get-DbMigrationStatus | Where-Object RowsMigrated -gt 0) }
            & /bin/kill -INT $process.Id
            $process.WaitForExit(60000) | Should -BeTrue
            [pscustomobject]@{ ExitCode = $process.ExitCode; Text = $out.Result + $problems.Result }
        }
        finally {
            if (-not $process.HasExited) { $process.Kill() }
        }
    }
}

Describe 'Ctrl+C' -Skip:$IsWindows {
    BeforeEach {
        Push-Location (New-Workspace)
    }

    AfterEach {
        Pop-Location
    }

    It 'in a script with -Wait names the job and how to go on, and the exit code is not 0' {
        'Start-DbMigrationJob files shop.db files copy.db -IncludeTable country, customer -BatchSize 4 -Wait; exit 0' | Set-Content load.ps1
        $run = Stop-Script load.ps1
        $job = Get-DbMigrationStatus
        $job.Status | Should -Be stopped -Because $run.Text
        $run.ExitCode | Should -Be 130 -Because $run.Text
        $text = $run.Text -replace '\s+', ' '
        $text | Should -BeLike "*The job $($job.JobId) was stopped at a batch boundary*Resume-DbMigrationJob -JobId $($job.JobId) -HomePath '$PWD'*"
        ($job | Resume-DbMigrationJob -Wait)[-1].Status | Should -Be completed
        Get-RowCount copy.db customer | Should -Be 6000
    }

    It 'in the runbook is told from success, and the next run takes it up' {
        $runbook = Convert-Path "$PSScriptRoot/../../examples/Copy-NightlyDatabase.ps1"
        $arguments = '-SourceProfile', 'files', '-TargetProfile', 'files', '-DatabaseName', 'shop.db', '-TargetDatabaseName', 'copy.db', '-ReportPath', 'report.csv'
        $run = Stop-Script $runbook $arguments
        $run.ExitCode | Should -Be 130 -Because $run.Text
        (Get-DbMigrationStatus).Status | Should -Be stopped -Because $run.Text
    }
}
