#!/bin/sh
# Kills `dateline add` a hundred times and checks that the store stays whole. Takes some minutes.
# Usage: benches/kill.sh [KILLS]    (needs a release build of dateline and sqlite3)
set -eu
kills=${1:-100}
reports=${REPORTS:-20000}
dateline=${DATELINE:-$(dirname "$0")/../target/release/dateline}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/reports"
for n in $(seq 1 "$reports"); do
    echo "KABUL, Aug 12, 2021 (AP) - Taliban fighters captured Ghazni on Thursday. Report $n of many." \
        > "$folder/reports/r$n.txt"
done
before=0
inside=0
for n in $(seq 1 "$kills"); do
    "$dateline" --store "$folder/s.db" add "$folder/reports" 2> "$folder/told" &
    pid=$!
    sleep "0.$(printf '%03d' $((100 + n * 37 % 800)))"
    kill -9 "$pid" 2> /dev/null || true
    wait "$pid" 2> /dev/null || true
    [ "$(sqlite3 "$folder/s.db" 'PRAGMA integrity_check')" = ok ] || { echo "damaged after kill $n"; exit 1; }
    now=$(sqlite3 "$folder/s.db" 'SELECT count(*) FROM reports')
    half=$(sqlite3 "$folder/s.db" 'SELECT count(*) FROM reports WHERE seq NOT IN (SELECT report FROM readings)')
    [ "$now" -ge "$before" ] && [ "$half" -eq 0 ] || { echo "lost or half a report after kill $n"; exit 1; }
    [ "$now" -lt "$reports" ] && [ "$now" -gt "$before" ] && inside=$((inside + 1))
    before=$now
done
"$dateline" --store "$folder/s.db" add "$folder/reports"
now=$(sqlite3 "$folder/s.db" 'SELECT count(*) FROM reports')
[ "$now" -eq "$reports" ] || { echo "$now reports instead of $reports"; exit 1; }
echo "$kills kills, $inside of them while writing; the store is whole and complete."
