#!/bin/sh
# Installs what mxsim is built from, as far as it is missing: Debian 12, Debian 13, Ubuntu 24.04 and their like.
# It asks nothing. When everything is there it does nothing and needs no root.
#
#   sh packages.sh             what the build and the tests need
#   sh packages.sh clang ...   and these packages too
set -eu

# libboost-dev brings Boost.Math, libboost-graph-dev Boost.Graph.
needed="g++ cmake ninja-build libboost-dev libboost-graph-dev libeigen3-dev libcli11-dev catch2 \
libtomlplusplus-dev nlohmann-json3-dev libfmt-dev libtbb-dev patch"

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "packages.sh: this system has no apt-get. mxsim needs, under whatever names they have here:" >&2
    echo "  $needed" >&2
    exit 1
fi

missing=""
for package in $needed "$@"; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
if [ -z "$missing" ]; then
    echo "packages.sh: everything is installed"
    exit 0
fi

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null; then
    as_root="sudo"
else
    echo "packages.sh: these packages are missing, and installing them needs root or sudo. As root:" >&2
    echo "  apt-get update && apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

echo "packages.sh: installing$missing"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -q --no-install-recommends $missing </dev/null
