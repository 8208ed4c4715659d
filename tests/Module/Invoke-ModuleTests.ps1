<#
.SYNOPSIS
    Runs the module's tests in this PowerShell, with the Pester that is given.
.DESCRIPTION
    Called by tests/run.sh and build.ps1, which start the PowerShell of tests/Module/Module.csproj with it. Servers are named
    by DATAMIGRATOR_TEST_POSTGRES, DATAMIGRATOR_TEST_MYSQL and DATAMIGRATOR_TEST_MARIADB. The last line written is
    `N passed, N failed, N skipped`; the exit code is 0 only when tests passed and none failed.
.EXAMPLE
    pwsh tests/Module/Invoke-ModuleTests.ps1 -PesterHome ~/.nuget/packages/pester/6.2.0/tools -Path tests/Module/Jobs.Tests.ps1
#>
[CmdletBinding()]
param(
    # The folder that holds Pester.psd1.
    [Parameter(Mandatory)]
    [string] $PesterHome,

    # Files or folders with tests. Commas within a text too: pwsh -File hands a list over as one.
    [string[]] $Path = $PSScriptRoot,

    # A file for the three numbers: passed, failed, skipped.
    [string] $ResultFile
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PesterHome Pester.psd1)
$result = Invoke-Pester -Path ($Path -split ',') -Output Normal -PassThru
if (-not $result) { throw 'Pester ended without a result; see above.' }
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
$skipped = $result.SkippedCount + $result.NotRunCount
$result.Skipped | ForEach-Object { "Skipped: $($_.ExpandedPath): $($_.ErrorRecord)" }
if ($ResultFile) { "$($result.PassedCount) $failed $skipped" | Set-Content -LiteralPath $ResultFile }
"$($result.PassedCount) passed, $failed failed, $skipped skipped"
exit [int]($failed -gt 0 -or $result.PassedCount -eq 0)
