// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/report/proposal.h"

#include <fmt/format.h>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/report/claim_file.h"
#include "scanner/report/escape.h"

namespace badgescan {
namespace {

constexpr std::size_t kMinUrl = 200;
constexpr std::size_t kMinJustification = 40;  // shorter pieces say nothing
constexpr std::size_t kFair = 240;             // of a justification, so that a URL holds several

std::string parameter(std::string_view key, std::string_view value) {
  return '&' + std::string(key) + '=' + escape_url(value);
}

bool proposed(const Answer& answer, const RenderOptions& options, Level level) {
  if (answer.status == Status::unknown || answer.criterion->at(level) == nullptr) return false;
  if (answer.origin == Answer::Origin::derived) return false;
  return !options.only_proven || answer.confidence >= kProven || answer.origin == Answer::Origin::claim;
}

/// The parameter of a justification in at most `room` bytes; empty when too little of it would be left.
std::string justification_in(const Answer& answer, std::size_t room, std::vector<std::string>& cut) {
  if (answer.justification.empty()) return {};
  const std::string key = answer.criterion->id + "_justification";
  std::string out;
  std::size_t most = kFair;
  std::string text = shorten_keeping_link(answer.justification, most);
  while ((out = parameter(key, text)).size() > room && most > kMinJustification) {
    most = most * 3 / 4;
    text = shorten_keeping_link(answer.justification, most);
  }
  if (out.size() > room) out.clear();
  if (out.empty() || text != answer.justification) cut.push_back(answer.criterion->id);
  return out;
}

}  // namespace

std::size_t url_limit(const RenderOptions& options) {
  return std::max(static_cast<std::size_t>(std::max(options.max_url, 0)), kMinUrl);
}

std::string proposal_base(const Report& report, const RenderOptions& options, Level level) {
  const std::string site =
      "https://www.bestpractices.dev/" + (options.locale.empty() ? "" : options.locale + "/") + "projects";
  std::string url =
      options.project_id.empty()
          ? fmt::format("{}?as=edit&section={}&url={}", site, name_of(level), escape_url(report.forge.url))
          : fmt::format("{}/{}/{}/edit?section={}", site, escape_url(options.project_id), name_of(level),
                        name_of(level));
  if (!options.overrides.empty()) url += parameter("overrides", join(options.overrides, ","));
  return url;
}

std::string proposal_fields(const ProjectAnswers& project) {
  std::string out;
  constexpr std::size_t kShortField = 254;  // the site's limit
  std::string languages;
  for (const Language& language : project.languages)
    languages += (languages.empty() ? "" : ", ") + language.name;
  if (!project.name.empty()) out += parameter("name", shorten(project.name, kShortField));
  if (!project.description.empty()) out += parameter("description", shorten(project.description, kFair));
  if (!project.license.empty()) out += parameter("license", shorten(project.license, kShortField));
  if (!languages.empty()) out += parameter("implementation_languages", shorten(languages, kShortField));
  return out;
}

std::vector<std::string> proposal_urls(const Report& report, const RenderOptions& options, Level level,
                                       std::vector<std::string>& remarks) {
  const std::size_t most = url_limit(options);
  const std::string base = proposal_base(report, options, level);
  const std::string fields = proposal_fields(report.project);
  const bool fields_fit = base.size() + fields.size() <= most / 2;
  std::vector<std::string> urls, cut, left_out;
  std::string start, statuses, justifications;
  const auto begin = [&] {
    start = urls.empty() && fields_fit ? base + fields : base;
    statuses.clear();
    justifications.clear();
  };
  const auto room = [&] {
    const std::size_t used = start.size() + statuses.size() + justifications.size();
    return most - std::min(most, used);
  };
  begin();
  for (const Answer& answer : report.assessment.answers) {
    if (!proposed(answer, options, level)) continue;
    const std::string status = parameter(answer.criterion->id + "_status", name_of(answer.status));
    std::vector<std::string> ignored;
    const std::string whole = justification_in(answer, most, ignored);
    if (!statuses.empty() && status.size() + whole.size() > room()) {
      urls.push_back(start + statuses + justifications);
      begin();
    }
    if (status.size() > room()) {
      left_out.push_back(answer.criterion->id);
      continue;
    }
    statuses += status;
    justifications += justification_in(answer, room(), cut);
  }
  if (!statuses.empty()) urls.push_back(start + statuses + justifications);
  if (!cut.empty()) {
    remarks.push_back(msg("{}: justifications shortened to fit into {} bytes a URL (--max-url): {}",
                          name_of(level), most, join_names(cut, 8)));
  }
  if (!fields_fit && !urls.empty()) left_out.push_back(msg("name and description"));
  if (!left_out.empty()) {
    remarks.push_back(msg("{}: left out, a URL of {} bytes (--max-url) has no room for them: {}",
                          name_of(level), most, join_names(left_out, 8)));
  }
  return urls;
}

}  // namespace badgescan
