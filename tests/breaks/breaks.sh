#!/bin/sh
# Whether the stories would notice: breaks the model in twenty ways and more, one after the other, each by a patch of a
# line or two, and builds and runs the stories, of which a named one must fail. Without a patch all must come true.
#
#   sh tests/breaks/breaks.sh FOLDER [NAME...]     FOLDER is made, or used again; NAMEs are patches without ".patch"
#   sh tests/breaks/breaks.sh --apply FOLDER       only whether every patch still applies
#
# Exit status: 0 every break was noticed, 1 one was not, 2 a patch does not apply or the stories do not build.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)

only_apply=no
if [ "${1:-}" = --apply ]; then
    only_apply=yes
    shift
fi
folder=${1:?"usage: $0 [--apply] FOLDER [NAME...]"}
shift
[ $# -gt 0 ] || set -- $(cd "$root/tests/breaks" && ls ./*.patch | sed 's|^\./||; s|\.patch$||')

mkdir -p "$folder/source"
for part in CMakeLists.txt cmake sim analysis scenarios cli tests; do
    rm -rf "$folder/source/$part"
    cp -pR "$root/$part" "$folder/source/$part"
done

apply() {
    patch -s -p1 -d "$folder/source" "$@" || exit 2
}

if [ "$only_apply" = yes ]; then
    for name in "$@"; do apply --dry-run <"$root/tests/breaks/$name.patch"; done
    echo "$# patches apply"
    exit 0
fi

build() {
    cmake --build "$folder/build" --target stories_tests >"$folder/log" 2>&1 || { cat "$folder/log"; exit 2; }
}
[ -d "$folder/build" ] || cmake -S "$folder/source" -B "$folder/build" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
    -DCMAKE_CXX_FLAGS_DEBUG=-O0 -DMXSIM_BENCH=OFF >"$folder/log"
stories=$folder/build/tests/stories_tests

build
"$stories" >"$folder/log" || { echo "without a patch not every story comes true"; exit 1; }
unnoticed=0
for name in "$@"; do
    fails=$(sed -n 's/^Fails: //p' "$root/tests/breaks/$name.patch")
    apply <"$root/tests/breaks/$name.patch"
    build
    case $fails in
    "story "*) MXSIM_STORY=${fails#story } "$stories" "every story comes true" >"$folder/log" 2>&1 && code=0 || code=$? ;;
    *) "$stories" "${fails#test }" >"$folder/log" 2>&1 && code=0 || code=$? ;;
    esac
    if [ "$code" -eq 0 ] || grep -q "No test cases matched" "$folder/log"; then
        echo "NOT NOTICED: $name ($fails)"
        unnoticed=$((unnoticed + 1))
    else
        echo "noticed: $name ($fails)"
    fi
    apply -R <"$root/tests/breaks/$name.patch"
done
echo "$unnoticed of $# breaks were not noticed"
[ "$unnoticed" -eq 0 ]
