BeforeDiscovery {
    $servers = foreach ($name in 'Postgres', 'MySql', 'MariaDb') {
        $url = [Environment]::GetEnvironmentVariable("DATAMIGRATOR_TEST_$($name.ToUpperInvariant())")
        @{ name = $name; url = $url; missing = -not $url }
    }
}

BeforeAll {
    . $PSScriptRoot/Fixture.ps1
}

Describe 'A session with <name>' -ForEach $servers {
    BeforeAll {
        $folder = New-Workspace
        Push-Location $folder
        $database = 'dm_pester_' + [guid]::NewGuid().ToString('n').Substring(0, 8)
        if (-not $missing) {
            $uri = [uri]$url
            $user, $password = $uri.UserInfo -split ':'
            $env:DATAMIGRATOR_PESTER_PASSWORD = "$password"
            $setting = @{ Type = $name; HostName = $uri.Host; Port = $uri.Port; UserName = $user; Access = 'read-write' }
            if ($password) { $setting.PasswordReference = '${env:DATAMIGRATOR_PESTER_PASSWORD}' }
            Set-DbProfile server @setting -ProfilePath datamigrator.profiles.json
            $first = if ($name -eq 'Postgres') { 'postgres' } else { 'information_schema' }
            $null = Invoke-DbSql server $first "create database $database"
        }
    }

    AfterAll {
        if (-not $missing) {
            $null = Invoke-DbSql server $first "drop database $database"
        }

        $env:DATAMIGRATOR_PESTER_PASSWORD = $null
        Pop-Location
    }

    It 'begins with a profile that is tested' -Skip:$missing {
        $test = Test-DbProfile server
        $test.Succeeded | Should -BeTrue
        $test.Type | Should -Be $name
        $test.Databases | Should -BeGreaterThan 0
    }

    It 'copies Chinook from SQLite and finds it equal' -Skip:$missing {
        $chinook = Find-Chinook
        if (-not $chinook) { Set-ItResult -Skipped -Because 'the sample databases are not there (DATAMIGRATOR_SHARED_DATA)' }
        $out = Start-DbMigrationJob "sqlite:$chinook" -TargetProfile server -TargetDatabase $database -CreateSchema -Verify | Receive-Job -Wait
        $out[-1].Status | Should -Be completed
        $out[-1].TablesCompleted | Should -Be 11
        $out[-1].Verified | Should -BeTrue
        (Compare-DbDatabase "sqlite:$chinook" -TargetProfile server -TargetDatabase $database).Equal | Should -BeTrue
        (Get-DbTable server $database).Count | Should -Be 11
        $quote = if ($name -eq 'Postgres') { '"' } else { '`' }
        (Invoke-DbSql server $database "select count(*) as n from $($quote)Track$quote").n | Should -Be 3503
        @(Get-DbTableSample server $database Artist -First 3).Count | Should -Be 3
    }

    It 'writes the schema of its database for another system' -Skip:$missing {
        if (-not (Find-Chinook)) { Set-ItResult -Skipped -Because 'the sample databases are not there (DATAMIGRATOR_SHARED_DATA)' }
        (New-DbSchemaCopy server $database sqlite).TablesGenerated | Should -Be 11
    }

    It 'takes a schema by one pipeline, lists what came of it, and takes values beside the SQL' -Skip:$missing {
        $schema = $database + '_b'
        $null = Invoke-DbSql server $first "create database $schema"
        try {
            $applied = New-DbSchemaCopy files shop.db $name | Invoke-DbSql server $schema
            "$($applied[0])" | Should -Match '^\d+ statements, \d+ rows affected$'
            (Get-DbProfile server | Get-DbDatabase -Name "$schema*").DatabaseName | Should -Be $schema
            (Get-DbDatabase server $schema | Get-DbTable).Count | Should -Be 11
            $columns = Get-DbDatabase server $schema | Get-DbColumn
            ($columns | Where-Object { $_.TableName -eq 'order_line' -and $_.IsKey }).Name | Should -Be @('order_id', 'line_no')
            @($columns | Where-Object Nullable -eq $false).Count | Should -BeGreaterThan 5
            $values = @{ code = 'ZZ'; name = "it's; drop table country"; currency = 'EUR' }
            $null = Invoke-DbSql server $schema 'insert into country (code, name, currency) values (@code, @name, @currency)' -SqlParameter $values
            $row = Invoke-DbSql server $schema 'select name, @n as n from country where code=@code' -SqlParameter @{ code = 'ZZ'; n = 7 } -ReadOnly
            $row.name | Should -Be "it's; drop table country"
            $row.n | Should -Be 7
        }
        finally {
            $null = Invoke-DbSql server $first "drop database $schema"
        }
    }

    It 'completes the names of its databases' -Skip:$missing {
        (TabExpansion2 'Get-DbTable server dm_pester' 28).CompletionMatches | ForEach-Object CompletionText | Should -Contain $database
    }

    It 'logs in with a credential in place of the profile''s login, kept nowhere' -Skip:$missing {
        $setting = @{ Type = $name; HostName = $uri.Host; Port = $uri.Port; UserName = 'dm_nobody'; Access = 'read-write' }
        Set-DbProfile nologin @setting
        $secret = [securestring]::new()
        foreach ($c in "$password".ToCharArray()) { $secret.AppendChar($c) }
        $login = [pscredential]::new($user, $secret)
        { Start-DbMigrationJob files shop.db nologin $database -SourceTable setting -CreateSchema -Wait } | Should -Throw
        $out = Start-DbMigrationJob files shop.db nologin $database -SourceTable setting -CreateSchema -TargetCredential $login -Verify -Wait
        $out[-1].Status | Should -Be completed
        $out[-1].Verified | Should -BeTrue
        $back = Start-DbMigrationJob nologin $database files back.db -SourceTable setting -CreateSchema -SourceCredential $login
        $null = $back | Wait-Job -Timeout 60
        $back.State | Should -Be Completed
        (Compare-DbDatabase nologin $database files back.db setting -SourceCredential $login).Equal | Should -BeTrue
        if ($password) {
            ($back | Format-List * | Out-String) + ($out | ConvertTo-Json -Depth 4) | Should -Not -Match ([regex]::Escape($password))
            Get-ChildItem .tmp -Recurse -File -Force | Get-Content -Raw | Should -Not -Match ([regex]::Escape($password))
        }
        $back | Remove-Job
    }

    It 'shows a URL without its password, in the job and in errors' -Skip:$missing {
        $account = $user
        if ($name -ne 'Postgres') {
            # An anonymous user of localhost, where there is one, would win over a user of any host.
            $account = 'dm_' + $database.Substring($database.Length - 8)
            foreach ($place in '%', 'localhost') {
                $null = Invoke-DbSql server $database "create user '$account'@'$place' identified by 'open-sesame'"
                $null = Invoke-DbSql server $database "grant all on $database.* to '$account'@'$place'"
            }
        }

        $address = "$($uri.Scheme)://$($account):open-sesame@$($uri.Host):$($uri.Port)/$database"
        $job = Start-DbMigrationJob files shop.db -TargetProfile $address -SourceTable country -CreateSchema -WarningAction SilentlyContinue
        $null = $job | Wait-Job -Timeout 60
        $job.State | Should -Be Completed
        $job | Format-List * | Out-String | Should -Not -Match sesame
        ($job | Receive-Job -Keep | ConvertTo-Json -Depth 4) | Should -Not -Match sesame
        Get-Content "$folder/.tmp/migrations/$($job.JobId)/checkpoint.json" -Raw | Should -Not -Match sesame
        $job | Remove-Job
        if ($name -ne 'Postgres') {
            $null = Invoke-DbSql server $database "drop user '$account'@'%', '$account'@'localhost'"
        }
    }
}
