#!/bin/bash
# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
#
# badgescan audit and merge on real repositories: exit codes, the round trip, hostile claim files.
set -u
badgescan=$1
. "$(dirname "$0")/check.sh"

export GIT_AUTHOR_NAME=Ann GIT_AUTHOR_EMAIL=ann@example.org GIT_COMMITTER_NAME=Ann GIT_COMMITTER_EMAIL=ann@example.org
export GIT_AUTHOR_DATE=2026-08-01T00:00:00Z GIT_COMMITTER_DATE=2026-08-01T00:00:00Z GIT_CONFIG_GLOBAL=/dev/null LC_ALL=C
repo=$work/repo
git init -q -b main "$repo"
cd "$repo" || exit 1
git remote add origin https://github.com/o/tool
printf '# Tool\n\nA tool that sorts the lines of a text for people who like order.\n\n## Usage\n\nRun it.\n' >README.md
printf 'MIT License\n\nCopyright (c) 2026 Ann\n' >LICENSE
commit() { git add -A && git commit -q -m "$1"; }
run() { "$badgescan" "$@" --now 2026-08-02 >"$work/out" 2>"$work/err"; echo $?; }
commit 'Start'

check 'nothing to audit' 2 "$(run audit .)"
check 'nothing to audit: says so' 1 "$(grep -c 'nothing to audit' "$work/err")"

# A round trip: what a scan writes, an audit does not contradict.
check 'scan' 0 "$(run scan . -f bestpractices -o .bestpractices.json)"
commit 'Answer'
check 'round trip' 0 "$(run audit . -f json)"
check 'round trip: no contradiction' 1 "$(grep -c '"contradicted": 0' "$work/out")"

# The licence goes away: the claim is contradicted, and the commit is named.
git rm -q LICENSE
commit 'Drop the licence'
check 'contradicted' 1 "$(run audit .)"
check 'names the commit' yes "$(grep -q 'Drop the licence' "$work/out" && echo yes)"
check 'sarif' 1 "$(run audit . -f sarif -o "$work/a.sarif")"
check 'sarif is json' 0 "$(python3 -c 'import json,sys; json.load(open(sys.argv[1]))' "$work/a.sarif"; echo $?)"

# Merging keeps what people wrote.
printf '{\n  "build_status": "Unmet",\n  "build_justification": "Mine.",\n  "zzz": 1\n}\n' >.bestpractices.json
check 'merge' 0 "$(run merge .)"
check 'merge keeps' 2 "$(grep -c -e '"build_justification": "Mine."' -e '"zzz": 1' .bestpractices.json)"
check 'merge adds' 1 "$(grep -c '"repo_track_status": "Met"' .bestpractices.json)"
cp .bestpractices.json "$work/merged"
check 'merge again' 0 "$(run merge .)"
check 'merge is stable' same "$(cmp -s .bestpractices.json "$work/merged" && echo same)"

# Hostile files: named, and the scan goes on.
hostile() {  # hostile WHAT: .bestpractices.json is in place
  commit "$1"
  check "$1: scan goes on" 3 "$(run scan . -f json)"
  check "$1: named" yes "$(grep -q '"path": ".bestpractices.json"' "$work/out" && echo yes)"
  check "$1: no claims" 0 "$(grep -c '"source": "claim"' "$work/out")"
  check "$1: audit refuses" 2 "$(run audit .)"
}
printf '{"build_status": "Met",' >.bestpractices.json
hostile 'broken'
head -c 200000 /dev/zero | tr '\0' '[' >.bestpractices.json
hostile 'deep'
printf '["build_status"]' >.bestpractices.json
hostile 'no object'
head -c 104857600 /dev/zero | tr '\0' ' ' >.bestpractices.json
hostile '100 MB'
printf '{"build_status": "Met", "build_status": "Unmet", "test_status": 1}' >.bestpractices.json
commit 'twice'
check 'twice: scan goes on' 0 "$(run scan . -f json)"
check 'twice: named' 1 "$(grep -c 'the key build_status stands in lines 1 and 1' "$work/out")"

exit $failed
