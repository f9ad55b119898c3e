#!/bin/bash
# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
#
# Compares the facts about history with what git prints, on real repositories.
#   tests/tools/compare_history.sh build/release/tests/history_bench REPOSITORY…
# Every line of output is one comparison; exit 1 when one differs.
set -uo pipefail
facts=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C TZ=UTC GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
status=0

compare() { # repository, name; the two outputs are in $work/ours and $work/git
  if cmp -s "$work/ours" "$work/git"; then
    echo "$1: $2 equal ($(wc -l <"$work/git") lines)"
  else
    echo "$1: $2 DIFFER in $(diff "$work/ours" "$work/git" | grep -c '^[<>]') of $(wc -l <"$work/git") lines"
    diff "$work/ours" "$work/git" | head -"${SHOW:-4}"
    status=1
  fi
}

for repo in "$@"; do
  name=$(basename "$(dirname "$repo")")/$(basename "$repo")
  # A bare repository without a config file does not look bare to git, which then finds no .mailmap.
  git=(git -c safe.directory='*' -c mailmap.blob=HEAD:.mailmap --git-dir="$repo")
  since=$("$facts" "$repo" since)

  "$facts" "$repo" commits "$since" >"$work/ours"
  "${git[@]}" log --since="@$since" --format='%H %at %ct %P' | sed 's/ $//' >"$work/git"
  compare "$name" "commits and their order"

  "$facts" "$repo" trailers "$since" >"$work/ours"
  "${git[@]}" log --since="@$since" --format='commit %H%n%(trailers:only,unfold)' | sed '/^$/d' >"$work/git"
  # Of a value, 512 bytes are kept.
  sed -i '/^$/d; s/^\(.\{400\}\).*/\1/' "$work/ours" "$work/git"
  compare "$name" "trailers"

  "$facts" "$repo" people "$since" | sort >"$work/ours"
  "${git[@]}" shortlog -sne --no-merges --since="@$since" HEAD | sed 's/^ *//' | sort >"$work/git"
  compare "$name" "people (shortlog -sne)"

  "$facts" "$repo" paths "$since" >"$work/ours"
  "${git[@]}" -c core.quotePath=false log --since="@$since" --no-merges --no-renames --name-only --format='commit %H' | sed '/^$/d' >"$work/git"
  compare "$name" "changed paths"

  "$facts" "$repo" tags | sort >"$work/ours"
  "${git[@]}" for-each-ref --format='%(refname:strip=2) %(objectname) %(creatordate:unix) %(objecttype)' refs/tags | sort >"$work/git"
  compare "$name" "tags with dates"
done
exit $status
