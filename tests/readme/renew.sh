#!/bin/sh
# Puts the present output of the README's first command into its output block, as many lines as stood there, and
# the tables of failures, words and rules in their places.
#
#   sh tests/readme/renew.sh [build/release/mxsim]
set -eu
cd "$(dirname "$0")/../.."
program=${1:-build/release/mxsim}
printed=$(mktemp)
trap 'rm -f "$printed" "$printed.md"' EXIT
"$program" run scenarios/primary-down.toml >"$printed"
awk -v printed="$printed" '
    /<!-- output -->/ { marked = 1 }
    /^```$/ && marked && !within { within = 1; print; next }
    /^```$/ && within { within = 0; marked = 0 }
    within { getline < printed }
    { print }
' README.md >"$printed.md"
tables=$(dirname "$program")/tests/print_table

# table NAME: what the program prints of it comes in place of the table after its mark
table() {
    "$tables" "$1" tests >"$printed"
    awk -v printed="$printed" -v mark="<!-- $1 -->" '
        $0 == mark { print; print ""; while ((getline line < printed) > 0) print line; skip = 1; next }
        skip && (/^\|/ || /^$/) { next }
        skip { skip = 0; print "" }
        { print }
    ' "$printed.md" >"$printed.new"
    mv "$printed.new" "$printed.md"
}
table failures
table words
table rules
cat "$printed.md" >README.md
