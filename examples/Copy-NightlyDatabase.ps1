#requires -Version 7.6 -Modules DataMigrator
<#
.SYNOPSIS
    Copies a database for the night's work, verifies the copy, and leaves a report.
.DESCRIPTION
    A runbook as a scheduler starts it: pwsh -NoProfile -NonInteractive -File Copy-NightlyDatabase.ps1 ...
    A copy that an earlier run left unfinished is taken up; otherwise the target's tables are emptied and loaded anew.
    Every attempt resumes where the one before ended. The exit code is 0 for a verified copy, 3 where rows were set
    aside or the sides differ, 1 for a failure, and 130 where it was stopped (Ctrl+C, SIGINT): the next run then takes it up;
    the report (CSV, a line for each table) says which table and why.
.EXAMPLE
    ./Copy-NightlyDatabase.ps1 -SourceProfile prod -TargetProfile reports -DatabaseName shop -ReportPath /var/log/shop.csv
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $SourceProfile,

    [Parameter(Mandatory)]
    [string] $TargetProfile,

    # The database's name on both sides, unless TargetDatabaseName says otherwise.
    [Parameter(Mandatory)]
    [string] $DatabaseName,

    [string] $TargetDatabaseName = $DatabaseName,

    [Parameter(Mandatory)]
    [string] $ReportPath,

    # Where the migrations keep their files.
    [string] $HomePath = $PWD.Path,

    [ValidateRange(1, 10)]
    [int] $Attempts = 3,

    [ValidateRange(0, 3600)]
    [int] $SecondsBetweenAttempts = 30
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

foreach ($name in $SourceProfile, $TargetProfile) {
    $test = Test-DbProfile -Name $name
    if (-not $test.Succeeded) {
        Write-Error "$name does not answer ($($test.ErrorCode)): $($test.ErrorMessage)" -ErrorAction Continue
        exit 1
    }
}

# What an earlier night left unfinished between the same two databases.
$unfinished = Get-DbMigrationStatus -HomePath $HomePath |
    Where-Object {
        $_.Status -in 'failed', 'stopped', 'interrupted' -and
        $_.Source -eq "$SourceProfile/$DatabaseName" -and $_.Target -eq "$TargetProfile/$TargetDatabaseName"
    } |
    Select-Object -First 1

$results = @()
$status = $null
for ($attempt = 1; $attempt -le $Attempts; $attempt++) {
    # In the foreground: at Ctrl+C the migration ends at a batch boundary, and the exit code says that it was stopped.
    $output = @(
        if ($unfinished) {
            Write-Verbose "Going on with $($unfinished.JobId)."
            $unfinished | Resume-DbMigrationJob -Wait -ErrorAction Continue
        }
        else {
            Start-DbMigrationJob -SourceProfile $SourceProfile -SourceDatabase $DatabaseName -TargetProfile $TargetProfile `
                -TargetDatabase $TargetDatabaseName -HomePath $HomePath -TruncateTarget -Force -Verify -Wait -ErrorAction Continue
        }
    )
    $results += $output | Where-Object { $_ -is [DataMigrator.PowerShell.Output.MigrationTableResult] }
    if ($output) { $status = $output[-1] }
    else {
        # It could not even start: a server that restarts now may answer at the next attempt.
        Write-Warning "Attempt $attempt of $($Attempts) did not start; the error above says why."
    }

    if ($status -and $status.Status -like 'completed*') { break }
    $unfinished = if ($status) { $status } else { $unfinished }
    if ($attempt -lt $Attempts) { Start-Sleep -Seconds $SecondsBetweenAttempts }
}

$results |
    Select-Object SourceTable, Status, RowsMigrated, RowsFailed, @{ Name = 'Seconds'; Expression = { [Math]::Round($_.Elapsed.TotalSeconds, 1) } }, ErrorFile, ErrorMessage |
    Export-Csv -LiteralPath $ReportPath

if (-not $status -or $status.Status -notlike 'completed*') { exit 1 }
if ($status.Status -ne 'completed' -or $status.Verified -eq $false) { exit 3 }
Write-Verbose "$($status.RowsMigrated) rows in $($status.TablesCompleted) tables, verified."
exit 0
