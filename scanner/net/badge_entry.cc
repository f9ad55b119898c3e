// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The project's entry on bestpractices.dev, as its JSON interface gives it.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/net/ask.h"
#include "scanner/net/json.h"

namespace badgescan::net {
namespace {

constexpr std::string_view kStatus = "_status";
constexpr std::string_view kJustification = "_justification";

/// Numbers come as numbers, or as text in older answers.
int percentage(const json& value) {
  if (value.is_number_integer())
    return static_cast<int>(std::clamp<std::int64_t>(value.get<std::int64_t>(), 0, 300));
  return 0;
}

std::string status_text(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  // The newer interface numbers them.
  constexpr const char* kNames[] = {"?", "Unmet", "N/A", "Met"};
  if (value.is_number_integer() && value.get<std::int64_t>() >= 0 && value.get<std::int64_t>() <= 3) {
    return kNames[value.get<std::int64_t>()];
  }
  return "?";
}

BadgeEntry read_entry(const json& j, const std::string& base) {
  BadgeEntry entry;
  entry.id = std::to_string(number_of(j, "id"));
  entry.name = text_of(j, "name");
  entry.url = base + "/projects/" + entry.id;
  entry.level = text_of(j, "badge_level");
  entry.tiered_percentage = percentage(member(j, "tiered_percentage"));
  entry.updated = text_of(j, "updated_at").substr(0, 10);
  constexpr std::pair<const char*, const char*> kLevels[] = {{"badge_percentage_0", "passing"},
                                                             {"badge_percentage_1", "silver"},
                                                             {"badge_percentage_2", "gold"},
                                                             {"badge_percentage_baseline_1", "baseline-1"},
                                                             {"badge_percentage_baseline_2", "baseline-2"},
                                                             {"badge_percentage_baseline_3", "baseline-3"}};
  for (const auto& [key, level] : kLevels) {
    if (j.contains(key)) entry.percentages[level] = percentage(j[key]);
  }
  if (entry.level.empty()) {
    entry.level = entry.percentages["gold"] >= 100      ? "gold"
                  : entry.percentages["silver"] >= 100  ? "silver"
                  : entry.percentages["passing"] >= 100 ? "passing"
                                                        : "in_progress";
  }
  for (const auto& [key, value] : j.items()) {
    if (key.ends_with(kStatus))
      entry.statuses[key.substr(0, key.size() - kStatus.size())] = clean_utf8(status_text(value));
    if (key.ends_with(kJustification) && value.is_string()) {
      entry.justifications[key.substr(0, key.size() - kJustification.size())] =
          clean_utf8(value.get<std::string>());
    }
  }
  return entry;
}

bool same_place(std::string a, std::string b) {
  const auto plain = [](std::string& url) {
    url = to_lower(url);
    if (url.starts_with("http://")) url.erase(0, 7);
    if (url.starts_with("https://")) url.erase(0, 8);
    if (url.starts_with("www.")) url.erase(0, 4);
    while (url.ends_with('/')) url.pop_back();
    if (url.ends_with(".git")) url.resize(url.size() - 4);
  };
  plain(a);
  plain(b);
  return !a.empty() && a == b;
}

}  // namespace

Asked<BadgeEntry> ask_badge_entry(Http& http, const std::string& base, const std::string& id,
                                  const std::vector<std::string>& urls) {
  Asked<BadgeEntry> out;
  if (!id.empty()) {
    const Answer answer = read_answer(http.fetch(
        Request{.url = base + "/projects/" + percent_encode(id) + ".json", .what = msg("the badge entry")}));
    if (answer.body && answer.body->is_object() && number_of(*answer.body, "id") > 0) {
      out.value = read_entry(*answer.body, base);
      out.url = out.value->url;
      return out;
    }
    out.why = answer.why.empty() ? msg("entry {} could not be read", id) : answer.why;
    return out;
  }
  for (const std::string& url : urls) {
    if (url.empty()) continue;
    const Answer answer =
        read_answer(http.fetch(Request{.url = base + "/projects.json?url=" + percent_encode(url),
                                       .what = msg("search for the badge entry")}));
    if (!answer.body) {
      out.why = answer.why;
      continue;
    }
    std::vector<const json*> found;
    for (const json& project : items_of(*answer.body)) {
      if (same_place(text_of(project, "repo_url"), url) || same_place(text_of(project, "homepage_url"), url))
        found.push_back(&project);
    }
    if (found.size() == 1) {
      out.value = read_entry(*found.front(), base);
      out.url = out.value->url;
      out.why.clear();
      return out;
    }
    out.why = found.empty() ? msg("no entry names {}", url)
                            : msg("{} entries name {}; choose one with --id", found.size(), url);
  }
  return out;
}

}  // namespace badgescan::net

namespace badgescan {

int BadgeEntry::score() const {
  return level == "gold" ? 10 : level == "silver" ? 7 : level == "passing" ? 5 : 2;
}

}  // namespace badgescan
