# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
#
# Sourced by the scripts beside it: a folder of their own in $work, and check, which sets $failed.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

check() {  # check WHAT WANTED GOT; $work/log, when there is one, tells more
  [ "$2" = "$3" ] && return
  echo "FAILED: $1: wanted '$2', got '$3'"
  [ ! -e "$work/log" ] || cat "$work/log"
  failed=1
}
