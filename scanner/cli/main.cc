// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/command.h"
#ifdef BADGESCAN_MIMALLOC
#include <mimalloc.h>

namespace {

// A scan touches some ten thousand pages of new memory, and each costs a fault: ask for large ones, and keep
// what was given back. Libraries allocate before main(), so this has to run before theirs.
void choose_memory() {
  mi_option_set(mi_option_eager_commit_delay, 0);
  mi_option_enable(mi_option_large_os_pages);
  mi_option_disable(mi_option_allow_decommit);
}
[[gnu::section(".preinit_array"), gnu::used]] void (*const kBeforeLibraries)() = choose_memory;

}  // namespace
#endif

int main(int argc, char** argv) { return badgescan::cli::main(argc, argv); }
