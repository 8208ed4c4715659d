#!/usr/bin/env bash
# Kills jobs in mid-work, resumes them, and compares both sides: real processes of dbmigrate, places chosen by phase.
#
#   tests/kill.sh [--kills N] [--direction FROM:TO] [--seed S]      for example: tests/kill.sh --kills 300 --direction mysql:postgres
#
# N is 20 unless given, S is 1: one seed always makes the same choices. Servers as for tests/run.sh. The last thing written is a
# table of the kills by phase and direction, and the faults; the exit code is 0 where there are none.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

usage() { echo "usage: tests/kill.sh [--kills N] [--direction FROM:TO] [--seed S]" >&2; exit 2; }
while [ $# -gt 0 ]; do
  [ $# -gt 1 ] || usage
  case $1 in
    --kills) export DATAMIGRATOR_KILL_KILLS=$2 ;;
    --direction) export DATAMIGRATOR_KILL_DIRECTION=$2 ;;
    --seed) export DATAMIGRATOR_KILL_SEED=$2 ;;
    *) usage ;;
  esac
  shift 2
done

configuration=${DATAMIGRATOR_TEST_CONFIGURATION:-Release}
export DATAMIGRATOR_KILL_LOG=$PWD/artifacts/kill.log DATAMIGRATOR_REQUIRE_SERVERS=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build tests/DataMigrator.Engine.Tests -c "$configuration" -v quiet || exit 1
mkdir -p artifacts
: >"$DATAMIGRATOR_KILL_LOG"

if [ -z "${DATAMIGRATOR_TEST_POSTGRES:-}" ] || [ -z "${DATAMIGRATOR_TEST_MYSQL:-}" ] || [ -z "${DATAMIGRATOR_TEST_MARIADB:-}" ]; then
  DATAMIGRATOR_SERVERS_HOME=$(mktemp -u "${TMPDIR:-/tmp}/datamigrator-kill.XXXXXX")
  export DATAMIGRATOR_SERVERS_HOME
  trap 'bash tests/servers.sh down' EXIT
  eval "$(bash tests/servers.sh up)"
fi

tail -n +1 -f "$DATAMIGRATOR_KILL_LOG" &
following=$!
dotnet test tests/DataMigrator.Engine.Tests -c "$configuration" --no-build --filter "FullyQualifiedName~KillRunTests" >artifacts/kill-test.log 2>&1
result=$?
sleep 1
kill "$following"
if [ "$result" -ne 0 ] && ! grep -qE "^[0-9]+ jobs, " "$DATAMIGRATOR_KILL_LOG"; then cat artifacts/kill-test.log; fi
exit "$result"
