// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// OSPS-QA-04.01, QA-04.02: projects of several repositories. The tree shows hints only (submodules, a list of
// repositories); whether there are others, people know.
#include "detectors/baseline/baseline_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/facts/tree_index.h"

namespace badgescan {
namespace {

constexpr std::string_view kList = "osps_qa_04_01", kStrict = "osps_qa_04_02";
constexpr std::string_view kCriteria[] = {kList, kStrict};

/// A submodule that lives beside this repository, under the same owner.
std::optional<Evidence> own_submodule(const Context& context) {
  const Entry* entry = context.facts().snapshot().find(".gitmodules");
  const FileText text = entry == nullptr ? nullptr : context.facts().text(*entry);
  if (text == nullptr) return std::nullopt;
  const ForgeLocation& own = context.get<Project>().forge;
  int number = 0;
  for (const std::string_view line : split_lines(*text)) {
    ++number;
    const std::string_view trimmed = trim(line);
    if (!trimmed.starts_with("url")) continue;
    const std::string_view url = trim(trimmed.substr(trimmed.find('=') + 1));
    const ForgeLocation other = locate(url);
    const bool beside = url.starts_with("../") || url.starts_with("./") ||
                        (!own.owner.empty() && other.host == own.host && other.owner == own.owner);
    if (beside) return seen_at(".gitmodules", number, trimmed);
  }
  return std::nullopt;
}

void detect(const Context& context, FindingSink& out) {
  const Search list = context.search("subproject_list");
  const auto submodule = own_submodule(context);
  const std::string ask_list = msg(
      "If the project consists of several repositories, where are they listed (N/A if it is only this one)?");
  const std::string ask_strict =
      msg("If a release is made of several repositories, do they all keep the same security rules (N/A if it "
          "is made of this one only)?");
  if (list) {
    out.met(kList, Confidence::partial, msg("{} says: {}", place(list.best()), quote(list.best())),
            some(list.hits), ask_list);
    out.unknown(kStrict, msg("The project seems to have several repositories."), ask_strict, some(list.hits));
  } else if (submodule) {
    out.met(kList, Confidence::partial,
            msg("{} lists repositories of the project: {}", place(*submodule), submodule->excerpt),
            {*submodule}, ask_list);
    out.unknown(kStrict, msg("The project seems to have several repositories."), ask_strict, {*submodule});
  } else {
    const std::string one = msg("Nothing in the repository points to other repositories of the project.");
    out.not_applicable(kList, Confidence::partial, one, {}, ask_list);
    out.not_applicable(kStrict, Confidence::partial, one, {}, ask_strict);
  }
}

}  // namespace

extern const Detector subprojects;
const Detector subprojects{.id = "subprojects",
                           .summary = "Looks for lists of repositories and for submodules of the same owner.",
                           .criteria = kCriteria,
                           .detect = detect};

}  // namespace badgescan
