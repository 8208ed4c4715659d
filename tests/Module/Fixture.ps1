# What the module's tests share: the module as the build left it, and databases to work on.
Set-StrictMode -Version 3.0
$env:POWERSHELL_TELEMETRY_OPTOUT = 1
$env:POWERSHELL_UPDATECHECK = 'Off'
$env:NO_COLOR = 1
$ProgressPreference = 'SilentlyContinue'

$ModulePath = Convert-Path "$PSScriptRoot/../../artifacts/module/DataMigrator"
Import-Module $ModulePath

# A type of the engine, which lives in the module's own load context.
function Get-EngineType {
    param([string] $Name)
    $context = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq DataMigrator
    $context.LoadFromAssemblyName('DataMigrator.Engine').GetType($Name, $true)
}

$DemoFolder = Join-Path $TestDrive demo
$null = New-Item -ItemType Directory -Path $DemoFolder
(Get-EngineType DataMigrator.Demo.DemoDatabase)::Create((Join-Path $DemoFolder shop.db))
(Get-EngineType DataMigrator.Demo.DemoDatabase)::CreateEmpty((Join-Path $DemoFolder copy.db))

# A folder of its own with shop.db (eleven tables, some 70,000 rows), copy.db (the same tables, empty) and a profile file.
function New-Workspace {
    $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))
    Copy-Item -LiteralPath $DemoFolder -Destination $folder -Recurse
    @{
        profiles = @{
            files  = @{ type = 'sqlite'; directory = '.'; access = 'read-write' }
            locked = @{ type = 'sqlite'; directory = '.' }
        }
    } | ConvertTo-Json -Depth 4 | Set-Content -LiteralPath (Join-Path $folder datamigrator.profiles.json)
    $folder
}

# Rows of a table, counted by the database.
function Get-RowCount {
    param([string] $Database, [string] $Table)
    [long](Invoke-DbSql files $Database "select count(*) as n from $Table").n
}

# Waits until a condition holds; a test must not hang.
function Wait-Until {
    param([scriptblock] $Condition, [int] $Seconds = 60)
    $end = [datetime]::UtcNow.AddSeconds($Seconds)
    while (-not (& $Condition)) {
        if ([datetime]::UtcNow -gt $end) { throw "Not within $Seconds seconds: $Condition" }
        Start-Sleep -Milliseconds 50
    }
}

# A job of two tables that takes a while: every four rows are a commit of their own.
function Start-SlowJob {
    Start-DbMigrationJob files shop.db files copy.db -IncludeTable country, customer -BatchSize 4
}

# The command that starts this PowerShell again. Where .NET runs its library, the process is dotnet.
$PwshFile = [Environment]::ProcessPath
$PwshArguments = @()
if ([IO.Path]::GetFileNameWithoutExtension($PwshFile) -eq 'dotnet') { $PwshArguments = @(Join-Path $PSHOME pwsh.dll) }
$PwshArguments += '-NoLogo', '-NoProfile'

# PowerShell in a process of its own.
function Invoke-Pwsh {
    param([string] $Command)
    & $PwshFile @PwshArguments -NonInteractive -Command $Command 2>&1
}

# Chinook is not part of the repository: DATAMIGRATOR_SHARED_DATA names its folder, or it is shared/data in a folder above.
function Find-Chinook {
    $folder = $env:DATAMIGRATOR_SHARED_DATA
    for ($at = $PSScriptRoot; -not $folder -and $at; $at = Split-Path $at) {
        if (Test-Path "$at/shared/data") { $folder = "$at/shared/data" }
    }

    if ($folder) { Get-Item "$folder/chinook/Chinook_Sqlite.sqlite" -ErrorAction Ignore }
}
