BeforeAll {
    . $PSScriptRoot/Fixture.ps1
}

Describe 'Profiles' {
    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))
        $null = New-Item -ItemType Directory $folder
        Push-Location $folder
        $file = Join-Path $folder profiles.json
        $PSDefaultParameterValues['*-DbProfile:ProfilePath'] = $file
    }

    AfterEach {
        $PSDefaultParameterValues.Clear()
        Get-Item function:Get-Secret, function:Get-SecretInfo, function:Set-Secret -ErrorAction Ignore | Remove-Item
        Pop-Location
    }

    It 'are added, listed, changed and removed' {
        Set-DbProfile prod -Type mysql -HostName db1 -Port 3307 -UserName app -PasswordReference '${env:PROD_PASSWORD}' -Option @{ SslMode = 'Required' }
        Set-DbProfile files -Type sqlite -Directory ./data -Access read-write
        (Get-DbProfile).Name | Should -Be @('files', 'prod')
        $prod = Get-DbProfile prod
        $prod.PSTypeNames[0] | Should -Be DataMigrator.PowerShell.Output.DbProfile
        $prod.Type | Should -Be mysql
        $prod.Access | Should -Be read-only
        $prod.Location | Should -Be db1:3307
        $prod.PasswordReference | Should -Be '${env:PROD_PASSWORD}'
        $prod.Option['SslMode'] | Should -Be Required
        (Get-DbProfile files).Directory | Should -Be (Join-Path $folder data)

        Set-DbProfile prod -Access read-write
        $prod = Get-DbProfile prod
        $prod.Access | Should -Be read-write
        $prod.Port | Should -Be 3307
        $prod.PasswordReference | Should -Be '${env:PROD_PASSWORD}'

        Remove-DbProfile prod
        (Get-DbProfile).Name | Should -Be files
    }

    It 'are returned with -PassThru, and not written with -WhatIf' {
        Set-DbProfile files -Type sqlite -Directory . -WhatIf
        $file | Should -Not -Exist
        (Set-DbProfile files -Type sqlite -Directory . -PassThru).Name | Should -Be files
        Remove-DbProfile files -WhatIf
        (Get-DbProfile).Name | Should -Be files
    }

    It 'are found by wildcards, and a name without one must be there' {
        'test1', 'test2', 'prod' | ForEach-Object { Set-DbProfile $_ -Type sqlite -Directory . }
        (Get-DbProfile t*).Name | Should -Be @('test1', 'test2')
        Get-DbProfile x* | Should -BeNullOrEmpty
        { Get-DbProfile pro -ErrorAction Stop } | Should -Throw -ErrorId 'PROFILE_NOT_FOUND*'
        "$($Error[0])" | Should -BeLike '*prod*'
        { Remove-DbProfile pro -ErrorAction Stop } | Should -Throw -ErrorId 'PROFILE_NOT_FOUND*'
    }

    It 'go through the pipeline' {
        Set-DbProfile a -Type postgres -HostName h -Access read-write
        Get-DbProfile a | Set-DbProfile -Port 5433
        (Get-DbProfile a).Access | Should -Be read-write
        (Get-DbProfile a).Port | Should -Be 5433
        Set-DbProfile b -Type mysql -HostName h
        Get-DbProfile b | Set-DbProfile -Access read-write
        (Get-DbProfile b).Port | Should -BeNullOrEmpty
        { Set-DbProfile b -Port 70000 -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        Get-DbProfile | Remove-DbProfile
        Get-DbProfile | Should -BeNullOrEmpty
    }

    It 'keep through the pipeline the secrets that they do not show' {
        Set-DbProfile a -Type postgres -HostName h -Option @{ SslPassword = 'open sesame 4'; SslMode = 'Require' } -AsPlainText -WarningAction Ignore
        (Get-DbProfile a).Option['SslPassword'] | Should -Be '***'
        Get-DbProfile a | Set-DbProfile -Port 5433
        $file | Should -FileContentMatchExactly 'open sesame 4'
        $file | Should -FileContentMatchExactly '5433'
        { Get-DbProfile a | Set-DbProfile -Name b -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'

        $credential = [pscredential]::new('app', (ConvertTo-SecureString 'open sesame 5' -AsPlainText -Force))
        Set-DbProfile c -Type postgres -HostName h -Credential $credential -AsPlainText -WarningAction Ignore
        { Get-DbProfile c | Set-DbProfile -Name d -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        (Get-DbProfile).Name | Should -Be @('a', 'c')
    }

    It 'take no secret among the options in clear unless told to, and then warn' {
        { Set-DbProfile a -Type postgres -HostName h -Option @{ SslPassword = 'open sesame 6' } -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        "$($Error[0])" | Should -Not -BeLike '*open sesame 6*'
        $file | Should -Not -Exist
        Set-DbProfile a -Type postgres -HostName h -Option @{ SslPassword = '${env:SSL_PASSWORD}' } -WarningVariable said
        "$said" | Should -BeNullOrEmpty
        Set-DbProfile a -Option @{ SslPassword = 'open sesame 6' } -AsPlainText -WarningVariable said -WarningAction SilentlyContinue
        "$said" | Should -BeLike '*SslPassword*in clear*'
    }

    It 'are looked for by the name as it stands where a bracket is not closed' {
        Set-DbProfile 'a[b' -Type sqlite -Directory .
        (Get-DbProfile 'a[b').Name | Should -Be 'a[b'
        { Get-DbProfile 'c[d' -ErrorAction Stop } | Should -Throw -ErrorId 'PROFILE_NOT_FOUND*'
    }

    It 'need a type when they are new' {
        { Set-DbProfile prod -HostName db1 -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        $file | Should -Not -Exist
    }

    It 'are readable for their owner alone' -Skip:$IsWindows {
        Set-DbProfile files -Type sqlite -Directory .
        (Get-Item $file).UnixMode | Should -Be '-rw-------'
    }

    It 'never keep the password of a credential in clear by themselves' {
        $credential = [pscredential]::new('app', (ConvertTo-SecureString 'open sesame 1' -AsPlainText -Force))
        { Set-DbProfile dev -Type postgres -HostName h -Credential $credential -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        "$($Error[0])" | Should -BeLike '*SecretManagement*'
        $file | Should -Not -Exist
    }

    It 'keep it in clear when told to, with a warning, and do not show it' {
        $credential = [pscredential]::new('app', (ConvertTo-SecureString 'open sesame 2' -AsPlainText -Force))
        Set-DbProfile dev -Type postgres -HostName h -Credential $credential -AsPlainText -WarningVariable said -WarningAction SilentlyContinue
        "$said" | Should -BeLike '*in clear*'
        $dev = Get-DbProfile dev
        $dev.UserName | Should -Be app
        $dev.PasswordReference | Should -Be '***'
        ($dev | ConvertTo-Json) | Should -Not -Match sesame
    }

    It 'keep the password of a credential in a vault where there is one, and read it from there' {
        $global:vault = @{}
        function global:Set-Secret { param($Name, $SecureStringSecret) $global:vault[$Name] = $SecureStringSecret }
        function global:Get-SecretInfo { param($Name) if ($global:vault.ContainsKey($Name)) { [pscustomobject]@{ Name = $Name } } }
        function global:Get-Secret { param($Name, [switch] $AsPlainText) $global:asked = "$Name $AsPlainText"; ConvertFrom-SecureString $global:vault[$Name] -AsPlainText }
        $credential = [pscredential]::new('app', (ConvertTo-SecureString 'open sesame 3' -AsPlainText -Force))
        Set-DbProfile dev -Type postgres -HostName 127.0.0.1 -Port 1 -Credential $credential
        (Get-DbProfile dev).PasswordReference | Should -Be '${vault:DataMigrator-dev}'
        Get-Content $file -Raw | Should -Not -Match sesame
        $test = Test-DbProfile dev
        $global:asked | Should -Be 'DataMigrator-dev True'
        $test.Succeeded | Should -BeFalse
        $test.ErrorCode | Should -Be CONNECTION_FAILED
    }

    It 'say what to do where a reference leads to no vault' {
        Set-DbProfile dev -Type postgres -HostName h -PasswordReference '${vault:dev}'
        (Test-DbProfile dev).ErrorCode | Should -Be INVALID_PARAMETER
        "$($Error[0])" | Should -BeLike '*Microsoft.PowerShell.SecretManagement*'
    }

    It 'know a database system by each of its names' -ForEach @(
        @{ given = 'postgresql'; type = 'postgres' }, @{ given = 'Postgres'; type = 'postgres' }, @{ given = 'MYSQL'; type = 'mysql' }, @{ given = 'sqlite3'; type = 'sqlite' }
    ) {
        $place = if ($type -eq 'sqlite') { @{ Directory = '.' } } else { @{ HostName = 'h' } }
        Set-DbProfile "named_$given" -Type $given @place
        (Get-DbProfile "named_$given").Type | Should -Be $type
        { Set-DbProfile "named_$given" -Type oracle } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*'
    }

    It 'take no password for a reference' {
        { Set-DbProfile dev -Type postgres -HostName h -PasswordReference sesame -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        "$($Error[0])" | Should -Not -Match sesame
    }
}

Describe 'Test-DbProfile' {
    BeforeAll {
        $folder = New-Workspace
        Push-Location $folder
    }

    AfterAll {
        Pop-Location
    }

    It 'says what answered' {
        $test = Test-DbProfile files
        $test.Succeeded | Should -BeTrue
        $test.Type | Should -Be sqlite
        $test.Databases | Should -Be 2
        Test-DbProfile files -Quiet | Should -BeTrue
    }

    It 'tests what comes through the pipeline' {
        (Get-DbProfile | Test-DbProfile).Name | Should -Be @('files', 'locked')
    }

    It 'has a failure as a result, and an unknown profile as an error' {
        $test = Test-DbProfile postgres://nobody@127.0.0.1:1/none
        $test.Succeeded | Should -BeFalse
        $test.ErrorCode | Should -Be CONNECTION_FAILED
        $test.ErrorMessage | Should -Not -BeNullOrEmpty
        Test-DbProfile postgres://nobody@127.0.0.1:1/none -Quiet | Should -BeFalse
        { Test-DbProfile fils -ErrorAction Stop } | Should -Throw -ErrorId 'PROFILE_NOT_FOUND*'
    }

    It 'has a secret that is not there as a result: <secret>' -ForEach @(
        @{ secret = '${env:DM_NEVER_SET}' }, @{ secret = '${file:/never/made}' }, @{ secret = '${vault:NEVER}' }
    ) {
        Set-DbProfile lacking -Type postgres -HostName 127.0.0.1 -Port 1 -UserName x -PasswordReference $secret
        $tests = 'lacking', 'files' | Test-DbProfile
        $tests.Succeeded | Should -Be @($false, $true)
        $tests[0].ErrorCode | Should -Be INVALID_PARAMETER
        $tests[0].ErrorMessage | Should -Not -BeNullOrEmpty
        Test-DbProfile lacking -Quiet | Should -BeFalse
    }

    It 'shows names that a password equals, where it is an ordinary word' {
        $env:DM_PESTER_WORD = 'postgres'
        try {
            Set-DbProfile postgres -Type postgres -HostName 127.0.0.1 -Port 1 -UserName postgres -PasswordReference '${env:DM_PESTER_WORD}'
            $test = Test-DbProfile postgres postgres
            $test.Name | Should -Be postgres
            $test.ErrorMessage | Should -BeLike '*postgres*'
            $test.ErrorMessage | Should -Not -BeLike '*`*`*`**'
            $null = New-Item -ItemType Directory postgres
            (Start-DbMigrationJob files shop.db files copy.db -SourceTable country -HomePath postgres -Wait)[-1].HomePath | Should -Be (Join-Path $PWD postgres)
            { Invoke-DbSql postgres postgres "create role x password 'postgres'" -ErrorAction Stop } | Should -Throw
            "$($Error[0])" | Should -Not -BeLike "*password 'postgres'*"
        }
        finally {
            $env:DM_PESTER_WORD = $null
        }
    }

    It 'warns of a password in a URL, without showing it' {
        $null = Test-DbProfile postgres://nobody:open-sesame@127.0.0.1:1/none -WarningVariable said -WarningAction SilentlyContinue
        "$said" | Should -BeLike '*password*'
        "$said" | Should -Not -Match sesame
    }
}
