BeforeDiscovery {
    $missing = -not $env:DATAMIGRATOR_TEST_POSTGRES
}

BeforeAll {
    . $PSScriptRoot/Fixture.ps1
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
        $script = ($commands -join "`n").Replace('./artifacts/module/DataMigrator', $ModulePath).Replace('-Port 5432', "-Port $($uri.Port)").
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
