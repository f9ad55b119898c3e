// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/badge_link.h"

#include "scanner/base/text.h"
#include "scanner/facts/documents.h"

namespace badgescan {

std::string badge_id_in(std::string_view url) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (const std::string_view host : {"bestpractices.dev/", "bestpractices.coreinfrastructure.org/"}) {
    const auto at = url.find(host);
    if (at == std::string_view::npos || (at > 0 && url[at - 1] != '/' && url[at - 1] != '.')) continue;
    const auto projects = url.find("projects/", at + host.size());
    // Between them at most a language: "en/", "pt-BR/".
    if (projects == std::string_view::npos || projects - at - host.size() > 6) continue;
    std::string_view rest = url.substr(projects + 9);
    std::size_t digits = 0;
    while (digits < rest.size() && is_digit(rest[digits])) ++digits;
    const bool ends = digits == rest.size() || rest[digits] == '/' || rest[digits] == '.' ||
                      rest[digits] == '?' || rest[digits] == '#';
    if (digits > 0 && digits < 10 && ends) return std::string(rest.substr(0, digits));
  }
  return {};
}

std::string badge_id_of(const Facts& facts) {
  std::string found;
  for (const Document* readme : facts.get<Documents>().of("readme")) {
    for (const Link& link : readme->links) {
      const std::string id = badge_id_in(link.target);
      if (id.empty() || id == found) continue;
      if (!found.empty()) return {};
      found = id;
    }
    if (!found.empty()) return found;
  }
  return found;
}

}  // namespace badgescan
