#!/bin/bash
# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
#
# Times the facts about history against the git commands that print the same, in one run, in turn.
#   tests/bench/history_bench.sh build/release/tests/history_bench ROUNDS REPOSITORY…
# Ours is the phase in a fresh process plus the time of `git --version`, so that both sides carry a start-up.
# Prints the medians in milliseconds and their ratios, (ours + start) / git, in wall and in processor time: on a busy
# machine only the latter means something. With LIMIT=1 exits 1 when both ratios of a phase are above its limit.
set -euo pipefail
facts=$1 rounds=$2
shift 2
export LC_ALL=C GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
status=0

cost() { # wall and processor milliseconds of a command
  local TIMEFORMAT='%R %U %S'
  { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ printf "%.1f %.1f\n", $1 * 1000, ($2 + $3) * 1000 }'
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

phase() { # name, limit, what of ours, since, git command …
  local name=$1 limit=$2 what=$3 since=$4 count=""
  shift 4
  local -a our_wall=() our_cpu=() git_wall=() git_cpu=() start_wall=() start_cpu=()
  for ((i = 0; i < rounds; i++)); do
    read -r w c < <(cost "$@") && git_wall+=("$w") git_cpu+=("$c")
    read -r w c count < <("$facts" "$repo" "$what" "$since") && our_wall+=("$w") our_cpu+=("$c")
    read -r w c < <(cost git --version) && start_wall+=("$w") start_cpu+=("$c")
  done
  local -a m=()
  m+=("$(printf '%s\n' "${our_wall[@]}" | median)" "$(printf '%s\n' "${start_wall[@]}" | median)" "$(printf '%s\n' "${git_wall[@]}" | median)")
  m+=("$(printf '%s\n' "${our_cpu[@]}" | median)" "$(printf '%s\n' "${start_cpu[@]}" | median)" "$(printf '%s\n' "${git_cpu[@]}" | median)")
  awk -v r="$label" -v n="$name" -v c="$count" -v l="$limit" -v m="${m[*]}" 'BEGIN {
    split(m, v, " "); wall = (v[1] + v[2]) / v[3]; cpu = (v[4] + v[5]) / v[6]
    printf "%-12s %-22s wall %7.1f + %4.1f / %7.1f = %.2f   cpu %7.1f + %3.1f / %7.1f = %.2f  (limit %s)  n=%s\n",
      r, n, v[1], v[2], v[3], wall, v[4], v[5], v[6], cpu, l, c
    exit (cpu > l && wall > l) }' || status=1
}

for repo in "$@"; do
  label=$(basename "$(dirname "$repo")")
  git=(git -c safe.directory='*' --git-dir="$repo")
  since=$("$facts" "$repo" since)
  phase "commits of 12 months" 1.0 time-history "$since" "${git[@]}" log --since="@$since" --format='%H%n%an%n%ae%n%at%n%cn%n%ce%n%ct%n%P%n%s%n%(trailers)'
  phase "paths of 200 changes" 1.1 time-paths "$since" "${git[@]}" log -200 --no-merges --no-renames --name-only --format=%H
  phase "paths of the window" 1.1 time-all-paths "$since" "${git[@]}" log --since="@$since" --no-merges --no-renames --name-only --format=%H
  phase "tags with dates" 1.0 time-tags "$since" "${git[@]}" for-each-ref --format='%(refname) %(objectname) %(creatordate:unix)' refs/tags
done
[[ -z "${LIMIT:-}" ]] || exit $status
