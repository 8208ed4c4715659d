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
    [string] $Configuration = 'Release'
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

function Invoke-BuildTask {
    Invoke-DotNet build $project @common
    Convert-Path "$PSScriptRoot/artifacts/module/DataMigrator"
}

function Invoke-TestTask {
    Invoke-DotNet test "$PSScriptRoot/tests/DataMigrator.PowerShell.Tests" @common
    $tests = "$PSScriptRoot/tests/Module"
    Invoke-DotNet restore $tests -v quiet
    $powerShell = Join-Path (Invoke-DotNet msbuild $tests -getProperty:PowerShellHome) pwsh.dll
    $pester = Invoke-DotNet msbuild $tests -getProperty:PesterHome
    Invoke-DotNet $powerShell -NoLogo -NoProfile -NonInteractive -File $tests/Invoke-ModuleTests.ps1 -PesterHome $pester
}

function Invoke-PackTask {
    Invoke-DotNet pack $project @common
    Convert-Path "$PSScriptRoot/artifacts/package/*.nupkg"
}

if ('Build' -in $tasks) { Invoke-BuildTask }
if ('Test' -in $tasks) { Invoke-TestTask }
if ('Pack' -in $tasks) { Invoke-PackTask }
