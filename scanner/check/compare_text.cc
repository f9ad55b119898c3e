// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/check/compare.h"
#include "scanner/model/titles.h"
#include "scanner/report/layout.h"
#include "scanner/report/words.h"

namespace badgescan {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShownOfId = 12;

std::string requirements_of(const Criterion& criterion) {
  std::string out;
  for (const Requirement& requirement : criterion.requirements) {
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name_of(requirement.category),
                       name_of(requirement.level));
  }
  return out;
}

std::string sentence_of(const Cause& cause) {
  const std::string place = cause.line > 0 ? fmt::format("{}:{}", cause.path, cause.line) : cause.path;
  switch (cause.kind) {
    case Cause::Kind::added:
      return msg("because {} was added", place);
    case Cause::Kind::removed:
      return msg("because {} was removed", place);
    case Cause::Kind::changed:
      return msg("because {} changed", place);
    case Cause::Kind::cited:
      return msg("new evidence: {}", place);
    case Cause::Kind::dropped:
      return msg("evidence before, not now: {}", place);
    case Cause::Kind::reworded:
      return msg("because {} reads otherwise", place);
    case Cause::Kind::commit:
      break;
  }
  return msg("since this commit");
}

class ComparisonText {
 public:
  ComparisonText(const Comparison& comparison, const RenderOptions& options)
      : comparison_(comparison),
        options_(options),
        paint_(options.colour),
        width_(reading_width(options.width)) {}

  std::string render() {
    for (const Change& change : comparison_.changes) one(change);
    levels();
    return options_.utf8 ? std::move(out_) : in_ascii(std::move(out_));
  }

 private:
  void line(std::string_view text) { out_.append(text).append("\n"); }

  void block(std::string_view text, std::size_t indent, Style style = Style::plain) {
    line(std::string(indent, ' ') + paint_(style, wrap(escape_controls(text), width_, indent)));
  }

  void one(const Change& change) {
    const std::string worse = msg("worse"), better = msg("better");
    const std::string label =
        column(change.worse ? worse : better, std::max(display_width(worse), display_width(better)));
    const std::string words = fmt::format("{} → {} · {}", title_of(change.before.status),
                                          title_of(change.after.status), requirements_of(*change.criterion));
    const std::string& id = change.criterion->id;
    const bool fits = 2 + display_width(label) + 2 + id.size() + 2 + display_width(words) <= width_;
    line("  " + paint_(change.worse ? Style::bad : Style::good, label) + "  " + paint_(Style::bold, id) +
         (fits ? "  " + words : "\n    " + wrap(words, width_, 4)));
    if (!change.after.justification.empty()) block(shorten(change.after.justification, 300), 4);
    for (const Cause& cause : change.causes) because(cause);
  }

  void because(const Cause& cause) {
    block(sentence_of(cause), 4);
    for (const CommitName& commit : cause.commits) {
      const std::string date = commit.time > 0 ? iso_date(commit.time) + "  " : "";
      const std::string text = fmt::format("{}  {}{}", commit.id.substr(0, kShownOfId), date, commit.subject);
      line("      " + paint_(Style::dim, trim(column(escape_controls(text), width_ - 6))));
    }
    if (cause.more_commits > 0)
      block(msg_n(cause.more_commits, "… and {} more commit", "… and {} more commits"), 6, Style::dim);
  }

  void levels() {
    const SavedScan &before = comparison_.before, &after = comparison_.after;
    for (const Level level : kLevels) {
      const auto at = static_cast<std::size_t>(level);
      const int a = before.percentages[at], b = after.percentages[at];
      if (a != b) line(fmt::format("  {:<10}  {:>3} % → {:>3} %", name_of(level), a, b));
    }
    if (before.metal != after.metal)
      block(msg("likely level: {} → {}", title_of(before.metal), title_of(after.metal)), 2);
    if (before.baseline != after.baseline)
      block(msg("likely baseline level: {} → {}", title_of(before.baseline), title_of(after.baseline)), 2);
    if (before.score != after.score) block(msg("score: {} → {}", before.score, after.score), 2);
    if (before.tiered_percentage != after.tiered_percentage)
      block(msg("tiered percentage: {} % → {} %", before.tiered_percentage, after.tiered_percentage), 2);
  }

  const Comparison& comparison_;
  const RenderOptions& options_;
  Painter paint_;
  std::size_t width_;
  std::string out_;
};

Json causes_json(const Change& change) {
  Json out = Json::array();
  for (const Cause& cause : change.causes) {
    Json one = {{"kind", name_of(cause.kind)}};
    if (!cause.path.empty()) one["path"] = cause.path;
    if (cause.line > 0) one["line"] = cause.line;
    Json commits = Json::array();
    for (const CommitName& commit : cause.commits) {
      Json named = {{"id", commit.id}};
      if (commit.time > 0) named["date"] = iso_date(commit.time);
      if (!commit.subject.empty()) named["subject"] = commit.subject;
      commits.push_back(std::move(named));
    }
    one["commits"] = std::move(commits);
    if (cause.more_commits > 0) one["more_commits"] = cause.more_commits;
    out.push_back(std::move(one));
  }
  return out;
}

Json state_json(const SavedScan& scan) {
  return {{"commit", scan.commit},
          {"level", scan.metal ? Json(std::string(name_of(*scan.metal))) : Json(nullptr)},
          {"baseline", scan.baseline ? Json(std::string(name_of(*scan.baseline))) : Json(nullptr)},
          {"score", scan.score},
          {"tiered_percentage", scan.tiered_percentage}};
}

}  // namespace

std::string describe(const Comparison& comparison, const RenderOptions& options) {
  return ComparisonText(comparison, options).render();
}

std::string describe_json(const Comparison& comparison) {
  Json changes = Json::array();
  for (const Change& change : comparison.changes) {
    changes.push_back({{"criterion", change.criterion->id},
                       {"category", name_of(change.criterion->strictest())},
                       {"before", name_of(change.before.status)},
                       {"after", name_of(change.after.status)},
                       {"worse", change.worse},
                       {"causes", causes_json(change)},
                       {"justification", change.after.justification}});
  }
  Json levels = Json::object();
  for (const Level level : kLevels) {
    const auto at = static_cast<std::size_t>(level);
    levels[std::string(name_of(level))] = {{"before", comparison.before.percentages[at]},
                                           {"after", comparison.after.percentages[at]}};
  }
  const Json out = {{"schema", "badgescan-diff/1"},          {"before", state_json(comparison.before)},
                    {"after", state_json(comparison.after)}, {"lost_level", comparison.lost_level()},
                    {"levels", std::move(levels)},           {"changes", std::move(changes)}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace badgescan
