#!/usr/bin/env bash
# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
#
# What the GitHub Action does, apart from GitHub: scans, writes a SARIF file and a summary, and judges a pull
# request by its base. Environment: BADGESCAN (the program), SCAN_PATH, OUTPUT (a folder), BASE (a revision, may
# be empty), REQUIRE (a level, may be empty), SUMMARY (a file, may be empty).
set -uo pipefail
: "${BADGESCAN:=badgescan}" "${SCAN_PATH:=.}" "${OUTPUT:=.}" "${BASE:=}" "${REQUIRE:=}" "${SUMMARY:=}"
mkdir -p "$OUTPUT"

scan() { # FORMAT FILE: an incomplete scan (3) is a result as well
  "$BADGESCAN" scan "$SCAN_PATH" --format "$1" -o "$2"
  local code=$?
  ((code == 0 || code == 3)) || exit "$code"
}
scan sarif "$OUTPUT/badgescan.sarif"
[[ -z $SUMMARY ]] || { scan markdown "$OUTPUT/badgescan.md" && cat "$OUTPUT/badgescan.md" >>"$SUMMARY"; }

check=("$BADGESCAN" check --repo "$SCAN_PATH" --hook -v)
[[ -z $REQUIRE ]] || check+=(--require "$REQUIRE")
[[ -n $BASE ]] || { [[ -n $REQUIRE ]] || exit 0; BASE=HEAD; }
result=$("${check[@]}" --base "$BASE")
code=$?
printf '%s\n' "$result"
[[ -z $SUMMARY ]] || printf '\n```\n%s\n```\n' "$result" >>"$SUMMARY"
exit "$code"
