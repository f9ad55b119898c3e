#!/usr/bin/env bash
# Copyright 2026 The badgescan authors
# SPDX-License-Identifier: Apache-2.0
#
# Every text of the program has a translation with the same placeholders.
set -eu
exec python3 tests/tools/messages
