#!/bin/bash
# Starts a server on a free port of loopback and runs one program of the outside world against it.
# outside.sh SETARAD grpc|http PROGRAM [ARGUMENT...]: the program gets HOST:PORT of that protocol as
# its last argument.
set -euo pipefail
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY grpc_proxy
export no_proxy=127.0.0.1,localhost NO_PROXY=127.0.0.1,localhost

setarad=$1
protocol=$2
shift 2
data=$(mktemp -d)
server=
finish() {
  # The exit code stays that of the test.
  if [[ -n $server ]]; then kill "$server" && wait "$server" || true; fi
  rm -rf -- "$data"
}
trap finish EXIT

# An administrator, whose token the program finds in SETARA_TOKEN.
"$setarad" init --data "$data/data" --token-file "$data/token" >/dev/null
SETARA_TOKEN=$(<"$data/token")
export SETARA_TOKEN

exec 3< <(exec "$setarad" serve --data "$data/data" --listen 127.0.0.1:0 --http 127.0.0.1:0)
server=$!
if ! read -r line <&3 || [[ ! $line =~ 127\.0\.0\.1:([0-9]+) ]]; then
  echo "outside: the server did not start" >&2
  exit 1
fi
address=127.0.0.1:${BASH_REMATCH[1]}
if [[ $protocol == http ]]; then
  if ! read -r line <&3 || [[ ! $line =~ ^HTTP\ .*http://(127\.0\.0\.1:[0-9]+)$ ]]; then
    echo "outside: the server does not serve HTTP" >&2
    exit 1
  fi
  address=${BASH_REMATCH[1]}
fi
TMPDIR=$data "$@" "$address"
