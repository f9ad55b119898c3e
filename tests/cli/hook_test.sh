#!/bin/bash
# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
#
# The git hooks, and the ways into other hook managers and CI, in real repositories and with the real programs.
set -u
badgescan=$(realpath "$1")
source=$PWD
. "$(dirname "$0")/check.sh"
run() { "$@" >"$work/log" 2>&1; echo $?; }
says() { grep -c -e "$1" "$work/log"; }

export GIT_AUTHOR_NAME=Ann GIT_AUTHOR_EMAIL=ann@example.org GIT_COMMITTER_NAME=Ann GIT_COMMITTER_EMAIL=ann@example.org
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C LANG=C GIT_EDITOR=true HOME=$work
unset PRE_COMMIT_FROM_REF PRE_COMMIT_TO_REF BADGESCAN_SKIP

new_repository() { # a fresh one with a licence and a README, in $1; the hooks are installed
  rm -rf "$work/$1"
  git init -q -b main "$work/$1" && cd "$work/$1" || exit 1
  "$badgescan" hook install >/dev/null
  printf '# Sorter\n\nSorter sorts the lines of a text for people who like order.\n' >README.md
  printf 'print(1)\n' >sort.py
  cp "$source/fixtures/repos/kept/1/LICENSE" LICENSE
  git add -A
}

# --- the first commit, an empty one, an amended one
new_repository plain
check 'first commit' 0 "$(run git commit -m First)"
check 'first commit: said so' 1 "$(says 'first commit')"
check 'empty commit' 0 "$(run git commit --allow-empty -m Empty)"
check 'amend' 0 "$(run git commit --amend -m Reworded --allow-empty)"
git rm -q LICENSE
check 'the licence goes' 1 "$(run git commit -m 'Drop it')"
check 'the licence goes: said so' 1 "$(says 'license_location  Met.*Unmet · MUST passing')"
check 'amend with a loss' 1 "$(run git commit --amend -m 'Drop it')"
check 'skipped' 0 "$(run env BADGESCAN_SKIP=1 git commit -m 'Drop it')"
git reset -q --hard HEAD~1

# --- partial staging: what is committed counts, not what lies on disk
printf 'print(2)\n' >sort.py
rm LICENSE
check 'partial staging' 0 "$(run git commit -m Two sort.py)"
check 'commit -a' 1 "$(run git commit -a -m All)"
git checkout -q LICENSE

# --- merge and rebase
git checkout -q -b topic
printf 'print(3)\n' >other.py && git add -A && git commit -q -m Topic
git checkout -q main
printf 'print(4)\n' >sort.py && git commit -q -a -m Main
check 'merge' 0 "$(run git merge --no-ff -m Merge topic)"
git checkout -q topic
check 'rebase' 0 "$(run git rebase main~1)"
git checkout -q -b loses main
git rm -q LICENSE && git commit -q --no-verify -m 'Drop the licence'
printf 'x\n' >x.py && git add -A
check 'a loss of an earlier commit is not held against a later one' 0 "$(run git commit -m X)"
git checkout -q main
check 'a merge that loses: fast-forwards run no hook' 0 "$(run git merge -q loses)"
git reset -q --hard HEAD~2

# --- a conflicted index, a submodule
git checkout -q -b ours && printf 'ours\n' >sort.py && git commit -q -a -m Ours
git checkout -q -b theirs HEAD~1 && printf 'theirs\n' >sort.py && git commit -q -a -m Theirs
git merge ours >/dev/null 2>&1
check 'a conflicted index is judged' 0 "$(run "$badgescan" check -v)"
printf 'both\n' >sort.py && git add -A
check 'a resolved merge' 0 "$(run git commit -m Both)"
git -c protocol.file.allow=always submodule add -q "$work/plain" sub >/dev/null 2>&1
check 'a submodule' 0 "$(run git commit -m Submodule)"

# --- linked worktrees share the hooks; core.hooksPath
git worktree add -q "$work/linked" -b linked >/dev/null 2>&1
cd "$work/linked" || exit 1
git rm -q LICENSE
check 'a linked worktree' 1 "$(run git commit -m Drop)"
cd "$work/plain" || exit 1
git config core.hooksPath hooks-of-team
check 'core.hooksPath: install' 0 "$(run "$badgescan" hook install --stage pre-commit)"
check 'core.hooksPath: there' yes "$([ -x hooks-of-team/pre-commit ] && echo yes)"
check 'core.hooksPath: uninstall' 0 "$(run "$badgescan" hook uninstall)"
check 'core.hooksPath: gone' 0 "$(ls hooks-of-team | wc -l)"
git config --unset core.hooksPath

# --- a GUI client: a short PATH, no terminal; the program is gone
new_repository gui
git commit -q -m First
git rm -q LICENSE
gui() { env -i PATH=/usr/bin:/bin HOME="$work" GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@b git commit -m Drop </dev/null; }
check 'a short PATH' 1 "$(run gui)"
sed -i "s|^program=.*|program='/nowhere/badgescan'|" .git/hooks/pre-commit
check 'the program is gone' 0 "$(run gui)"
check 'the program is gone: said so' 1 "$(says 'the program is gone')"

# --- pushes to a bare remote
new_repository pushing
git commit -q -m First
git init -q --bare "$work/remote.git" && git remote add origin "$work/remote.git"
check 'the first push' 0 "$(run git push origin main)"
git tag v1 && check 'a tag' 0 "$(run git push origin v1)"
git checkout -q -b topic && git rm -q LICENSE && git commit -q --no-verify -m Drop
check 'a branch that loses' 1 "$(run git push origin topic)"
check 'a branch that loses: said so' 1 "$(says 'license_location  Met.*Unmet')"
check 'push --no-verify' 0 "$(run git push --no-verify origin topic)"
check 'a deleted branch' 0 "$(run git push origin :topic)"
git clone -q --bare . "$work/bare.git" 2>/dev/null
check 'a bare repository' 0 "$(run "$badgescan" hook install "$work/bare.git")"

# --- an existing hook is run first and comes back
new_repository chained
"$badgescan" hook uninstall >/dev/null
printf '#!/bin/sh\necho earlier\nexit 7\n' >.git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
"$badgescan" hook install >/dev/null
check 'an earlier hook that fails' 1 "$(run git commit -m First)"
check 'an earlier hook ran' 1 "$(says earlier)"
"$badgescan" hook uninstall >/dev/null
check 'it is back' 7 "$(tail -n 1 .git/hooks/pre-commit | tr -dc 0-9)"

# --- what the GitHub Action does
new_repository action
git commit -q --no-verify -m First
action() { BADGESCAN=$badgescan OUTPUT=$work/out SUMMARY=$work/summary "$source/.ci/action.sh"; }
check 'action: without a base' 0 "$(run action)"
check 'action: SARIF' yes "$(python3 -c 'import json,sys; print("yes" if json.load(open(sys.argv[1]))["version"] == "2.1.0" else "no")' "$work/out/badgescan.sarif")"
check 'action: summary' yes "$(grep -q license_location "$work/summary" && echo yes)"
git rm -q LICENSE && git commit -q --no-verify -m Drop
check 'action: a pull request that loses' 1 "$(BASE=HEAD~1 run action)"
check 'action: below a wanted level' 1 "$(REQUIRE=gold run action)"

# --- the pre-commit framework
if command -v pre-commit >/dev/null; then
  git init -q -b main "$work/manifest" && cp "$source/.pre-commit-hooks.yaml" "$work/manifest"
  git -C "$work/manifest" add -A && git -C "$work/manifest" commit -q -m Hooks
  new_repository framework
  "$badgescan" hook uninstall >/dev/null
  printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks: [{id: badgescan}]\n' "$work/manifest" \
    "$(git -C "$work/manifest" rev-parse HEAD)" >.pre-commit-config.yaml
  git add -A
  PATH=$(dirname "$badgescan"):$PATH PRE_COMMIT_HOME=$work/pre-commit
  export PATH PRE_COMMIT_HOME
  check 'pre-commit: install' 0 "$(run pre-commit install -t pre-commit -t pre-push)"
  check 'pre-commit: passes' 0 "$(run git commit -m First)"
  git init -q --bare "$work/framework.git" && git remote add origin "$work/framework.git" && git push -q origin main 2>/dev/null
  git rm -q LICENSE
  check 'pre-commit: stops a commit' 1 "$(run git commit -m Drop)"
  check 'pre-commit: says why' 1 "$(says 'license_location  Met.*Unmet')"
  git commit -q --no-verify -m Drop
  check 'pre-commit: stops a push' 1 "$(run git push origin main)"
  check 'pre-commit: says why a push' 1 "$(says 'license_location  Met.*Unmet')"
else
  echo 'pre-commit is not installed: its part was left out'
fi

exit $failed
