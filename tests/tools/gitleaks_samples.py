#!/usr/bin/env python3
# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
"""gitleaks_samples.py CHECKOUT: samples of secrets from the rule generators of a gitleaks checkout.

Reads cmd/generate/config/rules/*.go as text (nothing is run): the string literals of `tps` and `fps`, and calls that
make a sample from a prefix and a small pattern. Prints one line a sample for secret_samples_bench."""
import glob, os, random, re, string, sys

random.seed(1)
WORDS = string.ascii_lowercase + string.digits


def generate(pattern):
    out, i = "", 0
    while i < len(pattern):
        if pattern[i] == "[":
            end = pattern.index("]", i + 1)
            chars, body, j = "", pattern[i + 1:end], 0
            while j < len(body):
                if body[j] == "\\":
                    chars += {"w": WORDS + "_", "d": string.digits}.get(body[j + 1], body[j + 1]); j += 2
                elif j + 2 < len(body) and body[j + 1] == "-":
                    chars += "".join(chr(c) for c in range(ord(body[j]), ord(body[j + 2]) + 1)); j += 3
                else:
                    chars += body[j]; j += 1
            i = end + 1
        elif pattern[i] == "\\":
            chars = {"w": WORDS + "_", "d": string.digits}.get(pattern[i + 1], pattern[i + 1]); i += 2
        else:
            chars = pattern[i]; i += 1
        count = 1
        repeat = re.match(r"\{(\d+)(?:,(\d*))?\}", pattern[i:])
        if repeat:
            count = int(repeat[1]); i += repeat.end()
        elif pattern[i:i + 1] in ("+", "*"):
            count = 8; i += 1
        out += "".join(random.choice(chars) for _ in range(count))
    return out


CALLS = {"Numeric": "[0-9]", "Hex": "[a-f0-9]", "AlphaNumeric": "[a-z0-9]", "AlphaNumericExtended": r"[a-z0-9=_\-]",
         "AlphaNumericExtendedShort": r"[a-z0-9_-]", "AlphaNumericExtendedLong": r"[a-z0-9\/=_\+\-]"}


def term(text):
    text = text.strip()
    literal = re.fullmatch(r'"((?:[^"\\]|\\.)*)"|`([^`]*)`', text, re.S)
    if literal:
        return literal[2] if literal[2] is not None else literal[1].encode().decode("unicode_escape")
    call = re.fullmatch(r"secrets\.NewSecret(?:WithEntropy)?\((.*?)(?:,\s*[\d.]+)?\)", text, re.S)
    if call:
        inner = call[1].strip()
        known = re.fullmatch(r'utils\.(\w+)\("(\d+)(?:,\d*)?"\)', inner)
        if known and known[1] in CALLS:
            return generate(CALLS[known[1]] + "{" + known[2] + "}")
        if known and known[1] == "Hex8_4_4_4_12":
            return generate("[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}")
        pattern = re.fullmatch(r'"([^"]*)"|`([^`]*)`', inner)
        if pattern and not re.search(r"[()|?]", pattern[1] or pattern[2]):
            return generate(pattern[2] if pattern[2] is not None else pattern[1].replace("\\\\", "\\"))
    return None


def divide(text, separator):
    """Parts of Go source between separators that stand outside of strings and parentheses."""
    parts, depth, quote, start, i = [], 0, "", 0, 0
    while i < len(text):
        c = text[i]
        if quote:
            if c == "\\" and quote == '"':
                i += 1
            elif c == quote:
                quote = ""
        elif c in "\"`":
            quote = c
        elif text.startswith("//", i):
            end = text.find("\n", i)
            text = text[:i] + ("" if end < 0 else text[end:])
            continue
        elif c in "({[":
            depth += 1
        elif c in ")}]":
            depth -= 1
        elif c == separator and depth == 0:
            parts.append(text[start:i])
            start = i + 1
        i += 1
    return [part.strip() for part in parts + [text[start:]] if part.strip()]


def value(text):
    """The string that an expression of literals, generators, "+" and fmt.Sprintf makes, or None."""
    made = ""
    for part in divide(text, "+"):
        format_call = re.fullmatch(r"fmt\.Sprintf\((.*)\)", part, re.S)
        if format_call:
            pieces = [value(piece) for piece in divide(format_call[1], ",")]
            if None in pieces or pieces[0].count("%s") != len(pieces) - 1:
                return None
            made += pieces[0] % tuple(pieces[1:])
            continue
        piece = term(part)
        if piece is None:
            return None
        made += piece
    return made


def samples(go):
    found = []
    for call in re.finditer(r"utils\.GenerateSampleSecrets?\((\"[^\"]*\"),\s*(.*)\)", go):
        made = value(call[2].rstrip(")") + ")" * (call[2].count("(") - call[2].rstrip(")").count(")")))
        if made:
            found.append(("+", "%s_api_token = \"%s\"" % (call[1].strip('"'), made)))
    for sign, name in (("+", "tps"), ("-", "fps")):
        for block in re.finditer(name + r"\s*:?=\s*(?:append\(%s,)?\s*\[\]string\{(.*?)\n\t\}" % name, go, re.S):
            for element in divide(block[1], ","):
                text = value(element)
                if text and len(text) > 15:
                    found.append((sign, text))
    return found


for path in sorted(glob.glob(os.path.join(sys.argv[1], "cmd/generate/config/rules/*.go"))):
    for sign, text in samples(open(path).read()):
        print(sign, os.path.basename(path)[:-3], text.replace("\t", " ").replace("\n", "\\n"), sep="\t")
