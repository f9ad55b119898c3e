// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// interact: can a reader find out how to obtain the software, give feedback and contribute?
#include <re2/re2.h>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::string_view kInteract = "interact";
constexpr std::string_view kCriteria[] = {kInteract};

std::optional<Evidence> how_to_obtain(const Context& context) {
  for (const std::string_view kind : {"install", "quick_start", "building"}) {
    if (const auto piece = best_piece(context, kind, 3)) return piece->evidence();
  }
  if (const Search hit = context.search("how_to_obtain")) return hit.best();
  if (const Document* readme = context.get<Documents>().first("readme")) {
    if (auto code = code_with(context, *readme, "install_commands")) return code;
  }
  // A page of downloads, not anything below a folder of that name.
  static const RE2 download("(?i)//downloads?\\.|/downloads?(/latest)?/?([?#].*)?$", RE2::Latin1);
  return find_link(context, {"readme"}, [](const Link& link) {
    return link.target.find("/releases") != std::string::npos || RE2::PartialMatch(link.target, download);
  });
}

std::optional<Evidence> how_to_give_feedback(const Context& context) {
  const Search hit = context.search("feedback_channel");
  if (hit) return hit.best();
  return find_link(context, {"readme", "contributing", "support"}, [](const Link& link) {
    return link.target.find("/issues") != std::string::npos ||
           link.target.find("/discussions") != std::string::npos;
  });
}

std::optional<Evidence> how_to_contribute(const Context& context) {
  if (const auto piece = best_piece(context, "contributing", 8)) return piece->evidence();
  if (const Document* stub = contributors_guide_elsewhere(context)) {
    return Evidence{.path = clean_utf8(stub->path), .line = 1, .excerpt = stub->points_to};
  }
  if (const auto piece = best_piece(context, "development", 20)) return piece->evidence();
  return std::nullopt;
}

void detect(const Context& context, FindingSink& out) {
  const auto obtain = how_to_obtain(context), feedback = how_to_give_feedback(context),
             contribute = how_to_contribute(context);
  const bool forge = has_forge_tracker(context);
  const std::string tracker = context.get<Project>().forge.issues_link();
  std::vector<Evidence> seen;
  std::vector<std::string> missing;
  const auto part = [&](const std::optional<Evidence>& evidence, std::string name) {
    if (evidence) {
      seen.push_back(*evidence);
    } else {
      missing.push_back(std::move(name));
    }
  };
  part(contribute, msg("how to contribute"));
  part(obtain, msg("how to obtain it"));
  if (!feedback && forge) {
    seen.push_back(at_url(tracker));
  } else {
    part(feedback, msg("how to give feedback"));
  }
  if (missing.empty()) {
    const std::string where = feedback ? place(*feedback) : tracker;
    out.met(kInteract, feedback ? Confidence::strong : Confidence::likely,
            msg("The project says how to obtain the software ({}), how to give feedback ({}) and how to "
                "contribute ({}).",
                place(*obtain), where, place(*contribute)),
            seen);
  } else if (seen.size() == 2) {
    out.met(kInteract, Confidence::partial,
            msg("Two of the three things were found in {}; {} was not.",
                join_names({place(seen[0]).empty() ? seen[0].url : place(seen[0]),
                            place(seen[1]).empty() ? seen[1].url : place(seen[1])}),
                missing.front()),
            seen,
            msg("Where does the project say {} (a sentence in the README is enough)?", missing.front()));
  } else if (!context.get<Documents>().complete()) {
    out.unknown(
        kInteract, msg("Not every document could be read."),
        msg("Does the project say how to obtain the software, how to give feedback and how to contribute?"),
        seen);
  } else {
    out.unmet(kInteract, Confidence::partial, msg("The repository does not say {}.", join_names(missing)),
              seen, msg("Does the project's web site say {}?", join_names(missing)));
  }
}

}  // namespace

extern const Detector interact;
const Detector interact{
    .id = "interact",
    .summary = "Looks for how to obtain the software, how to give feedback and how to contribute.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
