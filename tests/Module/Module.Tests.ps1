BeforeDiscovery {
    $cmdlets = (Import-PowerShellDataFile $PSScriptRoot/../../module/DataMigrator.psd1).CmdletsToExport
}

BeforeAll {
    . $PSScriptRoot/Fixture.ps1
    $env:PSModulePath = (Split-Path $ModulePath) + [IO.Path]::PathSeparator + $env:PSModulePath
}

Describe 'The module' {
    It 'has a manifest that PowerShell takes' {
        (Test-ModuleManifest (Join-Path $ModulePath DataMigrator.psd1)).Version | Should -Be 1.4.0
    }

    It 'is imported by name and by path, again and with -Force, and removed and imported again' {
        $out = Invoke-Pwsh "`$ErrorActionPreference = 'Stop'
            Import-Module DataMigrator; Import-Module '$ModulePath'; Import-Module DataMigrator -Force; Remove-Module DataMigrator
            Import-Module DataMigrator; (Get-Command -Module DataMigrator).Count; @(Get-DbProfile -ErrorAction Ignore).Count"
        $out[0] | Should -Be $cmdlets.Count
    } -TestCases @{ cmdlets = $cmdlets }

    It 'is loaded by the first use of a cmdlet' {
        Invoke-Pwsh "Get-DbMigrationStatus -HomePath none; (Get-Module DataMigrator).Name" |
            Should -Contain DataMigrator
    }

    It 'names in its notices every component of others that it carries' {
        $notices = Get-Content -Raw -LiteralPath (Join-Path $ModulePath THIRD-PARTY-NOTICES.txt)
        foreach ($library in Get-ChildItem -LiteralPath (Join-Path $ModulePath Dependencies) -Filter *.dll -Exclude DataMigrator.*) {
            $notices | Should -Match ([regex]::Escape(($library.BaseName -replace '^SQLitePCLRaw\..*', 'SQLitePCLRaw')))
        }
    }

    It 'keeps its libraries out of the context of PowerShell and of other modules' {
        $null = Get-DbProfile -ErrorAction Ignore
        $null = Invoke-DbSql "sqlite:$TestDrive/a.db" -Query 'select 1' -CreateDatabase
        $ours = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq DataMigrator
        @($ours).Count | Should -Be 1
        $ours.Assemblies | ForEach-Object { $_.GetName().Name } | Should -Contain Microsoft.Data.Sqlite
        [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object { $_.GetName().Name } |
            Where-Object { $_ -match '^(Npgsql|Microsoft\.Data|MySql|SQLitePCL|ModelContextProtocol|DataMigrator\.(Engine|Mcp))' } |
            Should -BeNullOrEmpty
    }

    It 'is at home in thread jobs, many at once' {
        $jobs = 1..6 | ForEach-Object { Start-ThreadJob { Import-Module $using:ModulePath; (Get-Command Get-DbTable).Name } }
        $jobs | Receive-Job -Wait -AutoRemoveJob | Should -Be (@('Get-DbTable') * 6)
    }

    It 'is at home in a process of Start-Job, whose objects keep their properties' {
        $folder = New-Workspace
        $job = Start-Job { Import-Module $using:ModulePath; Set-Location $using:folder; Start-DbMigrationJob files shop.db files copy.db -SourceTable country -Wait }
        $out = $job | Receive-Job -Wait -AutoRemoveJob
        $out[-1].Status | Should -Be completed
        $out[0].RowsMigrated | Should -Be 22
    }

    It 'has help for <_>' -ForEach $cmdlets {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -BeLike "*$_ *"
        $help.description.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($parameter in $help.parameters.parameter) {
            $parameter.description.Text | Should -Not -BeNullOrEmpty -Because "$_ -$($parameter.name) is explained"
        }
    }

    It 'has a topic' {
        Invoke-Pwsh "Get-Help about_DataMigrator" | Out-String | Should -BeLike '*STOP, FAIL, RESUME*'
    }

    It 'has examples in its help that PowerShell can read, with parameters that exist' {
        foreach ($cmdlet in Get-Command -Module DataMigrator) {
            foreach ($example in (Get-Help $cmdlet.Name).examples.example) {
                $errors = $null
                $tree = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref] $null, [ref] $errors)
                $errors | Should -BeNullOrEmpty -Because $example.code
                foreach ($command in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                    $known = Get-Command $command.GetCommandName() -ErrorAction Ignore
                    if ($known -isnot [System.Management.Automation.CmdletInfo]) { continue }
                    foreach ($parameter in $command.CommandElements.Where({ $_ -is [System.Management.Automation.Language.CommandParameterAst] })) {
                        { $known.ResolveParameter($parameter.ParameterName) } | Should -Not -Throw -Because $example.code
                    }
                }
            }
        }
    }

    It 'has scripts that PSScriptAnalyzer finds nothing in' {
        if (-not (Get-Module -ListAvailable PSScriptAnalyzer)) { Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not installed, and NuGet has none' }
        $root = Convert-Path "$PSScriptRoot/../.."
        $found = @(
            Get-ChildItem $root/build.ps1, $root/examples, $root/module -Recurse -Include *.ps1, *.psm1, *.psd1 |
                ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName }
            Get-ChildItem $root/tests/Module -Filter *.ps1 |
                ForEach-Object { Invoke-ScriptAnalyzer -Path $_.FullName -Settings "$PSScriptRoot/PSScriptAnalyzerSettings.psd1" }
        )
        $found | ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName) $($_.Message)" } | Should -BeNullOrEmpty
    }
}
