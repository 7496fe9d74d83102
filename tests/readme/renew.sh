#!/bin/sh
# Puts the present output of the README's first command into its output block, as many lines as stood there.
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
cat "$printed.md" >README.md
