#!/usr/bin/env bash
# Runs every test against real servers: builds once, starts PostgreSQL, MariaDB and MySQL on loopback (tests/servers.sh),
# runs the .NET tests and those of the module in the PowerShell that NuGet has, and stops the servers.
#
#   tests/run.sh [options of `dotnet test`]       for example: tests/run.sh --filter FullyQualifiedName~Matrix
#
# Servers that are named in DATAMIGRATOR_TEST_POSTGRES, DATAMIGRATOR_TEST_MYSQL and DATAMIGRATOR_TEST_MARIADB are used as they
# are; when all three are, none is started. Tests of a server that is not there are skipped with the reason, or fail when
# DATAMIGRATOR_REQUIRE_SERVERS=1; the same holds for PowerShell and Pester. DATAMIGRATOR_TEST_CONFIGURATION is Release unless set.
# Writes to artifacts/ and the temporary folder only. The last line is `N passed, N failed, N skipped`; the exit code is
# not 0 when a test failed, or when none passed.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

configuration=${DATAMIGRATOR_TEST_CONFIGURATION:-Release}
results=$PWD/artifacts/test-results
passed=0 failed=0 skipped=0 broken=0
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
rm -rf "$results"
mkdir -p "$results"

temp=$(mktemp -d "${TMPDIR:-/tmp}/datamigrator-run.XXXXXX") || exit 1
chmod 755 "$temp" # the postgres user passes through
export DATAMIGRATOR_SERVERS_HOME=$temp/servers
clean_up() {
  bash tests/servers.sh down
  rm -rf "$temp"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

finish() {
  echo "$passed passed, $failed failed, $skipped skipped"
  if [ "$failed" -gt 0 ] || [ "$passed" -eq 0 ] || [ "$broken" -ne 0 ]; then exit 1; fi
  exit 0
}

echo "== build"
dotnet build DataMigrator.sln -c "$configuration" -v quiet || { echo "The build failed."; broken=1; finish; }

echo "== servers"
if [ -z "${DATAMIGRATOR_TEST_POSTGRES:-}" ] || [ -z "${DATAMIGRATOR_TEST_MYSQL:-}" ] || [ -z "${DATAMIGRATOR_TEST_MARIADB:-}" ]; then
  bash tests/servers.sh up >"$temp/exports" || echo "Not every server could be started (see above)."
  # A server that the caller named wins over the one just started.
  while IFS='=' read -r name address; do
    name=${name#export }
    if [ -z "${!name:-}" ]; then export "$name=$address"; fi
  done <"$temp/exports"
fi
for name in DATAMIGRATOR_TEST_POSTGRES DATAMIGRATOR_TEST_MYSQL DATAMIGRATOR_TEST_MARIADB; do
  if [ -n "${!name:-}" ]; then
    echo "$name is set."
  elif [ "${DATAMIGRATOR_REQUIRE_SERVERS:-}" = 1 ]; then
    echo "$name is not set: its tests fail."
    broken=1
  else
    echo "$name is not set: its tests are skipped."
  fi
done

# A shell that was started in the background hands down that SIGINT is ignored, and tests of Ctrl+C would find nobody heeding.
heeding=()
if env --default-signal=INT true 2>/dev/null; then heeding=(env --default-signal=INT); fi

echo "== dotnet test"
# One project at a time: the servers and two cores are shared. A test that hangs is named, not waited for.
${heeding[@]+"${heeding[@]}"} dotnet test DataMigrator.sln -c "$configuration" --no-build -m:1 --logger "trx;LogFilePrefix=tests" \
  --logger "console;verbosity=minimal" --results-directory "$results" \
  --blame-hang-timeout 15min --blame-hang-dump-type none "$@" </dev/null || broken=1
# A hung test's host is ended with its name said, but not the process that the host had started for the project.
ps -eo pid=,args= | awk -v bin="$PWD/artifacts/bin/" '{ pid = $1; sub(/^ *[0-9]+ +/, "") } index($0, bin) == 1 && / @@ / { print pid }' \
  | while read -r pid; do kill -KILL "$pid"; done

# An outcome is counted where it is recorded for a test: the counters of a trx file leave skipped tests out.
count() { cat "$results"/*.trx 2>/dev/null | grep -o '<UnitTestResult [^>]*' | grep -cE "outcome=\"($1)\""; }
passed=$(count Passed)
skipped=$(count NotExecuted)
failed=$(count 'Failed|Error|Timeout|Aborted')
if [ "$skipped" -gt 0 ]; then
  echo "Skipped, because:"
  cat "$results"/*.trx | tr -d '\r' | tr '\n' ' ' | sed 's/<UnitTestResult /\n&/g' | grep 'outcome="NotExecuted"' \
    | sed -nE 's/.*<Message>([^<]*)<.*/\1/p' | sort | uniq -c | sort -rn | head -n 20
fi

echo "== Pester"
# The PowerShell and the Pester of tests/Module/Module.csproj, none of the machine's. The package's native host where it starts
# (it is built for one kind of processor), else .NET runs its library.
export POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off NO_COLOR=1
find_powershell() {
  local home
  dotnet restore tests/Module -v quiet && home=$(dotnet msbuild tests/Module -getProperty:PowerShellHome) \
    && pester=$(dotnet msbuild tests/Module -getProperty:PesterHome) && [ -f "$home/pwsh.dll" ] && [ -f "$pester/Pester.psd1" ] || return 1
  powershell=("$home/pwsh")
  "${powershell[@]}" -NoLogo -NoProfile -NonInteractive -Command 'exit 0' </dev/null >/dev/null 2>&1 || powershell=(dotnet "$home/pwsh.dll")
}
if find_powershell; then
  ${heeding[@]+"${heeding[@]}"} "${powershell[@]}" -NoLogo -NoProfile -NonInteractive -File tests/Module/Invoke-ModuleTests.ps1 \
    -PesterHome "$pester" -ResultFile "$results/pester.txt" </dev/null || broken=1
  if read -r p f s <"$results/pester.txt"; then
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  else
    echo "Pester left no result."
    broken=1
  fi
elif [ "${DATAMIGRATOR_REQUIRE_SERVERS:-}" = 1 ]; then
  echo "PowerShell and Pester can't be restored: the module's tests fail."
  broken=1
else
  echo "PowerShell and Pester can't be restored: the module's tests did not run."
fi

# The trap stops the servers after this line is written; both are silent.
finish
