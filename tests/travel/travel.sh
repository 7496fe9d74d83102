#!/bin/sh
# The core travels: all of sim/ and analysis/ compiles to WebAssembly with nothing but header-only libraries,
# and gives under node the same bytes as the native program.
#
#   sh tests/travel/travel.sh FOLDER NATIVE
#
# builds in FOLDER; NATIVE is the native program of travel.cpp. Ends with 77 (skipped) without em++ or node.
set -eu

folder=$1
native=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
for tool in em++ node; do
    command -v $tool >/dev/null || { echo "travel: no $tool, left out (Debian: emscripten)"; exit 77; }
done
mkdir -p "$folder/include"
folder=$(cd "$folder" && pwd)
cd "$root"

# Debian's node modules do not lie where emscripten looks for them.
[ ! -d /usr/share/nodejs ] || export NODE_PATH=/usr/share/nodejs

# The system's own headers must stay out: only these libraries may be seen.
for library in boost eigen3 toml++ nlohmann fmt; do
    ln -sfn "/usr/include/$library" "$folder/include/$library"
done
cmake -DOUT="$folder/builtin_texts.cpp" -DSCENARIOS="$root/scenarios" -P sim/scenario/embed.cmake

object_of() {
    echo "$folder/$(echo "$1" | tr / _).o"
}

# compile SOURCE...: an object of each, unless there is one that is newer than all sources
compile() {
    for source in "$@"; do
        object=$(object_of "$source")
        if [ -e "$object" ]; then
            newer=$(find sim analysis tests/travel scenarios -newer "$object" | head -n 1)
            [ -n "$newer" ] || continue
        fi
        em++ -std=c++20 -O2 -fexceptions -ffp-contract=off -DFMT_HEADER_ONLY -I. -isystem "$folder/include" \
            -isystem "$folder/include/eigen3" -c "$source" -o "$object" || {
            echo "travel: $source does not compile" >&2
            return 1
        }
    done
}

# Two halves side by side.
sources=$(find sim analysis tests/travel -name '*.cpp' | sort)
compile $(echo "$sources" | sed -n 'p;n') &
failed=0
compile $(echo "$sources" | sed -n 'n;p') "$folder/builtin_texts.cpp" || failed=1
wait $! || failed=1
[ $failed = 0 ] || exit 1

objects=$(for source in $sources "$folder/builtin_texts.cpp"; do object_of "$source"; done)
em++ -O2 -fexceptions -sSINGLE_FILE=1 -sNODERAWFS=1 -sALLOW_MEMORY_GROWTH=1 $objects -o "$folder/travel.js"

for scenario in scenarios/primary-down scenarios/five-exchangers scenarios/reference \
    tests/same_bytes/every-distribution; do
    "$native" "$scenario.toml" >"$folder/native.json"
    node "$folder/travel.js" "$scenario.toml" >"$folder/wasm.json"
    cmp "$folder/native.json" "$folder/wasm.json"
    echo "$scenario: the same $(wc -c <"$folder/wasm.json") bytes from WebAssembly"
done
