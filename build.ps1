#!/usr/bin/env pwsh
#requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests and packs the PowerShell module.
.DESCRIPTION
    Build leaves the module ready to import in artifacts/module/DataMigrator. Test runs the tests of the module's cmdlets
    (xunit) and the module's own, in the PowerShell and with the Pester of tests/Module/Module.csproj. Pack leaves the
    gallery's package in artifacts/package. What a module consists of stands in module/Module.targets alone, which dotnet
    build comes to as well.

    MySQL and MariaDB are reached with MySqlConnector; where it can't be restored, with MySql.Data.
.EXAMPLE
    ./build.ps1 -Task Build
.EXAMPLE
    ./build.ps1 -Task Build, Test, Pack -Configuration Release
#>
[CmdletBinding()]
param(
    # What to do, in this order whatever the order given. Commas within a text too: pwsh -File hands a list over as one.
    [ArgumentCompletions('Build', 'Test', 'Pack')]
    [ValidatePattern('^(Build|Test|Pack)(,(Build|Test|Pack))*$')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # The driver for MySQL and MariaDB; by default MySqlConnector where it can be restored.
    [ValidateSet('MySqlConnector', 'MySql.Data')]
    [string] $MySqlDriver
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$tasks = $Task -split ','
$project = "$PSScriptRoot/src/DataMigrator.PowerShell"
$common = @('-c', $Configuration, '-v', 'quiet', '-nologo')

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args -join ' ') ended with $LASTEXITCODE; its output above says why."
    }
}

function Select-MySqlDriver {
    & dotnet restore $project -v quiet -p:MySqlDriver=MySqlConnector *> $null
    if ($LASTEXITCODE -eq 0) { return 'MySqlConnector' }
    Write-Warning 'MySqlConnector can''t be restored here; the module is built with MySql.Data (GPLv2 with the FOSS exception).'
    'MySql.Data'
}

function Invoke-BuildTask {
    Invoke-DotNet build $project @common "-p:MySqlDriver=$MySqlDriver"
    Convert-Path "$PSScriptRoot/artifacts/module/DataMigrator"
}

function Invoke-TestTask {
    Invoke-DotNet test "$PSScriptRoot/tests/DataMigrator.PowerShell.Tests" @common "-p:MySqlDriver=$MySqlDriver"
    $tests = "$PSScriptRoot/tests/Module"
    Invoke-DotNet restore $tests -v quiet
    $powerShell = Join-Path (Invoke-DotNet msbuild $tests -getProperty:PowerShellHome) pwsh.dll
    $pester = Invoke-DotNet msbuild $tests -getProperty:PesterHome
    Invoke-DotNet $powerShell -NoLogo -NoProfile -NonInteractive -File $tests/Invoke-ModuleTests.ps1 -PesterHome $pester
}

function Invoke-PackTask {
    Invoke-DotNet pack $project @common "-p:MySqlDriver=$MySqlDriver"
    Convert-Path "$PSScriptRoot/artifacts/package/*.nupkg"
}

if (-not $MySqlDriver) { $MySqlDriver = Select-MySqlDriver }
if ('Build' -in $tasks) { Invoke-BuildTask }
if ('Test' -in $tasks) { Invoke-TestTask }
if ('Pack' -in $tasks) { Invoke-PackTask }
