// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-DO-07.01: instructions to build the software, with what it needs.
#include "detectors/baseline/baseline_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kBuild = "osps_do_07_01";
constexpr std::string_view kCriteria[] = {kBuild};
constexpr std::string_view kKinds[] = {"building", "development", "contributing", "install", "readme"};

/// A command that builds, in a code block of a document for people who build.
std::optional<Evidence> build_command(const Context& context) {
  for (const std::string_view kind : kKinds) {
    for (const Document* document : context.get<Documents>().of(kind)) {
      if (auto seen = code_with(context, *document, "build_command")) return seen;
    }
  }
  return std::nullopt;
}

/// The part about building that shows the command.
std::optional<Piece> part_with(const Context& context, const std::optional<Evidence>& command) {
  for (const std::string_view kind : {"building", "development"}) {
    for (const Piece& piece : context.get<Documents>().pieces(kind)) {
      if (command && piece.path() == command->path && piece.holds(command->line)) return piece;
    }
  }
  return std::nullopt;
}

void detect(const Context& context, FindingSink& out) {
  const auto command = build_command(context);
  const auto part = part_with(context, command);
  const auto guide = part ? part : best_piece(context, {"building", "development"}, 10);
  const std::string ask =
      msg("How is the software built, what has to be installed before, and where is that written?");
  if (command && guide && !part) {
    out.met(kBuild, Confidence::strong,
            msg("{} shows commands, such as “{}”, and {} is about building.", place(*command),
                command->excerpt, place(guide->evidence())),
            {*command, guide->evidence()});
  } else if (command && guide) {
    out.met(kBuild, Confidence::strong,
            msg("{} says how to build, with commands such as “{}” ({}).", place(guide->evidence()),
                command->excerpt, place(*command)),
            {guide->evidence(), *command});
  } else if (command) {
    out.met(kBuild, Confidence::likely,
            msg("{} shows the commands, such as “{}”.", place(*command), command->excerpt), {*command});
  } else if (guide) {
    out.met(kBuild, Confidence::partial,
            msg("{} is about building, but no command for it was found.", place(guide->evidence())),
            {guide->evidence()}, ask);
  } else if (context.get<Documents>().complete()) {
    out.unmet(kBuild, Confidence::partial,
              msg("No document of the repository says how to build the software."), {}, ask);
  } else {
    out.unknown(kBuild, msg("Not every document could be read."), ask);
  }
}

}  // namespace

extern const Detector build_guide;
const Detector build_guide{.id = "build_guide",
                           .summary = "Looks for build instructions: a section about it, and commands.",
                           .criteria = kCriteria,
                           .detect = detect};

}  // namespace badgescan
