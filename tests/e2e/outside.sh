#!/bin/bash
# Starts a server on a free port of loopback and runs one program of the outside world against it.
# outside.sh SETARAD PROGRAM [ARGUMENT...]: the program gets HOST:PORT as its last argument.
set -euo pipefail
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY grpc_proxy
export no_proxy=127.0.0.1,localhost NO_PROXY=127.0.0.1,localhost

setarad=$1
shift
data=$(mktemp -d)
server=
finish() {
  # The exit code stays that of the test.
  if [[ -n $server ]]; then kill "$server" && wait "$server" || true; fi
  rm -rf -- "$data"
}
trap finish EXIT

exec 3< <(exec "$setarad" serve --data "$data/data" --listen 127.0.0.1:0)
server=$!
if ! read -r line <&3 || [[ ! $line =~ 127\.0\.0\.1:([0-9]+) ]]; then
  echo "outside: the server did not start" >&2
  exit 1
fi
TMPDIR=$data "$@" "127.0.0.1:${BASH_REMATCH[1]}"
