#!/usr/bin/env bash
# Real database servers for the tests, on loopback, with their data in a temporary folder.
#
#   tests/servers.sh up      installs what is missing (Debian, as root), starts PostgreSQL, MariaDB and MySQL, and prints
#                            one export line for each server that runs; everything else goes to stderr.
#                            Exit code 1 when one of the three could not be started.
#   tests/servers.sh down    stops them and removes their data.
#   tests/servers.sh up NAME…    some of them: postgres, mariadb, mysql
#   tests/servers.sh stop NAME   stops one and keeps its data; kill NAME does it as a power cut would. `up NAME` brings it back.
#
# eval "$(tests/servers.sh up)" makes the tests use them. Running `up` twice is harmless.
#
#   DATAMIGRATOR_SERVERS_HOME      where data, logs and process ids go (default: datamigrator-servers in the temporary folder)
#   DATAMIGRATOR_MYSQL_ROOT        where MySQL's files are kept between runs (default: datamigrator-mysql in the same)
#   DATAMIGRATOR_POSTGRES_PORT, DATAMIGRATOR_MARIADB_PORT, DATAMIGRATOR_MYSQL_PORT
#                                  ports (default: the first free ones from 54330, 33080 and 33070)
#   DATAMIGRATOR_POSTGRES_OPTIONS, DATAMIGRATOR_MARIADB_OPTIONS, DATAMIGRATOR_MYSQL_OPTIONS
#                                  further options of the servers
#
# MySQL: Debian's stable releases carry MariaDB only, so the server comes from sid, unpacked into a folder of its own and
# run through its own loader and libraries. Nothing of sid is installed. Its mirror is the one this machine's apt uses.
set -u

TEMP=${TMPDIR:-/tmp}
HOME_DIR=${DATAMIGRATOR_SERVERS_HOME:-$TEMP/datamigrator-servers}
MYSQL_ROOT=${DATAMIGRATOR_MYSQL_ROOT:-$TEMP/datamigrator-mysql}
USER_NAME=dmtest
PASSWORD=dmtest-secret

say() { echo "servers: $*" >&2; }
is_root() { [ "$(id -u)" = 0 ]; }

# A port answers when something accepts a connection there.
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# MySQL and MariaDB speak first; a greeting comes only once the server takes logins.
greets() {
  timeout 5 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && [ "$(head -c 1 <&3 | wc -c)" = 1 ]' _ "$1" 2>/dev/null
}

alive() { [ -s "$1" ] && kill -0 "$(head -n 1 "$1")" 2>/dev/null; }

# The port of a server: the one it was started with, the one asked for, or the first free one.
port_of() { # name, wanted, first
  local file=$HOME_DIR/$1.port port
  if [ -s "$file" ]; then cat "$file"; return; fi
  port=${2:-$3}
  if [ -z "$2" ]; then while answers "$port"; do port=$((port + 1)); done; fi
  echo "$port" | tee "$file"
}

# Waits up to a minute for a server; its log's end tells why when it does not come.
wait_for() { # what, log, pid file, command…
  local what=$1 log=$2 pid=$3 i
  shift 3
  for i in $(seq 300); do
    "$@" && return 0
    if [ "$i" -gt 25 ] && [ -n "$pid" ] && ! alive "$pid"; then break; fi
    sleep 0.2
  done
  say "$what did not start; the end of its log:"
  tail -n 20 "$log" >&2 2>/dev/null
  return 1
}

# apt fails now and then on a busy mirror or a held lock.
retry() {
  local i
  for i in 1 2 3 4 5; do
    "$@" >"$HOME_DIR/apt.log" 2>&1 && return 0
    sleep $((i * 3))
  done
  say "failed: $*"
  tail -n 10 "$HOME_DIR/apt.log" >&2
  return 1
}

# Packages from the machine's own sources. RUNLEVEL=1 keeps Debian from starting its own instances of the servers.
install() {
  command -v apt-get >/dev/null || { say "$* is missing, and there is no apt-get to install it with"; return 1; }
  is_root || { say "$* is missing; install it, or run this as root"; return 1; }
  say "installing $*"
  [ -e "$HOME_DIR/apt.updated" ] || { retry apt-get update -qq && touch "$HOME_DIR/apt.updated"; }
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    retry apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "$@"
}

# ---- PostgreSQL

postgres_bin() {
  local dir
  dir=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$dir" ] || dir=$(pg_config --bindir 2>/dev/null)
  [ -n "$dir" ] && [ -x "$dir/initdb" ] && echo "$dir"
}

# The server refuses to run as root.
as_postgres() { if is_root; then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi; }

start_postgres() {
  local bin port dir=$HOME_DIR/postgres
  bin=$(postgres_bin) || { install postgresql && bin=$(postgres_bin); } || return 1
  port=$(port_of postgres "${DATAMIGRATOR_POSTGRES_PORT:-}" 54330)
  if ! alive "$dir/data/postmaster.pid"; then
    mkdir -p "$dir"
    if is_root; then chown postgres "$dir"; fi
    if [ ! -e "$dir/data/PG_VERSION" ]; then
      as_postgres "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/init.log" 2>&1 \
        || { say "initdb failed:"; tail -n 10 "$dir/init.log" >&2; return 1; }
    fi
    # No sockets: a temporary folder's path may be too long for one. The data need not outlive a power cut.
    as_postgres "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -W start \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_wal_size=4GB -c max_connections=200 ${DATAMIGRATOR_POSTGRES_OPTIONS:-}" \
      </dev/null >/dev/null 2>&1
  fi
  wait_for PostgreSQL "$dir/log" "$dir/data/postmaster.pid" "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" || return 1
  echo "export DATAMIGRATOR_TEST_POSTGRES=postgres://postgres@127.0.0.1:$port"
}

# ---- MySQL and MariaDB

# A user with all rights, made at every start, before the first login is taken.
write_init_file() {
  cat >"$1" <<SQL
CREATE USER IF NOT EXISTS '$USER_NAME'@'%' IDENTIFIED BY '$PASSWORD';
GRANT ALL ON *.* TO '$USER_NAME'@'%' WITH GRANT OPTION;
SQL
}

start_mysqld() { # name, port, further options, command with its own options…
  local name=$1 port=$2 dir=$HOME_DIR/$1 run=() more
  read -ra more <<<"$3"
  shift 3
  if is_root; then run=(--user=root); fi
  if ! alive "$dir/pid"; then
    write_init_file "$dir/init.sql"
    # A server deletes every "#sql…" of its tmpdir when it starts: in /tmp that would be its neighbours' too.
    mkdir -p "$dir/tmp"
    setsid "$@" ${run[@]+"${run[@]}"} --datadir="$dir/data" --tmpdir="$dir/tmp" --port="$port" --bind-address=127.0.0.1 --socket="$dir/sock" \
      --pid-file="$dir/pid" --init-file="$dir/init.sql" --local-infile=1 --skip-log-bin --skip-name-resolve \
      --innodb-flush-log-at-trx-commit=2 --max-connections=200 ${more[@]+"${more[@]}"} >>"$dir/log" 2>&1 </dev/null &
    # The server writes its own only when it is ready, which takes its time on a busy machine.
    echo $! >"$dir/started.pid"
  fi
  wait_for "$name" "$dir/log" "$dir/started.pid" greets "$port"
}

start_mariadb() {
  local port dir=$HOME_DIR/mariadb run=()
  command -v mariadbd >/dev/null || [ -x /usr/sbin/mariadbd ] || install mariadb-server || return 1
  PATH=$PATH:/usr/sbin
  port=$(port_of mariadb "${DATAMIGRATOR_MARIADB_PORT:-}" 33080)
  mkdir -p "$dir"
  if is_root; then run=(--user=root); fi
  if [ ! -d "$dir/data/mysql" ]; then
    mariadb-install-db --no-defaults --datadir="$dir/data" ${run[@]+"${run[@]}"} --skip-test-db \
      --auth-root-authentication-method=normal >"$dir/init.log" 2>&1 \
      || { say "mariadb-install-db failed:"; tail -n 10 "$dir/init.log" >&2; return 1; }
  fi
  start_mysqld mariadb "$port" "${DATAMIGRATOR_MARIADB_OPTIONS:-}" mariadbd --no-defaults || return 1
  echo "export DATAMIGRATOR_TEST_MARIADB=mysql://$USER_NAME:$PASSWORD@127.0.0.1:$port"
}

# Debian's package archive, as this machine's apt sources name it.
debian_mirror() {
  cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v '^ *#' \
    | grep -oE '(https?|file|mirror\+https?)://?[^ ]+/debian(/| |$)' | head -n 1
}

download_mysql() {
  local work=$MYSQL_ROOT.$$ mirror options deb
  command -v apt-get >/dev/null || { say "MySQL is missing, and there is no apt-get to download it with"; return 1; }
  is_root || { say "MySQL is missing; run this as root once, or set DATAMIGRATOR_TEST_MYSQL to a server of yours"; return 1; }
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || { say "MySQL is missing, and the apt sources name no Debian mirror to download it from"; return 1; }
  say "downloading MySQL from Debian sid"
  mkdir -p "$work"/lists/partial "$work"/cache/archives/partial "$work/root"
  : >"$work/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" >"$work/sources.list"
  options=(-oDir::State::Lists="$work/lists" -oDir::State::status="$work/status" -oDir::Cache="$work/cache"
    -oDir::Etc::sourcelist="$work/sources.list" -oDir::Etc::sourceparts=/dev/null -oAPT::Install-Recommends=false
    -oAPT::Sandbox::User=root -oDPkg::Lock::Timeout=300)
  retry apt-get "${options[@]}" update -qq \
    && retry apt-get "${options[@]}" install -y -qq --download-only mysql-server-core \
    || { rm -rf "$work"; return 1; }
  for deb in "$work"/cache/archives/*.deb; do
    dpkg -x "$deb" "$work/root" || { rm -rf "$work"; return 1; }
  done
  rm -rf "$MYSQL_ROOT"
  mv "$work/root" "$MYSQL_ROOT"
  rm -rf "$work"
}

# The command that runs MySQL: one that is installed, else the one from sid.
mysql_command() {
  local installed loader library
  installed=$(command -v mysqld || ls /usr/sbin/mysqld 2>/dev/null)
  if [ -n "$installed" ] && ! "$installed" --no-defaults --version 2>/dev/null | grep -qi mariadb; then
    MYSQLD=("$installed" --no-defaults)
    return 0
  fi
  [ -x "$MYSQL_ROOT/usr/sbin/mysqld" ] || download_mysql || return 1
  loader=$(ls "$MYSQL_ROOT"/usr/lib/*/ld-linux-*.so.* "$MYSQL_ROOT"/lib/*/ld-linux-*.so.* 2>/dev/null | head -n 1)
  library=$(dirname "$loader")
  MYSQLD=("$loader" --library-path "$library:$MYSQL_ROOT/usr/lib/mysql/private" "$MYSQL_ROOT/usr/sbin/mysqld" --no-defaults
    --basedir="$MYSQL_ROOT/usr" --lc-messages-dir="$MYSQL_ROOT/usr/share/mysql" --plugin-dir="$MYSQL_ROOT/usr/lib/mysql/plugin")
}

start_mysql() {
  local port dir=$HOME_DIR/mysql run=()
  mysql_command || return 1
  port=$(port_of mysql "${DATAMIGRATOR_MYSQL_PORT:-}" 33070)
  mkdir -p "$dir"
  if is_root; then run=(--user=root); fi
  if [ ! -d "$dir/data/mysql" ]; then
    rm -rf "$dir/data"
    "${MYSQLD[@]}" ${run[@]+"${run[@]}"} --datadir="$dir/data" --initialize-insecure >"$dir/init.log" 2>&1 \
      || { say "mysqld --initialize failed:"; tail -n 10 "$dir/init.log" >&2; return 1; }
  fi
  start_mysqld mysql "$port" "${DATAMIGRATOR_MYSQL_OPTIONS:-}" "${MYSQLD[@]}" --mysqlx=OFF --secure-file-priv= || return 1
  echo "export DATAMIGRATOR_TEST_MYSQL=mysql://$USER_NAME:$PASSWORD@127.0.0.1:$port"
}

# ---- commands

up() {
  local failed=0 name
  [ $# -gt 0 ] || set -- postgres mariadb mysql
  # The postgres user must be able to pass through.
  mkdir -p "$HOME_DIR" && chmod 755 "$HOME_DIR" || exit 1
  for name in "$@"; do
    case $name in
      postgres | mariadb | mysql) "start_$name" || failed=1 ;;
      *) say "there is no server $name"; failed=1 ;;
    esac
  done
  return $failed
}

pid_file() { case $1 in postgres) echo "$HOME_DIR/postgres/data/postmaster.pid" ;; *) echo "$HOME_DIR/$1/pid" ;; esac; }

# Stops a server: smoothly, or at once with all its processes.
stop() { # name, signal
  local name=$1 file pid i
  file=$(pid_file "$name")
  alive "$file" || return 0
  pid=$(head -n 1 "$file")
  if [ "${2:-}" = KILL ]; then
    # PostgreSQL's children hold its memory until they are gone too.
    kill -9 "$pid" $(ps -o pid= --ppid "$pid") 2>/dev/null
    while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
    rm -f "$file"
    return 0
  fi
  # INT is PostgreSQL's fast shutdown; the others take TERM.
  case $name in postgres) kill -INT "$pid" ;; *) kill "$pid" ;; esac
  for i in $(seq 150); do kill -0 "$pid" 2>/dev/null || break; sleep 0.2; done
  if kill -0 "$pid" 2>/dev/null; then kill -9 "$pid"; fi
}

down() {
  local name
  for name in postgres mysql mariadb; do stop "$name"; done
  rm -rf "$HOME_DIR"
}

case ${1:-up} in
  up) shift $(($# > 0)); up "$@" ;;
  down) down ;;
  stop) stop "$2" ;;
  kill) stop "$2" KILL ;;
  *) echo "usage: tests/servers.sh [up [NAME…]|down|stop NAME|kill NAME]" >&2; exit 2 ;;
esac
