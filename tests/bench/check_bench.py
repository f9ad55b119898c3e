#!/usr/bin/env python3
# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
"""check_bench.py PROGRAM REPOSITORY…: `badgescan check` on real small changes, warm and cold.

Each repository is cloned (objects are borrowed, nothing is written to it). Of the newest COMMITS (default 15) commits
with one parent, each that changes at most 5 files becomes the staged change on its parent. Warm: the answers of HEAD are
known from an earlier check, the change is new. After a commit: only the state before is known, as when one commits and
checks again. Cold: no cache; beside it a scan of the same files. Medians of wall time, and of processor time in brackets."""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def run(arguments, cwd):
    before = os.times()
    start = time.perf_counter()
    subprocess.run(arguments, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall = time.perf_counter() - start
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return 1000 * wall, 1000 * processor


def git(cwd, *arguments):
    return subprocess.run(["git", *arguments], cwd=cwd, check=True, stdout=subprocess.PIPE, text=True).stdout


def small_commits(clone, wanted):
    for commit in git(clone, "rev-list", "--min-parents=1", "--max-parents=1", "-300", "HEAD").split():
        files = git(clone, "diff-tree", "--no-commit-id", "--name-only", "-r", commit).split("\n")
        if 1 < len(files) <= 6:
            yield commit
            wanted -= 1
        if wanted == 0:
            return


def stage(clone, head, index):
    git(clone, "update-ref", "--no-deref", "HEAD", head)
    git(clone, "read-tree", index)


def measure(program, repository, wanted):
    folder = tempfile.mkdtemp()
    clone = os.path.join(folder, "clone")
    try:
        git(".", "clone", "-q", "--shared", "--no-checkout", repository, clone)
        cache = os.path.join(clone, ".git", "badgescan")
        check = [program, "check"]
        rows = {"warm": [], "after a commit": [], "cold": [], "scan": [], "start-up": []}
        for number, commit in enumerate(small_commits(clone, wanted)):
            parent = git(clone, "rev-parse", commit + "^").strip()
            shutil.rmtree(cache, ignore_errors=True)
            stage(clone, parent, parent)
            run(check, clone)
            stage(clone, parent, commit)
            rows["warm"].append(run(check, clone))
            stage(clone, commit, commit)
            rows["after a commit"].append(run(check, clone))
            if number % 3 == 0:
                shutil.rmtree(cache, ignore_errors=True)
                stage(clone, parent, commit)
                rows["cold"].append(run(check, clone))
                rows["scan"].append(run([program, "scan", "--index"], clone))
            rows["start-up"].append(run([program, "--version"], clone))
        print(os.path.basename(repository.rstrip("/").removesuffix("/repo")))
        for name, times in rows.items():
            wall = statistics.median(time[0] for time in times)
            processor = statistics.median(time[1] for time in times)
            worst = max(time[1] for time in times)
            print(f"  {name:15} {wall:7.1f} ms  [{processor:7.1f} ms, at most {worst:.1f}]  of {len(times)}")
    finally:
        shutil.rmtree(folder)


def main():
    for repository in sys.argv[2:]:
        measure(os.path.abspath(sys.argv[1]), os.path.abspath(repository), int(os.environ.get("COMMITS", "15")))


if __name__ == "__main__":
    main()
