#!/bin/sh
# Holds the HTTP API of `dateline serve` against its own description with schemathesis: made-up questions, right and wrong
# ones, and writes, over the bundled reports in a store of their own. Takes some minutes; no part of the tests.
# Usage: tools/api_conformance.sh [SECONDS]    (needs a build of dateline, and schemathesis from pip: SCHEMATHESIS=PATH)
set -eu
seconds=${1:-240}
root=$(dirname "$0")/..
dateline=${DATELINE:-$root/target/release/dateline}
folder=$(mktemp -d)
"$dateline" --store "$folder/s.db" add "$root/examples/afghanistan-2021/reports" 2> "$folder/told"
"$dateline" --store "$folder/s.db" serve --port 0 --token conformance > "$folder/address" 2>> "$folder/told" &
server=$!
trap 'kill "$server"; rm -rf "$folder"' EXIT
while ! [ -s "$folder/address" ]; do sleep 0.1; done
"${SCHEMATHESIS:-schemathesis}" run "$(cat "$folder/address")api/v1/openapi.json" --checks all --max-time "$seconds" \
    --header "Authorization: Bearer conformance" --max-examples 15 --seed 1 --continue-on-failure --no-shrink
