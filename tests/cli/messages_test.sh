#!/usr/bin/env bash
# Every text of the program has a translation with the same placeholders.
set -eu
exec python3 tests/tools/messages
