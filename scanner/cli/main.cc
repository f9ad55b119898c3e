// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/command.h"
#ifdef BADGESCAN_MIMALLOC
#include <mimalloc.h>
#endif

int main(int argc, char** argv) {
#ifdef BADGESCAN_MIMALLOC
  // A scan touches some ten thousand pages of new memory, and each costs a fault: ask for large ones.
  mi_option_set(mi_option_eager_commit_delay, 0);
  mi_option_enable(mi_option_large_os_pages);
#endif
  return badgescan::cli::main(argc, argv);
}
