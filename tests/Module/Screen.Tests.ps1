# What a user sees of each type that a cmdlet returns: on the screen, in a file, in JSON, sorted.
BeforeDiscovery {
    Import-Module (Convert-Path "$PSScriptRoot/../../artifacts/module/DataMigrator")
    $types = @(Get-Command -Module DataMigrator | ForEach-Object OutputType | ForEach-Object Type | Where-Object FullName -like DataMigrator.* |
        Sort-Object FullName -Unique | ForEach-Object { @{ name = $_.Name; type = $_ } })
}

BeforeAll {
    . $PSScriptRoot/Fixture.ps1
    $folder = New-Workspace
    Push-Location $folder
    $PSStyle.OutputRendering = 'PlainText'
    $null = Invoke-DbSql files odd.db "create table item (id integer not null, line_no integer not null, name text, primary key (id, line_no));
        insert into item values (1, 1, 'one'), (1, 2, null), (2, 1, 'three');
        create table sub_item (id integer primary key, item int); insert into sub_item values (1, 1)" -CreateDatabase
    $null = Invoke-DbSql files strict.db "create table item (id integer not null, line_no integer not null, name text not null, primary key (id, line_no));
        create table sub_item (id integer primary key, item int check (item > 5))" -CreateDatabase
    $null = Set-DbProfile options -Type postgres -HostName 127.0.0.1 -Option @{ Timeout = 5; Pooling = $false } -ProfilePath datamigrator.profiles.json
    Copy-Item odd.db other.db
    Copy-Item odd.db same.db
    $null = Invoke-DbSql files other.db "update item set name = 'two' where line_no = 2"
    $run = Start-DbMigrationJob files odd.db files strict.db -Wait -WarningAction SilentlyContinue
    $again = Start-DbMigrationJob files odd.db files copy.db -CreateSchema -Wait

    # Two different ones of each type. A cmdlet that returns a new type finds no entry here.
    $makers = @{
        DbColumn             = { Get-DbColumn files odd.db item id, name }
        DbDatabase           = { Get-DbDatabase files odd.db, strict.db }
        DbMigrationJob       = { 'item', 'sub_item' | ForEach-Object { Start-DbMigrationJob files odd.db -TargetProfile files -TargetDatabase strict.db -SourceTable $_ } | Wait-Job }
        DbProfile            = { Get-DbProfile files, options }
        DbProfileTest        = { Test-DbProfile files; Test-DbProfile locked }
        DbRow                = { Invoke-DbSql files odd.db 'select * from item order by 1, 2 limit 2' }
        DbTable              = { Get-DbTable files odd.db }
        MigrationPlan        = { 'odd.db', 'other.db' | ForEach-Object { Start-DbMigrationJob files $_ files strict.db -WhatIf } }
        MigrationReject      = { $run[-1] | Get-DbMigrationReject }
        MigrationStatus      = { $run[-1]; $again[-1] }
        MigrationTableResult = { $run[0, 1] }
        Rehearsal            = { 'odd.db', 'same.db' | ForEach-Object { Start-DbMigrationJob files $_ files strict.db -Rehearse -SampleRows $(if ($_ -eq 'odd.db') { 100 } else { 1 }) } }
        SchemaCopyResult     = { New-DbSchemaCopy files odd.db postgres; New-DbSchemaCopy files shop.db mysql }
        SqlResult            = { Invoke-DbSql files odd.db "update item set name = name"; Invoke-DbSql files odd.db 'delete from item where id = 77' }
        VerificationResult   = { Compare-DbDatabase files odd.db files other.db; Compare-DbDatabase files odd.db files same.db }
    }
    $made = @{}

    function Get-Made {
        param([string] $Name)
        if (-not $made.ContainsKey($Name)) {
            $makers.Keys | Should -Contain $Name -Because 'each type that a cmdlet returns is looked at'
            $made[$Name] = @(& $makers[$Name] 6> $null)
            $made[$Name].Count | Should -BeGreaterOrEqual 2
        }

        $made[$Name]
    }

    # The properties that the type itself has; a PowerShell job has some more, of PowerShell's own types.
    function Get-OwnProperty {
        param($Object)
        $inherited = [System.Management.Automation.Job].GetProperties().Name
        @($Object.PSObject.Properties.Name | Where-Object { $Object -isnot [System.Management.Automation.Job] -or $_ -notin $inherited })
    }

    # The object and all that it holds, as far as the module's own types go.
    function Get-Held {
        param($Object)
        $Object
        foreach ($name in Get-OwnProperty $Object) {
            foreach ($value in @($Object.$name)) {
                if ($null -ne $value -and $value.GetType().FullName -like 'DataMigrator.*') { Get-Held $value }
            }
        }
    }

    # Without what differs from run to run: ids, times, folders; blanks and rules as wide as one.
    function Get-Picture {
        param($Object)
        $text = ($Object | Out-String -Width 120).Replace($folder, '<folder>') -replace '<folder>\S*', '<folder>' -replace '\d{8}-\d{6}-[0-9a-f]{6}', '<job>' `
            -replace '(?m)\d\d:\d\d:\d\d\.\d+( +[\d,]+ *$)?', '<time>' `
            -replace '\b3\.\d+\.\d+\b', '<version>' -replace '(?m)^\d+ +DbMigration\d+', '<id> <name>' -replace '(?m)Start-DbMigrationJob .*$', '<command>'
        ($text -split '\r?\n' | ForEach-Object { ($_ -replace '-{2,}', '--' -replace '\s+', ' ').Trim() } | Where-Object { $_ }) -join "`n"
    }
}

AfterAll {
    Get-Job | Remove-Job -Force
    Pop-Location
}

Describe 'A <name>' -ForEach $types {
    It 'reads as something, and so does all that it holds' {
        foreach ($one in Get-Made $name) {
            foreach ($held in Get-Held $one) {
                if ($held -isnot [System.Collections.IEnumerable]) { "$held" | Should -Not -BeNullOrEmpty }
                "$held" | Should -Not -MatchExactly '\b(System|DataMigrator)\.' -Because "a $($held.GetType().Name) is meant"
            }
        }
    }

    It 'is readable in every cell of a CSV file' {
        Get-Made $name | Select-Object (Get-OwnProperty (Get-Made $name)[0]) | Export-Csv "$name.csv"
        $text = Get-Content "$name.csv" -Raw
        $text | Should -Not -MatchExactly '\b(System|DataMigrator|Microsoft)\.\w'
        @(Import-Csv "$name.csv").Count | Should -Be (Get-Made $name).Count
    }

    It 'has the same names in JSON' {
        foreach ($one in Get-Made $name) {
            $names = Get-OwnProperty $one
            $back = $one | Select-Object $names | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue | ConvertFrom-Json
            $back.PSObject.Properties.Name | Should -Be $names
        }
    }

    It 'is not taken for another one' {
        $two = (Get-Made $name)[0, 1]
        @($two | Sort-Object -Unique).Count | Should -Be 2
        @($two[0], $two[0] | Sort-Object -Unique).Count | Should -Be 1
    }

    It 'shows values on the screen' {
        foreach ($one in Get-Made $name) {
            $screen = $one | Out-String -Width 120
            $screen | Should -Match '\w'
            $screen | Should -Not -MatchExactly '\b(System|DataMigrator)\.\w'
        }
    }
}

Describe 'The screen' {
    It 'shows a <name> as it is pictured' -ForEach $types {
        $file = "$PSScriptRoot/Screens/$name.txt"
        $picture = Get-Picture (Get-Made $name)[0, 1]
        if ($env:DATAMIGRATOR_NEW_SCREENS) { $picture | Set-Content -LiteralPath $file }
        $picture | Should -BeExactly ((Get-Content -LiteralPath $file) -join "`n")
    }

    It 'has no picture of a type that is gone' -ForEach @(@{ names = $types.name }) {
        (Get-ChildItem "$PSScriptRoot/Screens").BaseName | Where-Object { $_ -notin $names } | Should -BeNullOrEmpty
    }
}
