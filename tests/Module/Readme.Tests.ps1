BeforeDiscovery {
    $missing = -not $env:DATAMIGRATOR_TEST_POSTGRES
}

BeforeAll {
    . $PSScriptRoot/Fixture.ps1
}

Describe 'The way from nothing in the README' {
    It 'brings PowerShell and the module, and ends in a verified copy' -Skip:$IsWindows {
        $root = Convert-Path "$PSScriptRoot/../.."
        $lines = ((Get-Content $root/README.md -Raw) -replace '(?s).*\n## PowerShell\n' -replace '(?s)\nTo work on the module.*') -split '\n' |
            Where-Object { $_ -match '^    .*\S' } | ForEach-Object { $_.Substring(4) }
        $shell = $lines | Where-Object { $_ -match '^(dotnet|export|pwsh) ' }
        $session = $lines | Where-Object { $_ -match '^PS> ' } | ForEach-Object { $_.Substring(4) }
        $expected = $lines | Select-Object -Skip ($shell.Count + $session.Count)
        $shell.Count | Should -Be 5
        $session.Count | Should -Be 3
        $expected.Count | Should -Be 4

        # A home of its own, as on a machine that never saw PowerShell; packages that are there already are not fetched again.
        $new = Join-Path $TestDrive home
        $null = New-Item -ItemType Directory $new, $new/work
        $packages = dotnet nuget locals global-packages --list | ForEach-Object { $_ -replace '^[^:]*: ' }
        $script = @(
            'set -e'
            "export HOME='$new' DOTNET_CLI_HOME='$new' NUGET_PACKAGES='$packages'; unset PSModulePath"
            "cd '$root'"
            $shell
            "cd '$new/work'"
            # At a prompt each line's output is formatted by itself.
            "pwsh -NoProfile -Command '$(($session.ForEach({ "$_ | Out-Host" }) -join "`n").Replace("'", "'\''"))'"
        ) -join "`n"
        $out = $script | & bash 2>&1 | Out-String -Width 120
        $LASTEXITCODE | Should -Be 0 -Because $out
        "$new/.local/share/powershell/Modules/DataMigrator" | Should -Exist -Because $out
        foreach ($line in $expected) { $out | Should -Match ([regex]::Escape($line.TrimEnd())) -Because $out }
        $out | Should -Match 'Verified +: True'
    }
}

Describe 'The session in the README' {
    It 'runs as it is written, from Import-Module to a verified copy' -Skip:$missing {
        $chinook = Find-Chinook
        if (-not $chinook) { Set-ItResult -Skipped -Because 'the sample databases are not there (DATAMIGRATOR_SHARED_DATA)' }
        $section = (Get-Content "$PSScriptRoot/../../README.md" -Raw) -replace '(?s).*\n## PowerShell\n', '' -replace '(?s)\n## .*', ''
        $session = $section -replace '(?s).*?(?=\n    PS> Import-Module)', '' -replace '(?s)\n`Start-DbMigrationJob` returns.*', ''
        $commands = $session -split '\n' | Where-Object { $_ -match '^    PS> ' } | ForEach-Object { $_ -replace '^    PS> ' }
        $commands.Count | Should -BeGreaterThan 5

        # What differs from place to place: where the module and the server are, and a name that is free.
        $uri = [uri]$env:DATAMIGRATOR_TEST_POSTGRES
        $user, $password = $uri.UserInfo -split ':'
        $database = 'dm_readme_' + [guid]::NewGuid().ToString('n').Substring(0, 8)
        $script = ($commands -join "`n").Replace('Import-Module DataMigrator', "Import-Module $ModulePath").Replace('-Port 5432', "-Port $($uri.Port)").
            Replace('-HostName 127.0.0.1', "-HostName $($uri.Host)").Replace('-UserName postgres', "-UserName $user").
            Replace('create database chinook', "create database $database").Replace('-TargetDatabase chinook', "-TargetDatabase $database")
        $folder = Join-Path $TestDrive session
        $null = New-Item -ItemType Directory $folder
        Copy-Item $chinook $folder
        Push-Location $folder
        try {
            $env:DEV_PASSWORD = if ($password) { $password } else { 'any' }
            $out = Invoke-Pwsh "Set-Location '$folder'; `$ProgressPreference = 'SilentlyContinue'; $script" | Out-String -Width 120
        }
        finally {
            $null = Invoke-DbSql dev postgres "drop database if exists $database with (force)"
            $env:DEV_PASSWORD = $null
            Pop-Location
        }

        # Every line of the README stands in the output, but for times, rates and the job's id.
        $squeezed = $out -replace ' +', ' '
        $expected = $session -split '\n' | Where-Object { $_ -match '^    (?!PS> )\S' -and $_ -notmatch 'JobId|further lines|^    ---' } |
            ForEach-Object { ($_ -replace ' \d\d:\d\d:\d\d\.\d.*' -replace ' +', ' ').Trim() }
        $expected.Count | Should -BeGreaterThan 15
        foreach ($line in $expected) {
            $squeezed | Should -Match ([regex]::Escape($line)) -Because $out
        }
    }
}
