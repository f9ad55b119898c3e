// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// badgescan manual: prints what `cmake --install` puts in place.
#include "scanner/cli/manual.h"

#include "scanner/cli/command.h"
#include "scanner/cli/output.h"

namespace badgescan::cli {
namespace {

class ManualRun : public CommandRun {
 public:
  std::vector<Option> options() override {
    return {{.name = "what",
             .value = "WHAT",
             .help = "man, bash, zsh or fish",
             .target = &what_,
             .choices = {"man", "bash", "zsh", "fish"}}};
  }

  int run() override {
    print(what_ == "bash"   ? bash_completion()
          : what_ == "zsh"  ? zsh_completion()
          : what_ == "fish" ? fish_completion()
                            : manual_page());
    return kDone;
  }

 private:
  std::string what_ = "man";
};

}  // namespace

extern const Command manual_command;
const Command manual_command{
    .name = "manual", .summary = "Print the manual page or a shell completion", .details = "", .make = [] {
      return std::unique_ptr<CommandRun>(std::make_unique<ManualRun>());
    }};

}  // namespace badgescan::cli
