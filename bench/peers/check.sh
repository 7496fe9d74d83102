#!/bin/sh
# Does a peer simulate the right model? Runs it for seeds 1 to 24 and compares the mean of every figure with
# the stated one, itself a mean of 24 runs. Two such means differ by chance with standard error
# sd * sqrt(2/24); a figure holds if it lies within 3.5 of these.
# Exit status: 0 all hold, 1 some do not, 2 it could not be run.
#
#     check.sh PROGRAM [OPTION...]        for example: check.sh build/bench/peer_ns3 --scheduler=map

if [ $# -eq 0 ]; then
    echo "usage: $0 PROGRAM [OPTION...]" >&2
    exit 2
fi

lines=$(mktemp) || exit 2
trap 'rm -f "$lines"' EXIT

seed=1
while [ "$seed" -le 24 ]; do
    if ! "$@" --seed "$seed" >>"$lines"; then
        echo "$0: $1 failed with --seed $seed" >&2
        exit 2
    fi
    seed=$((seed + 1))
done

awk '
    function value(name,    rest) {
        if (!match($0, "\"" name "\": *")) {
            print "no figure named " name " in: " $0
            broken = 1
            exit
        }
        rest = substr($0, RSTART + RLENGTH)
        return rest + 0
    }
    function state(name, mean, sd) {
        names[++figures] = name
        stated[name] = mean
        deviation[name] = sd
    }
    BEGIN {
        # One domain, 10 messages/s, 24 h: mean, and standard deviation of one run.
        state("delivered", 864142, 1108)
        state("through_backup", 143997, 404)
        state("backup_attempts", 1223700, 4200)
        state("p50_s", 0.3526, 0.0015)
        state("p90_s", 9574, 40)
        state("p99_s", 18179, 30)
        state("max_s", 21151, 29)
        state("peak_stored", 143995, 403)
        state("peak_backlog_mx1", 134969, 430)
        printf "%-18s %12s %12s %10s\n", "figure", "stated", "mean", "std.errors"
    }
    {
        for (i = 1; i <= figures; ++i) sum[names[i]] += value(names[i])
        if (value("messages") != value("delivered")) {
            print "not every message was delivered: " $0
            broken = 1
            exit
        }
    }
    END {
        if (broken) exit 2
        for (i = 1; i <= figures; ++i) {
            name = names[i]
            mean = sum[name] / NR
            off = (mean - stated[name]) / (deviation[name] * sqrt(2 / NR))
            holds = off >= -3.5 && off <= 3.5
            if (!holds) failed = 1
            printf "%-18s %12.7g %12.7g %+10.2f  %s\n", name, stated[name], mean, off,
                holds ? "holds" : "DOES NOT HOLD"
        }
        exit failed
    }
' "$lines"
