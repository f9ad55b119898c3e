#include "scanner/report/report.h"

namespace badgescan {

std::string Report::link(const Evidence& evidence) const {
  if (!evidence.url.empty()) return evidence.url;
  if (!evidence.path.empty())
    return forge.permalink(commit, evidence.path, evidence.line, evidence.last_line);
  return evidence.commit.empty() ? std::string{} : forge.commit_link(evidence.commit);
}

const Format* format_named(std::string_view name) {
  for (const Format* format : all_formats()) {
    if (format->name == name) return format;
  }
  return nullptr;
}

}  // namespace badgescan
