#!/usr/bin/env python3
# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
"""crypto_labels.py FOLDER: scans the repositories of crypto_labels.tsv and compares with the labels.

FOLDER holds one git repository OWNER+NAME (or OWNER+NAME/repo) each; those that are missing are named and left out.
A status at confidence 3 or more is an answer: N/A says "no", Met and Unmet say "yes"; anything else is no answer.
PROGRAM is the program to run (default build/release/badgescan)."""
import json
import os
import pathlib
import subprocess
import sys

QUESTIONS = {"cryptography": "crypto_published", "TLS": "crypto_tls12", "passwords": "crypto_password_storage"}
root = pathlib.Path(__file__).resolve().parents[2]
program = os.environ.get("PROGRAM", str(root / "build/release/badgescan"))


def scan(repository: pathlib.Path) -> dict:
    done = subprocess.run([program, "scan", str(repository), "--ignore-claims", "--format", "json", "--lang", "en"],
                          capture_output=True, check=False)
    return {answer["criterion"]: answer for answer in json.loads(done.stdout)["answers"]}


def main(folder: str) -> None:
    counts = {question: [0, 0] for question in QUESTIONS}
    for line in (root / "tests/bench/crypto_labels.tsv").read_text().splitlines():
        if line.startswith("#"):
            continue
        name, *labels = line.split("\t")
        repository = pathlib.Path(folder, name.replace("/", "+"))
        repository = repository / "repo" if (repository / "repo").is_dir() else repository
        if not repository.is_dir():
            print("missing:", name)
            continue
        answers = scan(repository)
        for (question, criterion), label in zip(QUESTIONS.items(), labels):
            answer = answers[criterion]
            if answer["status"] == "?" or answer["confidence"] < 3:
                print(f"no answer: {name} {question} ({label}): {answer['justification'][:100]}")
                continue
            right = (answer["status"] != "N/A") == (label == "yes")
            counts[question][0] += 1
            counts[question][1] += right
            if not right:
                print(f"wrong: {name} {question} ({label}): {answer['justification'][:100]}")
    for question, (given, right) in counts.items():
        print(f"{question}: {given} answered, {right} right")


if len(sys.argv) != 2:
    sys.exit(__doc__)
main(sys.argv[1])
