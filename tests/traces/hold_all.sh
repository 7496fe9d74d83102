#!/bin/sh
# All recorded cases of a folder agree, but for those that differs.txt names, which do not.
#
#   sh tests/traces/hold_all.sh HOLD_TRACE FOLDER
#
# Ends with 77 if there is no such folder: the recordings are larger than this repository.
set -eu
program=$1 folder=$2 mta=$(basename "$2")
here=$(cd "$(dirname "$0")" && pwd)
[ -d "$folder" ] || exit 77
failed=0 agreed=0
for file in "$folder"/*.json; do
    name=$(basename "$file" .json)
    said=$("$program" "$file") && agrees=yes || agrees=no
    if grep -q "^$mta/$name |" "$here/differs.txt"; then listed=yes; else listed=no; fi
    if [ "$agrees" = yes ] && [ "$listed" = yes ]; then
        echo "$name agrees now: take it out of differs.txt"
        failed=1
    elif [ "$agrees" = no ] && [ "$listed" = no ]; then
        echo "$said"
        failed=1
    elif [ "$agrees" = yes ]; then
        agreed=$((agreed + 1))
    fi
done
echo "$agreed cases agree, $(grep -c "^$mta/" "$here/differs.txt") are known to differ"
exit $failed
