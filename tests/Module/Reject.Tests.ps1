BeforeAll {
    . $PSScriptRoot/Fixture.ps1
    $folder = New-Workspace
    Push-Location $folder
    $null = Invoke-DbSql files source.db "create table item (id integer primary key, name text, price decimal(20,4), data blob, big bigint);
        insert into item values (1, 'ok', 1.5, x'00ff', 1), (2, null, 2.5, x'00ff', 9007199254740993), (3, 'it''s', 3.5, null, 3), (4, 'bad', -1, null, 4);
        create table sub_item (id integer primary key, item int);
        insert into sub_item values (1, 1), (2, 77)" -CreateDatabase
    $null = Invoke-DbSql files target.db "create table item (id integer primary key, name text not null, price decimal(20,4) check (price > 0), data blob, big bigint);
        create table sub_item (id integer primary key, item int references item (id))" -CreateDatabase
    $out = Start-DbMigrationJob files source.db files target.db -Wait -WarningAction SilentlyContinue
    $status = $out[-1]
}

AfterAll {
    Get-Job | Remove-Job -Force
    Pop-Location
}

Describe 'Get-DbMigrationReject' {
    It 'returns an object for each row, with the reason and the row' {
        $rejects = Get-DbMigrationReject $status.JobId
        $rejects.Table | Should -Be @('item', 'item', 'sub_item')
        $rejects[0].PSTypeNames[0] | Should -Be DataMigrator.PowerShell.Output.MigrationReject
        $rejects.JobId | Select-Object -Unique | Should -Be $status.JobId
        $rejects[0].RowIndex | Should -Be 2
        $rejects[0].Key.id | Should -Be 2
        $rejects[0].Column | Should -Be name
        $rejects[0].Error | Should -Not -BeNullOrEmpty
        $rejects[1].Row.name | Should -Be bad
        "$($rejects[0])" | Should -Be "item row 2: $($rejects[0].Error)"
    }

    It 'gives values as the file has them' {
        $row = (Get-DbMigrationReject $status.JobId)[0].Row
        $row.PSObject.Properties.Name | Should -Be @('id', 'name', 'price', 'data', 'big')
        $row.id | Should -BeOfType long
        $null -eq $row.name | Should -BeTrue
        $row.price | Should -Be '2.5'
        $row.data | Should -Be @(0, 255)
        $row.big | Should -Be '9007199254740993'
    }

    It 'says to what a row refers that is not there' {
        $orphan = Get-DbMigrationReject $status.JobId -Table sub_item
        $orphan.Code | Should -Be FK_VIOLATION
        $orphan.Value | Should -Be 77
        $orphan.References | Should -Be 'item(id)'
        $orphan.Row.id | Should -Be 2
        $null -eq $orphan.Key | Should -BeTrue
    }

    It 'takes a status, a job, a table''s result, from any folder' {
        Push-Location $TestDrive
        $counts = @($status | Get-DbMigrationReject).Count, @($out[0..1] | Where-Object SourceTable -eq item | Get-DbMigrationReject).Count
        Pop-Location
        $counts | Should -Be @(3, 2)
        $null = Invoke-DbSql files target.db 'delete from sub_item; delete from item'
        $job = Start-DbMigrationJob files source.db files target.db -SourceTable item
        $null = $job | Wait-Job -Timeout 60
        @($job | Get-DbMigrationReject).Count | Should -Be 2
    }

    It 'takes names and wildcards of tables, and a number of rows' {
        @(Get-DbMigrationReject $status.JobId -Table i*).Count | Should -Be 2
        @(Get-DbMigrationReject $status.JobId -First 1).Count | Should -Be 1
        @(Get-DbMigrationReject $status.JobId | Select-Object -First 1).Count | Should -Be 1
        Get-DbMigrationReject $status.JobId -Table x* | Should -BeNullOrEmpty
        { Get-DbMigrationReject $status.JobId -Table none -ErrorAction Stop } | Should -Throw -ErrorId 'SOURCE_TABLE_NOT_FOUND*'
        { Get-DbMigrationReject $status.JobId -Table $null -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        { Get-DbMigrationReject 20200101-000000-abcdef -ErrorAction Stop } | Should -Throw -ErrorId 'MIGRATION_NOT_FOUND*'
    }

    It 'loses a line that was not written to its end, and says so' {
        $file = (Get-DbMigrationStatus $status.JobId).TablesStatus | Where-Object Table -eq item | ForEach-Object ErrorFile
        Add-Content -LiteralPath $file '{"table":"item","row_index":9,' -NoNewline
        $rejects = Get-DbMigrationReject $status.JobId -Table item -WarningVariable said -WarningAction SilentlyContinue
        @($rejects).Count | Should -Be 2
        "$said" | Should -BeLike '*line 3*left out*'
    }
}
