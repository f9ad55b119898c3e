// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/model/satisfies.h"

#include <algorithm>

#include "scanner/base/text.h"

namespace badgescan {
namespace {

constexpr std::size_t kMinJustification = 5;

/// The site ignores a justification that starts like a comment.
std::string_view counted(std::string_view justification) {
  return justification.starts_with("// ") ? std::string_view{} : trim(justification);
}

/// Characters, not bytes: every byte but the second and later ones of a UTF-8 sequence begins one.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool justified(std::string_view justification) {
  return characters(counted(justification)) >= kMinJustification;
}

}  // namespace

bool has_url(std::string_view justification) {
  std::string_view text = counted(justification);
  for (std::size_t at = text.find("http"); at != std::string_view::npos; at = text.find("http", at + 1)) {
    std::string_view rest = text.substr(at + 4);
    if (rest.starts_with('s')) rest.remove_prefix(1);
    if (!rest.starts_with("://")) continue;
    rest.remove_prefix(3);
    // [^/. ]+\.[^ ] : a host label, a dot, and something after it.
    std::size_t label = 0;
    while (label < rest.size() && rest[label] != '/' && rest[label] != '.' && rest[label] != ' ') ++label;
    if (label > 0 && label + 1 < rest.size() && rest[label] == '.' && rest[label + 1] != ' ') return true;
  }
  return false;
}

bool satisfies(const Requirement& requirement, Status status, std::string_view justification) {
  switch (status) {
    case Status::met:
      if (requirement.met_url_required) return has_url(justification);
      return !requirement.met_justification_required || justified(justification);
    case Status::not_applicable:
      return requirement.na_allowed && (!requirement.na_justification_required || justified(justification));
    case Status::unmet:
      if (requirement.category == Category::suggested) return true;
      return requirement.category == Category::should && justified(justification);
    case Status::unknown:
      break;
  }
  return false;
}

Missing missing_for(const Requirement& requirement, Status status, std::string_view justification) {
  // Any link is a reason, too: when this would do, only the justification is at fault.
  constexpr std::string_view kPerfect = "https://example.org/";
  if (satisfies(requirement, status, justification) || !satisfies(requirement, status, kPerfect))
    return Missing::nothing;
  return status == Status::met && requirement.met_url_required ? Missing::link : Missing::reason;
}

}  // namespace badgescan
