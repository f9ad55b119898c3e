#!/usr/bin/env bash
# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
#
# Evidence taken away from the well-kept fixture: the answers that rest on it fall, the others stay.
# Its tags carry no signature that could be taken away.
set -eu
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null HOME=$work TZ=UTC
git init -q "$work/kept"
for step in 1 2; do
  cp -R "fixtures/repos/kept/$step/." "$work/kept/"
  message=$(cat "$work/kept/MESSAGE") tag=$(cat "$work/kept/TAG")
  rm "$work/kept/MESSAGE" "$work/kept/TAG"
  export GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.org
  export GIT_AUTHOR_DATE=2026-01-0${step}T00:00:00Z GIT_COMMITTER_DATE=2026-01-0${step}T00:00:00Z
  git -C "$work/kept" add -A
  git -C "$work/kept" commit -q -m "$message"
  git -C "$work/kept" tag -a -m "$tag" "$tag"
done
python3 tests/tools/ablation --strict --without signatures --program "$program" --now 2026-02-01 \
  --repo-url https://github.com/example/kept "$work/kept"
