BeforeAll {
    . $PSScriptRoot/Fixture.ps1
    $folder = New-Workspace
    Push-Location $folder
    $PSStyle.OutputRendering = 'PlainText'

    # The header of the table in which an object is shown, as one line of its columns.
    function Get-Header {
        param([Parameter(ValueFromPipeline)] $InputObject)
        process { (($InputObject | Out-String -Width 300) -split '\r?\n' | Where-Object { $_ } | Select-Object -First 1) -replace '\s+', ' ' -replace '^ | $' }
    }
}

AfterAll {
    Pop-Location
}

Describe 'What is shown' {
    It 'of a migration is a line for each table' {
        $out = Start-DbMigrationJob files shop.db files copy.db -IncludeTable country, category, customer -Wait
        $out[0] | Get-Header | Should -Be 'Table Status Rows Failed Elapsed Rows/s'
        $lines = ($out[0..2] | Out-String -Width 120) -split '\r?\n' | Where-Object { $_ } | ForEach-Object { $_ -replace '\s+', ' ' }
        $lines[2] | Should -BeLike 'category completed 40 0 00:00:0*'
        $lines[4] | Should -BeLike 'customer completed 6,000 0 00:00:*'
        $out[-1] | Get-Header | Should -Be 'JobId Status Tables Rows Failed Source -> Target'
        ($out[-1] | Out-String -Width 200) | Should -Match 'completed +3/3 +6,062 +0 files/shop.db -> files/copy.db'
        $out[-1].TablesStatus[0] | Get-Header | Should -Be 'Table Status Rows Failed Total Elapsed'
        $list = ($out | Out-String -Width 120)
        $list | Should -Match 'RowsMigrated +: 6062'
        $list | Should -Not -Match EtaSeconds
    }

    It 'of a job is what Get-Job shows of others' {
        $job = Start-DbMigrationJob files shop.db files copy.db -SourceTable setting
        $job | Get-Header | Should -BeLike 'Id Name PSJobTypeName State HasMoreData Location*'
        $job | Wait-Job | Remove-Job
    }

    It 'of a plan is its size, then its tables and columns' {
        $plan = Start-DbMigrationJob files shop.db files copy.db -WhatIf
        $plan | Get-Header | Should -Be 'Tables Converted Cycles Warnings Problems Source -> Target'
        $plan.Tables[0] | Get-Header | Should -Be 'Source Target Rows Columns ReadOrder Restart'
        $plan.Tables[0].Columns[0] | Get-Header | Should -Be 'Source Type Target TargetType Conversion'
    }

    It 'of other results is a table each' {
        Get-DbTable files shop.db country | Get-Header | Should -Be 'Table Rows Columns Key Comment'
        Get-DbProfile files | Get-Header | Should -Be 'Name Type Access Location UserName Password'
        Test-DbProfile files | Get-Header | Should -Be 'Name Type Succeeded Version Databases Error'
        New-DbSchemaCopy files shop.db postgres | Get-Header | Should -Be 'Tables Indexes ForeignKeys Warnings Skipped OutputDir'
        Copy-Item shop.db same.db
        Compare-DbDatabase files shop.db files same.db country | Get-Header | Should -Be 'Equal Tables Different SourceRows TargetRows Source -> Target'
        Invoke-DbSql files copy.db 'delete from setting' | Get-Header | Should -Be 'Statements RowsAffected InTransaction Elapsed'
    }

    It 'of objects that came from another process is the same' {
        $job = Start-Job { Import-Module $using:ModulePath; Set-Location $using:folder; Get-DbTable files shop.db country }
        $table = $job | Receive-Job -Wait -AutoRemoveJob
        $table.PSTypeNames[0] | Should -BeLike 'Deserialized.*'
        $table | Get-Header | Should -Be 'Table Rows Columns Key Comment'
    }
}
