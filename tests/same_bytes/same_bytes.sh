#!/bin/sh
# The same scenario and seed give the same bytes from every build: GCC -O3, GCC -O1, Clang -O3; with 1 and 7 jobs; and with
# the processor's FMA and AVX2 hidden from the C library. The engine's tests, which know the bits of every sampler, must
# pass in each of these builds, too.
#
#   sh tests/same_bytes/same_bytes.sh FOLDER [NAME=BUILD...]
#
# builds in FOLDER; NAME=BUILD takes an existing build folder instead of building NAME. Without clang++ the
# Clang build is left out, but not if CI is set.
set -eu

folder=$1
shift
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cd "$root"

fail() {
    echo "same_bytes: $1" >&2
    exit 1
}

# build NAME COMPILER LEVEL [NAME=BUILD...]: prints the build's folder
build() {
    name=$1 compiler=$2 level=$3 more=
    shift 3
    for given in "$@"; do
        if [ "${given%%=*}" = "$name" ]; then
            echo "${given#*=}"
            return
        fi
    done
    # Without headers compiled beforehand a source must include what it uses.
    case $name in clang*) more=-DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON ;; esac
    # With the build type Debug the level is ours to say; nothing else differs from Release.
    cmake -S "$root" -B "$folder/$name" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Debug \
        -DCMAKE_CXX_FLAGS_DEBUG="$level" -DMXSIM_BENCH=OFF $more >"$folder/$name.log" 2>&1 &&
        cmake --build "$folder/$name" --target mxsim engine_tests >>"$folder/$name.log" 2>&1 || {
        tail -n 40 "$folder/$name.log" >&2
        fail "$name does not build"
    }
    echo "$folder/$name"
}

builds="gcc-O3:$(build gcc-O3 g++ -O3 "$@")" || exit 1
builds="$builds gcc-O1:$(build gcc-O1 g++ -O1 "$@")" || exit 1
if command -v clang++ >/dev/null; then
    builds="$builds clang-O3:$(build clang-O3 clang++ -O3 "$@")" || exit 1
elif [ -n "${CI:-}" ]; then
    fail "clang++ is not installed"
else
    echo "same_bytes: no clang++, its build is left out"
fi

no_fma=glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4
runs=0

# compare WHAT FILE: with the first output of this scenario
compare() {
    runs=$((runs + 1))
    if [ ! -e "$folder/expected.json" ]; then
        mv "$2" "$folder/expected.json"
        first=$1
    elif ! cmp "$folder/expected.json" "$2"; then
        fail "$scenario: $first and $1 differ"
    fi
}

for scenario in scenarios/*.toml tests/same_bytes/*.toml; do
    rm -f "$folder/expected.json"
    for build in $builds; do
        program="${build#*:}/mxsim"
        for jobs in 1 7; do
            code=0
            "$program" run "$scenario" --replications 2 --format json --jobs $jobs >"$folder/out.json" || code=$?
            case $code in 0 | 4 | 5) ;; *) fail "$scenario: ${build%%:*} ended with $code" ;; esac
            compare "${build%%:*} with $jobs jobs" "$folder/out.json"
        done
        GLIBC_TUNABLES=$no_fma "$program" run "$scenario" --replications 2 --format json >"$folder/out.json" || true
        compare "${build%%:*} without FMA" "$folder/out.json"
    done
    echo "$scenario: the same $(wc -c <"$folder/expected.json") bytes from all"
done

for build in $builds; do
    tests="${build#*:}/tests/engine_tests"
    for tunables in "" $no_fma; do
        GLIBC_TUNABLES=$tunables "$tests" '~[full]' '~[long]' >"$folder/engine.log" || {
            cat "$folder/engine.log"
            fail "engine tests of ${build%%:*}${tunables:+ without FMA}"
        }
    done
done
echo "same_bytes: $runs runs, the same bytes; the engine's tests pass in every build"
