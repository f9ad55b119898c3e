// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Runs another program: an argument list, never a shell.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/result.h"

namespace badgescan {

struct ProcessRequest {
  std::vector<std::string> argv;                                      ///< argv[0] is looked up in PATH
  std::vector<std::pair<std::string, std::string>> environment = {};  ///< set, on top of ours
  std::vector<std::string> unset = {};                                ///< removed from the environment
  std::string folder = {};                                            ///< working directory; empty = ours
  std::size_t most_output = 16 << 20;                                 ///< of stdout; the rest is dropped
  /// Each line of stderr as it comes (ends at '\n' or '\r').
  std::function<void(std::string_view)> on_error_line = {};
};

struct ProcessResult {
  int status = 0;      ///< exit status; 128 + signal when it was killed
  std::string output;  ///< stdout
  std::string errors;  ///< the last 16 kB of stderr
};

/// Error only when the program could not be started. stdin is /dev/null.
Result<ProcessResult> run_process(const ProcessRequest& request);

/// The program would be found in PATH.
bool program_exists(std::string_view name);

}  // namespace badgescan
