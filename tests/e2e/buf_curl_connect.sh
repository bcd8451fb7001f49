#!/bin/bash
# Calls a server with `buf curl` over the Connect protocol and HTTP/1.1.
# buf_curl_connect.sh BUF IMAGE HOST:PORT
set -euo pipefail
buf=$1
image=$2
url=http://$3
export BUF_CACHE_DIR=$TMPDIR/buf HOME=$TMPDIR

call() { "$buf" curl --protocol connect --schema "$image" "$@"; }
fail() {
  echo "buf curl: $*" >&2
  exit 1
}

method=$url/setara.v1.QuotaService/ComputeRequiredWorkers
answer=$(call -d '{"kind": "EMPLOYER_KIND_PRIVATE", "headcount": "350",
                   "asOf": {"year": 2024, "month": 6, "day": 30}}' "$method")
required=$(node -e 'console.log(JSON.parse(process.argv[1]).requirement.requiredWorkers)' "$answer")
[[ $required == 4 ]] || fail "350 private workers need 4, not $required"

if error=$(call -d '{"headcount": "350"}' "$method" 2>&1); then fail "no kind was accepted"; fi
grep -q '"code": *"invalid_argument"' <<<"$error" || fail "another error: $error"
grep -q 'google.rpc.BadRequest' <<<"$error" || fail "no BadRequest: $error"
