#!/usr/bin/env python3
# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
"""scan_bench.py PROGRAM REPOSITORY…: a whole scan against the git commands that read the same.

git's side is the sum of: ls-tree -r, cat-file --batch of every blob the scan may read as text (plain files up to the
default limit), log --since=1.year with trailers, for-each-ref refs/tags. ROUNDS (default 7) sets the rounds; both
sides run in turn after one warm-up. Processor time (user and system, of all threads) is the steadier figure on a
busy machine; wall time says what the threads gain. Private memory is the peak of anonymous memory (RssAnon) of the scan."""
import os
import resource
import statistics
import subprocess
import sys
import threading
import time

LIMIT = 4 << 20


def processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(arguments, stdin=None):
    """Wall and processor seconds of a command."""
    start, before = time.perf_counter(), processor()
    subprocess.run(arguments, input=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start, processor() - before


def total(runs):
    return tuple(map(sum, zip(*runs)))


def private_memory(arguments):
    """Peak RssAnon in MB, sampled every 2 ms."""
    peak = 0
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def sample():
        nonlocal peak
        while process.poll() is None:
            try:
                with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
                    for line in status:
                        if line.startswith("RssAnon"):
                            peak = max(peak, int(line.split()[1]))
            except OSError:
                return
            time.sleep(0.002)

    thread = threading.Thread(target=sample)
    thread.start()
    process.wait()
    thread.join()
    return peak / 1024


def text_blobs(repository):
    listing = subprocess.run(["git", "-C", repository, "ls-tree", "-r", "-l", "HEAD"], stdout=subprocess.PIPE, check=True).stdout
    ids = []
    for line in listing.splitlines():
        mode, kind, identity, size = line.split(b"\t")[0].split()
        if kind == b"blob" and mode != b"120000" and size.isdigit() and int(size) <= LIMIT:
            ids.append(identity)
    return b"\n".join(ids) + b"\n", len(ids)


def main():
    program, repositories = sys.argv[1], sys.argv[2:]
    rounds = int(os.environ.get("ROUNDS", "7"))
    print("| repository | files | wall: git, scan (s) | ratio | processor: git, scan (s) | ratio | private memory (MB) |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for repository in repositories:
        blobs, count = text_blobs(repository)
        git = ["git", "-C", repository]
        trailers = "%H%n%an%n%ae%n%at%n%cn%n%ce%n%ct%n%P%n%(trailers)"

        def by_git():
            return total([run(git + ["ls-tree", "-r", "HEAD"]), run(git + ["cat-file", "--batch"], blobs),
                          run(git + ["log", "--since=1.year", f"--format={trailers}"]),
                          run(git + ["for-each-ref", "--format=%(refname) %(creatordate)", "refs/tags"])])

        scan = [program, "scan", repository, "--format", "json"]
        times = [(by_git(), run(scan)) for _ in range(rounds + 1)][1:]
        cells = []
        for kind in (0, 1):
            theirs, ours = [a[kind] for a, _ in times], [b[kind] for _, b in times]
            ratio = statistics.median(b / a for a, b in zip(theirs, ours))
            cells.append(f"{statistics.median(theirs):.3f}, {statistics.median(ours):.3f} | {ratio:.2f}")
        name = os.path.basename(os.path.abspath(repository))
        print(f"| {name} | {count} | {cells[0]} | {cells[1]} | {private_memory(scan):.0f} |")


if __name__ == "__main__":
    main()
