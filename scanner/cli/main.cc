// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/command.h"

int main(int argc, char** argv) { return badgescan::cli::main(argc, argv); }
