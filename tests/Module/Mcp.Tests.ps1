BeforeAll {
    . $PSScriptRoot/Fixture.ps1
}

Describe 'Start-DbMigrationMcpServer' {
    BeforeAll {
        $folder = New-Workspace

        # A server in a process of its own, as an MCP client starts it.
        function Start-Server([string] $Options = '') {
            $start = [System.Diagnostics.ProcessStartInfo]::new($PwshFile)
            $start.WorkingDirectory = $folder
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $PwshArguments + '-NonInteractive', '-Command', "Import-Module '$ModulePath'; Start-DbMigrationMcpServer $Options" |
                ForEach-Object { $start.ArgumentList.Add($_) }
            [System.Diagnostics.Process]::Start($start)
        }

        function Send-Request($Server, [int] $Id, [string] $Method, $Params = @{}) {
            $Server.StandardInput.WriteLine((@{ jsonrpc = '2.0'; id = $Id; method = $Method; params = $Params } | ConvertTo-Json -Depth 8 -Compress))
            $Server.StandardInput.Flush()
            $line = $Server.StandardOutput.ReadLineAsync()
            if (-not $line.Wait(60000)) { throw "No answer to $Method." }
            $line.Result | ConvertFrom-Json
        }

        $hello = @{ protocolVersion = '2025-06-18'; capabilities = @{}; clientInfo = @{ name = 'test'; version = '1' } }
    }

    It 'speaks MCP on stdin and stdout and nothing else, and ends when the client hangs up' {
        $server = Start-Server
        try {
            (Send-Request $server 1 initialize $hello).result.serverInfo.name | Should -Not -BeNullOrEmpty
            $server.StandardInput.WriteLine('{"jsonrpc":"2.0","method":"notifications/initialized"}')
            $tools = (Send-Request $server 2 tools/list).result.tools.name
            $tools | Should -Contain start-migration-job
            $tools | Should -Contain check-migration-status
            $tools | Should -Contain generate-schema-copy
            $answer = Send-Request $server 3 tools/call @{ name = 'list-profiles'; arguments = @{} }
            $answer.result.PSObject.Properties['isError']?.Value | Should -Not -Be $true
            ($answer | ConvertTo-Json -Depth 9) | Should -Match 'files'
            $server.StandardInput.Close()
            $server.WaitForExit(30000) | Should -BeTrue
            $server.ExitCode | Should -Be 0
            $server.StandardOutput.ReadToEnd() | Should -BeNullOrEmpty
            $server.StandardError.ReadToEnd().Trim() -split '\r?\n' | ForEach-Object { ($_ | ConvertFrom-Json).level | Should -BeIn info, warn }
        }
        finally {
            if (-not $server.HasExited) { $server.Kill() }
        }
    }

    It 'gives structured content with -Structured' {
        $server = Start-Server '-Structured'
        try {
            $null = Send-Request $server 1 initialize $hello
            $server.StandardInput.WriteLine('{"jsonrpc":"2.0","method":"notifications/initialized"}')
            (Send-Request $server 2 tools/list).result.tools.outputSchema.Count | Should -BeGreaterThan 10
            $answer = Send-Request $server 3 tools/call @{ name = 'list-profiles'; arguments = @{} }
            $answer.result.structuredContent.profiles.name | Should -Contain files
            $server.StandardInput.Close()
            $server.WaitForExit(30000) | Should -BeTrue
        }
        finally {
            if (-not $server.HasExited) { $server.Kill() }
        }
    }

    It 'ends at a signal while the client still holds its end' -Skip:$IsWindows {
        $server = Start-Server
        try {
            (Send-Request $server 1 initialize $hello).result.serverInfo.name | Should -Not -BeNullOrEmpty
            & /bin/kill -INT $server.Id
            $server.WaitForExit(60000) | Should -BeTrue
        }
        finally {
            if (-not $server.HasExited) { $server.Kill() }
        }
    }

    It 'refuses a terminal' -Skip:(-not (Get-Command script -ErrorAction Ignore) -or $IsMacOS -or $IsWindows) {
        $out = & script -qec "$PwshFile $PwshArguments -NonInteractive -Command `"Import-Module '$ModulePath'; Start-DbMigrationMcpServer`"" /dev/null | Out-String
        $out | Should -Match 'stdin is a terminal'
    }
}
