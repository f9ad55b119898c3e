// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/cli/hook_command.h"

#include "scanner/base/message.h"
#include "scanner/cli/hooks.h"
#include "scanner/cli/output.h"

namespace badgescan::cli {
namespace {

std::string words_for(HookState state) {
  switch (state) {
    case HookState::ours:
      return msg("installed");
    case HookState::chained:
      return msg("installed, runs the earlier hook first");
    case HookState::foreign:
      return msg("another hook is there");
    case HookState::absent:
      break;
  }
  return msg("not installed");
}

class HookRun : public CommandRun {
 public:
  explicit HookRun(HookAction action) : action_(action) {}

  std::vector<Option> options() override {
    return {{.name = "path", .value = "REPO", .help = "The repository (default: here)", .target = &path_},
            {.name = "--stage",
             .value = "STAGE",
             .help = "Only this hook",
             .target = &stage_,
             .choices = {"pre-commit", "pre-push"}}};
  }

  int run() override {
    const Result<RepositoryPlaces> places = find_repository(path_);
    if (!places) return fail(places.error());
    for (const std::string name : {"pre-commit", "pre-push"}) {
      if (!stage_.empty() && stage_ != name) continue;
      const Outcome done = act(*places, name);
      if (!done) return fail(done.error());
      print(msg("{}: {} ({})", name, words_for(hook_status(*places, name).state), places->hooks_dir + name) +
            "\n");
    }
    return kDone;
  }

 private:
  static int fail(std::string_view reason) {
    complain(reason);
    return kUsage;
  }

  Outcome act(const RepositoryPlaces& places, const std::string& name) const {
    switch (action_) {
      case HookAction::install:
        return install_hook(places, name, own_program());
      case HookAction::uninstall:
        // "uninstall" of everything passes over hooks that were never ours.
        if (stage_.empty() && hook_status(places, name).state == HookState::foreign) return Done{};
        return uninstall_hook(places, name);
      case HookAction::status:
        break;
    }
    return Done{};
  }

  HookAction action_;
  std::string path_ = ".", stage_;
};

}  // namespace

std::unique_ptr<CommandRun> make_hook_run(HookAction action) { return std::make_unique<HookRun>(action); }

}  // namespace badgescan::cli
