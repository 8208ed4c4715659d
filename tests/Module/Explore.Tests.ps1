BeforeAll {
    . $PSScriptRoot/Fixture.ps1
    $folder = New-Workspace
    Push-Location $folder
}

AfterAll {
    Pop-Location
}

Describe 'Get-DbTable' {
    It 'lists tables with names under which they can be piped' {
        $tables = Get-DbTable files shop.db
        $tables.Count | Should -Be 11
        $tables[0].PSTypeNames[0] | Should -Be DataMigrator.PowerShell.Output.DbTable
        $line = $tables | Where-Object TableName -eq order_line
        $line.ProfileName | Should -Be files
        $line.DatabaseName | Should -Be shop.db
        $line.Columns | Should -Be 6
        $line.Rows | Should -Be 41881
        $line.Key | Should -Be @('order_id', 'line_no')
    }

    It 'counts rows in place of a guess that is old' {
        Copy-Item shop.db guess.db
        $null = Invoke-DbSql files guess.db 'analyze; delete from setting'
        (Get-DbTable files guess.db setting).Rows | Should -Be 10
        (Get-DbTable files guess.db setting -CountRows).Rows | Should -Be 0
    }

    It 'takes names and wildcards' {
        (Get-DbTable files shop.db c*, stock).TableName | Should -Be @('category', 'country', 'customer', 'stock')
        Get-DbTable files shop.db x* | Should -BeNullOrEmpty
        { Get-DbTable files shop.db none -ErrorAction Stop } | Should -Throw -ErrorId 'SOURCE_TABLE_NOT_FOUND*'
    }

    It 'takes <what> for a mistake, not for all tables' -ForEach @(
        @{ what = '$null'; names = $null }, @{ what = 'an empty list'; names = @() }, @{ what = 'an empty name'; names = '' }
    ) {
        { Get-DbTable files shop.db -TableName $names -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER,*'
        { New-DbSchemaCopy files shop.db sqlite -TableName $names -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER,*'
        { New-DbSchemaCopy files shop.db sqlite -ExcludeTable $names -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER,*'
        { Compare-DbDatabase files shop.db files copy.db -SourceTable $names -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER,*'
        { Compare-DbDatabase files shop.db files copy.db -IncludeTable $names -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER,*'
        '.tmp' | Should -Not -Exist
    }

    It 'takes a bracket that is not closed for a part of the name' {
        $null = Invoke-DbSql files bracket.db 'create table "a[b" (x int); create table ab (x int)' -CreateDatabase
        (Get-DbTable files bracket.db 'a[b').TableName | Should -Be 'a[b'
        { Get-DbTable files bracket.db 'c[d' -ErrorAction Stop } | Should -Throw -ErrorId 'SOURCE_TABLE_NOT_FOUND*'
    }

    It 'goes on with the next database of the pipeline where one fails' {
        $out = [pscustomobject]@{ ProfileName = 'none'; DatabaseName = 'x' }, [pscustomobject]@{ ProfileName = 'files'; DatabaseName = 'shop.db' } |
            Get-DbTable -ErrorVariable failed -ErrorAction SilentlyContinue
        $out.Count | Should -Be 11
        $failed.FullyQualifiedErrorId | Should -BeLike 'PROFILE_NOT_FOUND*'
    }
}

Describe 'Get-DbDatabase' {
    It 'lists the files of a folder with their sizes' {
        $files = Get-DbDatabase files
        $files.DatabaseName | Should -Contain shop.db
        $shop = $files | Where-Object DatabaseName -eq shop.db
        $shop.Size | Should -Be (Get-Item shop.db).Length
        $shop.ProfileName | Should -Be files
        "$shop" | Should -Be shop.db
    }

    It 'takes names and wildcards, and names what is not there' {
        (Get-DbDatabase files shop*, copy.db).DatabaseName | Should -Be @('copy.db', 'shop.db')
        Get-DbDatabase files x* | Should -BeNullOrEmpty
        { Get-DbDatabase files none.db -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        { Get-DbDatabase files -Name $null -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
    }

    It 'takes profiles from the pipeline and is piped to what lists tables' {
        (Get-DbProfile files, locked | Get-DbDatabase -Name shop.db).ProfileName | Should -Be @('files', 'locked')
        (Get-DbProfile files | Get-DbDatabase -Name shop.db | Get-DbTable).Count | Should -Be 11
        (Get-DbDatabase files shop.db | Get-DbColumn -Name country_code).TableName | Should -Contain customer
    }

    It 'goes on with the next profile where one fails' {
        $out = 'none', 'files' | Get-DbDatabase -Name shop.db -ErrorVariable failed -ErrorAction SilentlyContinue
        $out.DatabaseName | Should -Be shop.db
        $failed.FullyQualifiedErrorId | Should -BeLike 'PROFILE_NOT_FOUND*'
    }
}

Describe 'Get-DbColumn' {
    It 'lists columns as they are declared' {
        $columns = Get-DbColumn files shop.db order_line
        $columns.Count | Should -Be 6
        $columns[0].PSTypeNames[0] | Should -Be DataMigrator.PowerShell.Output.DbColumn
        $columns.Position | Should -Be @(1..6)
        ($columns | Where-Object IsKey).Name | Should -Be @('order_id', 'line_no')
        "$($columns[0])" | Should -Be order_line.order_id
        $null = Invoke-DbSql files columns.db "create table c (id integer primary key autoincrement, a varchar(20) not null default 'x', b int as (id * 2) stored)" -CreateDatabase
        $id, $a, $b = Get-DbColumn files columns.db c
        $id.Identity | Should -Be auto_increment
        $a.Type | Should -Be 'varchar(20)'
        $a.Nullable | Should -BeFalse
        $a.Default | Should -Be "'x'"
        $b.Generated | Should -Not -BeNullOrEmpty
    }

    It 'takes names and wildcards of tables and of columns' {
        (Get-DbColumn files shop.db c*, stock *code).Name | Select-Object -Unique | Should -Contain country_code
        Get-DbColumn files shop.db country x* | Should -BeNullOrEmpty
        { Get-DbColumn files shop.db none -ErrorAction Stop } | Should -Throw -ErrorId 'SOURCE_TABLE_NOT_FOUND*'
        { Get-DbColumn files shop.db country none -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        { Get-DbColumn files shop.db $null -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
    }

    It 'lists the columns of tables that are piped, a table of any name' {
        (Get-DbTable files shop.db country, stock | Get-DbColumn).TableName | Select-Object -Unique | Should -Be @('country', 'stock')
        $null = Invoke-DbSql files odd.db 'create table "a*" (x int); create table ab (y int)' -CreateDatabase
        (Get-DbTable files odd.db | Where-Object TableName -eq 'a*' | Get-DbColumn).Name | Should -Be x
    }
}

Describe 'Get-DbTableSample' {
    It 'returns an object for each row, with typed values or exact texts' {
        $rows = Get-DbTableSample files shop.db customer -First 3
        $rows.Count | Should -Be 3
        $rows[0].id | Should -BeOfType long
        $rows[0].PSObject.Properties.Name | Should -Contain country_code
        (Get-DbTableSample files shop.db customer -First 3 -AsText)[0].id | Should -BeOfType string
    }

    It 'takes tables from the pipeline' {
        @(Get-DbTable files shop.db c* | Get-DbTableSample -First 2).Count | Should -Be 6
    }

    It 'shortens long values visibly and says so' {
        Invoke-DbSql files t.db "create table t (a text); insert into t values (printf('%.100c', 'x'))" -CreateDatabase | Out-Null
        $row = Get-DbTableSample files t.db t -MaxCharacters 20 -WarningVariable said -WarningAction SilentlyContinue
        $row.a.Length | Should -BeLessThan 60
        "$said" | Should -BeLike '*-MaxCharacters*'
    }

    It 'keeps columns apart that differ in capitals alone' {
        $row = Invoke-DbSql files shop.db 'select 1 as a, 2 as A, 3 as "a_2"'
        @($row.PSObject.Properties.Value) | Should -Be @('1', '2', '3')
    }
}

Describe 'Invoke-DbSql' {
    It 'returns rows of a query' {
        $rows = Invoke-DbSql files shop.db 'select code, name from country order by code'
        $rows.Count | Should -Be 22
        $rows[0].PSObject.Properties.Name | Should -Be @('code', 'name')
    }

    It 'returns rows that are objects, not numbers with properties on them' {
        $rows = Invoke-DbSql files shop.db 'select code, name from country order by code limit 5'
        $rows[0].PSTypeNames[0] | Should -Be DataMigrator.PowerShell.Output.DbRow
        "$($rows[0])" | Should -Be "@{code=$($rows[0].code); name=$($rows[0].name)}"
        @($rows | Sort-Object -Unique).Count | Should -Be 5
        @($rows | Sort-Object code -Unique).Count | Should -Be 5
        $screen = $rows | Out-String
        foreach ($row in $rows) { $screen | Should -Match ([regex]::Escape($row.name)) }
        ($rows | ConvertTo-Json | ConvertFrom-Json).name | Should -Be $rows.name
        ($rows | ConvertTo-Csv | ConvertFrom-Csv).name | Should -Be $rows.name
        @($rows | Group-Object code).Count | Should -Be 5
        @($rows | Select-Object -Unique).Count | Should -Be 5
        Compare-Object $rows $rows[1..4] | ForEach-Object SideIndicator | Should -Be '<='
    }

    It 'returns values of their own types, by which they compare and sort' {
        $rows = Invoke-DbSql files shop.db 'select 8 as n union all select 9 union all select 10 union all select 11 union all select 12'
        @($rows | Where-Object n -gt 9).Count | Should -Be 3
        ($rows | Sort-Object n -Descending).n | Should -Be @(12, 11, 10, 9, 8)
        ($rows | Measure-Object n -Sum).Sum | Should -Be 50
        $row = Invoke-DbSql files shop.db "select 1 as i, 0.5 as d, x'00ff' as b, 'x' as t, null as n"
        $row.i | Should -BeOfType long
        $row.d | Should -BeOfType double
        , $row.b | Should -BeOfType byte[]
        $row.t | Should -BeOfType string
        $null -eq $row.n | Should -BeTrue
        $texts = Invoke-DbSql files shop.db "select 1 as i, 0.5 as d, x'00ff' as b" -AsText
        @($texts.i, $texts.d, $texts.b) | Should -BeExactly @('1', '0.5', '00ff')
        $texts.i | Should -BeOfType string
    }

    It 'returns a long value whole' {
        (Invoke-DbSql files shop.db "select printf('%.2000000c', 'x') as t").t.Length | Should -Be 2000000
    }

    It 'returns what a statement did' {
        $result = Invoke-DbSql files copy.db "insert into country (code, name, currency) values ('AA', 'a', 'EUR'), ('BB', 'b', 'EUR')"
        $result.PSTypeNames[0] | Should -Be DataMigrator.Exploration.SqlResult
        $result.RowsAffected | Should -Be 2
        $null = Invoke-DbSql files copy.db 'delete from country'
    }

    It 'tells NULL from the empty text' {
        $row = Invoke-DbSql files shop.db "select null as n, '' as e"
        $null -eq $row.n | Should -BeTrue
        $row.e | Should -BeExactly ''
    }

    It 'runs a file, or says with -WhatIf how many statements it would run' {
        'create table one (a int); insert into one values (1); insert into one values (2);' | Set-Content script.sql
        Invoke-DbSql files script.db -Path script.sql -CreateDatabase -WhatIf | Should -BeNullOrEmpty
        'script.db' | Should -Not -Exist
        (Invoke-DbSql files script.db -Path script.sql -CreateDatabase).StatementsRun | Should -Be 3
        Get-RowCount script.db one | Should -Be 2
    }

    It 'runs files from the pipeline in their order, and none after one that fails' {
        'create table a1 (x int)' | Set-Content 1.sql
        'insert into nowhere values (1)' | Set-Content 2.sql
        'create table a3 (x int)' | Set-Content 3.sql
        Invoke-DbSql files order.db -Path 1.sql, 2.sql, 3.sql -CreateDatabase -ErrorVariable failed -ErrorAction SilentlyContinue | Out-Null
        $failed.Count | Should -Be 1
        (Get-DbTable files order.db).TableName | Should -Be a1
    }

    It 'goes on in the first of several files alone' {
        'create table f1 (x int); create table f2 (x int)' | Set-Content 1.sql
        'create table f3 (x int); create table f4 (x int)' | Set-Content 2.sql
        $null = Invoke-DbSql files first.db -Path 1.sql, 2.sql -FirstStatement 2 -CreateDatabase
        (Get-DbTable files first.db).TableName | Should -Be @('f2', 'f3', 'f4')
    }

    It 'refuses a single file without a statement' {
        '-- nothing' | Set-Content empty.sql
        { Invoke-DbSql files shop.db -Path empty.sql -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
    }

    It 'gives values beside the SQL' {
        $null = Invoke-DbSql files values.db 'create table v (id int, name text, at text, data blob)' -CreateDatabase
        $values = @{ id = 1; name = "it's"; at = [datetime]'2025-01-02T03:04:05'; data = [byte[]](0, 255) }
        $null = Invoke-DbSql files values.db 'insert into v values (@id, @name, @at, @data)' -SqlParameter $values
        $row = Invoke-DbSql files values.db "select *, '@name' as t from v where name = @name" -SqlParameters @{ '@name' = ("it's" | Select-Object) }
        $row.id | Should -Be 1
        $row.at | Should -Be '2025-01-02 03:04:05'
        $row.data | Should -Be @(0, 255)
        $row.t | Should -Be '@name'
        (Invoke-DbSql locked values.db 'select @n is null as yes' -SqlParameter @{ n = $null }).yes | Should -Be 1
        'select count(*) as n from v where id = @id' | Set-Content values.sql
        (Invoke-DbSql files values.db -Path values.sql -SqlParameter @{ id = 1 }).n | Should -Be 1
    }

    It 'refuses a value that nothing names, a name without a value, and what is no value' {
        { Invoke-DbSql files shop.db 'select 1' -SqlParameter @{ a = 'x' } -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        { Invoke-DbSql files shop.db 'select @a, @b' -SqlParameter @{ a = 'x' } -ErrorAction Stop } | Should -Throw '*@b has no value*'
        { Invoke-DbSql files shop.db 'select @a' -SqlParameter @{ a = [pscustomobject]@{ x = 1 } } -ErrorAction Stop } | Should -Throw '*@a is of the type*'
        { Invoke-DbSql files shop.db 'select @a' -SqlParameter @{ a = 1, 2 } -ErrorAction Stop } | Should -Throw '*@a is of the type*'
    }

    It 'refuses to write through a read-only profile or with -ReadOnly' {
        { Invoke-DbSql locked shop.db 'delete from country' -ErrorAction Stop } | Should -Throw -ErrorId 'ACCESS_DENIED*'
        { Invoke-DbSql files shop.db 'delete from country' -ReadOnly -ErrorAction Stop } | Should -Throw -ErrorId 'ACCESS_DENIED*'
        Get-RowCount shop.db country | Should -Be 22
    }

    It 'warns when there are more rows' {
        $rows = Invoke-DbSql files shop.db 'select * from country' -MaxRows 5 -WarningVariable said -WarningAction SilentlyContinue
        $rows.Count | Should -Be 5
        "$said" | Should -BeLike '*-MaxRows*'
    }

    It 'names what is wrong by its own parameters' {
        { Invoke-DbSql files shop.db 'select 1' -MaxRows 0 } | Should -Throw '*MaxRows*' -ErrorId 'ParameterArgumentValidationError,*'
        { Get-DbTableSample files shop.db country -First 0 } | Should -Throw '*First*' -ErrorId 'ParameterArgumentValidationError,*'
        $endless = 'with recursive n (x) as (select 1 union all select x + 1 from n) select count(*) from n'
        { Invoke-DbSql files shop.db $endless -TimeoutSeconds 1 -ErrorAction Stop } | Should -Throw '*-TimeoutSeconds*'
    }

    It 'names what is wrong with the SQL or the file' {
        { Invoke-DbSql files shop.db 'selec 1' -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        { Invoke-DbSql files shop.db -Path none.sql -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
    }
}

Describe 'New-DbSchemaCopy' {
    It 'writes the files and returns what it wrote' {
        $copy = New-DbSchemaCopy -ProfileName files -DatabaseName shop.db -TargetDbType postgres -OutputDir schema
        $copy.PSTypeNames[0] | Should -Be DataMigrator.SchemaCopy.SchemaCopyResult
        $copy.TablesGenerated | Should -Be 11
        $copy.OutputDir | Should -Be (Join-Path $folder schema)
        Join-Path $copy.OutputDir tables.sql | Should -Exist
        Join-Path $copy.OutputDir foreign_keys.sql | Should -Exist
    }

    It 'refuses a folder that is not empty, unless told to' {
        { New-DbSchemaCopy files shop.db postgres schema -ErrorAction Stop } | Should -Throw -ErrorId 'INVALID_PARAMETER*'
        (New-DbSchemaCopy files shop.db postgres schema -Force).TablesGenerated | Should -Be 11
    }

    It 'writes under the home folder by default, nothing with -WhatIf, and only what is piped' {
        New-DbSchemaCopy files shop.db mysql -HomePath . -WhatIf | Should -BeNullOrEmpty
        '.tmp/schema-copy' | Should -Not -Exist
        $copy = Get-DbTable files shop.db country, category | New-DbSchemaCopy -TargetDbType mysql -HomePath .
        @($copy).Count | Should -Be 1
        $copy.TablesGenerated | Should -Be 2
        $copy.OutputDir | Should -BeLike "$folder/.tmp/schema-copy/*"
    }

    It 'is applied by Invoke-DbSql' {
        $copy = New-DbSchemaCopy files shop.db sqlite
        $null = Invoke-DbSql files applied.db -Path (Join-Path $copy.OutputDir tables.sql), (Join-Path $copy.OutputDir indexes.sql) -CreateDatabase
        (Get-DbTable files applied.db).Count | Should -Be 11
    }

    It 'is applied whole by a pipeline' {
        $null = Invoke-DbSql files triggers.db 'create table p (id integer primary key); create table c (id int references p (id)); create index i on c (id);
            create view v as select id from p' -CreateDatabase
        $null = New-DbSchemaCopy files triggers.db sqlite | Invoke-DbSql files piped.db -CreateDatabase
        (Invoke-DbSql files piped.db 'select name from sqlite_schema order by name').name | Should -Be @('c', 'i', 'p', 'v')
    }

    It 'is applied up to the file that fails, which names those that were not run' -ForEach @('whole', 'file by file') {
        $copy = New-DbSchemaCopy files triggers.db sqlite
        'create index i on nothing (id)' | Set-Content (Join-Path $copy.OutputDir indexes.sql)
        $piped = if ($_ -eq 'whole') { $copy } else { $copy.Files | Get-Item }
        $database = "stop-$($_.Length).db"
        $null = $piped | Invoke-DbSql files $database -CreateDatabase -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.Count | Should -Be 1
        "$failed" | Should -BeLike '*indexes.sql*Not run: *foreign_keys.sql, *triggers.sql, *views.sql.'
        (Get-DbTable files $database).TableName | Should -Be @('c', 'p')
        (Invoke-DbSql files $database "select count(*) as n from sqlite_schema where type = 'view'").n | Should -Be 0
    }

    It 'says for each file what it would run' {
        $lines = Invoke-Pwsh "Set-Location '$folder'; Import-Module '$ModulePath'; New-DbSchemaCopy files triggers.db sqlite -HomePath . | Invoke-DbSql files what.db -CreateDatabase -WhatIf"
        $lines -match 'tables.sql' | Should -Not -BeNullOrEmpty
        $lines -match 'views.sql' | Should -Not -BeNullOrEmpty
        'what.db' | Should -Not -Exist
    }

    It 'takes the source''s name as an alias' {
        (New-DbSchemaCopy -SourceProfile files -SourceDatabase shop.db -TargetDbType MariaDb -IncludeTable stock, setting -ExcludeTable stock).TablesGenerated |
            Should -Be 1
    }
}

Describe 'Compare-DbDatabase' {
    It 'finds equal what is equal' {
        Copy-Item shop.db same.db
        $result = Compare-DbDatabase files shop.db locked same.db
        $result.PSTypeNames[0] | Should -Be DataMigrator.Verification.VerificationResult
        $result.Equal | Should -BeTrue
        $result.Tables.Count | Should -Be 11
    }

    It 'shows the keys and columns that differ' {
        Copy-Item shop.db other.db
        $null = Invoke-DbSql files other.db "update country set name = 'Elsewhere' where code = (select min(code) from country); insert into country (code, name, currency) values ('ZZ', 'z', 'EUR')"
        $result = Compare-DbDatabase files shop.db files other.db country
        $result.Equal | Should -BeFalse
        $differences = $result.Tables[0].Differences
        $differences.Kind | Sort-Object | Should -Be @('different', 'missing_in_source')
        $column = ($differences | Where-Object Kind -eq different).Columns[0]
        $column.Column | Should -Be name
        $column.TargetValue | Should -Not -Be $column.SourceValue
    }

    It 'compares the tables that are piped' {
        (Get-DbTable files shop.db country, stock | Compare-DbDatabase -TargetProfile files -TargetDatabase same.db).Count | Should -Be 2
    }

    It 'names a table that is not there' {
        { Compare-DbDatabase files shop.db files same.db nothing -ErrorAction Stop } | Should -Throw -ErrorId 'SOURCE_TABLE_NOT_FOUND*'
    }
}
