#!/usr/bin/env python3
"""scan_bench.py PROGRAM REPOSITORY…: a whole scan against the git commands that read the same.

git's side is the sum of: ls-tree -r, cat-file --batch of every blob the scan may read as text (plain files up to the
default limit), log --since=1.year with trailers, for-each-ref refs/tags. ROUNDS (default 7) sets the rounds; both
sides run in turn after one warm-up. Private memory is the peak of anonymous memory (RssAnon) of the scan."""
import os
import statistics
import subprocess
import sys
import threading
import time

LIMIT = 1 << 20


def run(arguments, stdin=None):
    start = time.perf_counter()
    subprocess.run(arguments, input=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


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
    print("| repository | files | git (s) | scan (s) | ratio | private memory (MB) |\n|---|---:|---:|---:|---:|---:|")
    for repository in repositories:
        blobs, count = text_blobs(repository)
        git = ["git", "-C", repository]
        trailers = "%H%n%an%n%ae%n%at%n%cn%n%ce%n%ct%n%P%n%(trailers)"

        def by_git():
            return (run(git + ["ls-tree", "-r", "HEAD"]) + run(git + ["cat-file", "--batch"], blobs)
                    + run(git + ["log", "--since=1.year", f"--format={trailers}"])
                    + run(git + ["for-each-ref", "--format=%(refname) %(creatordate)", "refs/tags"]))

        scan = [program, "scan", repository, "--format", "json"]
        times = [(by_git(), run(scan)) for _ in range(rounds + 1)][1:]
        ratio = statistics.median(b / a for a, b in times)
        name = os.path.basename(os.path.abspath(repository))
        print(f"| {name} | {count} | {statistics.median(a for a, _ in times):.3f} | {statistics.median(b for _, b in times):.3f} "
              f"| {ratio:.2f} | {private_memory(scan):.0f} |")


if __name__ == "__main__":
    main()
