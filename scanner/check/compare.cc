#include "scanner/check/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/report/layout.h"

namespace badgescan {
namespace {

using Json = nlohmann::ordered_json;

/// How good an answer is for the badge: Unmet, open, N/A or Met.
int rank(const SavedAnswer& answer) {
  switch (answer.status) {
    case Status::unmet:
      return 0;
    case Status::unknown:
      return 1;
    default:
      return 2;
  }
}

bool is_derived(const Criterion& criterion) { return criterion.id.starts_with("achieve_"); }

std::vector<std::string> causes_of(const SavedAnswer& before, const SavedAnswer& after,
                                   const std::vector<std::string>& paths) {
  std::vector<std::string> causes;
  for (const SavedAnswer* answer : {&before, &after}) {
    for (const Evidence& evidence : answer->evidence) {
      const bool changed = std::find(paths.begin(), paths.end(), evidence.path) != paths.end();
      if (changed && std::find(causes.begin(), causes.end(), evidence.path) == causes.end())
        causes.push_back(evidence.path);
    }
  }
  return causes;
}

bool fell(const std::optional<Level>& before, const std::optional<Level>& after) {
  return before && (!after || *after < *before);
}

std::string requirements_of(const Criterion& criterion) {
  std::string out;
  for (const Requirement& requirement : criterion.requirements) {
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", name_of(requirement.category),
                       name_of(requirement.level));
  }
  return out;
}

}  // namespace

bool Comparison::lost_level() const {
  return fell(before.metal, after.metal) || fell(before.baseline, after.baseline);
}

Comparison compare(const Catalogue& catalogue, SavedScan before, SavedScan after,
                   const std::vector<std::string>& changed_paths) {
  Comparison out;
  for (const Criterion& criterion : catalogue.criteria()) {
    const SavedAnswer* a = before.find(criterion.id);
    const SavedAnswer* b = after.find(criterion.id);
    if (a == nullptr || b == nullptr || a->status == b->status || is_derived(criterion)) continue;
    out.changes.push_back({&criterion, *a, *b, rank(*b) < rank(*a), causes_of(*a, *b, changed_paths)});
  }
  std::stable_sort(out.changes.begin(), out.changes.end(), [](const Change& x, const Change& y) {
    return std::tuple(!x.worse, x.criterion->strictest()) < std::tuple(!y.worse, y.criterion->strictest());
  });
  out.before = std::move(before);
  out.after = std::move(after);
  return out;
}

std::string describe(const Comparison& comparison, const RenderOptions& options) {
  const Painter paint(options.colour);
  const std::string_view arrow = options.utf8 ? "→" : "->";
  const auto width = static_cast<std::size_t>(std::max(options.width, 40));
  std::string out;
  for (const Change& change : comparison.changes) {
    const Style style = change.worse ? Style::bad : Style::good;
    const std::string causes = change.causes.empty() ? "" : "; " + join_names(change.causes, 3);
    out += fmt::format("  {} {}  {} {} {} {}\n", paint(style, change.worse ? msg("worse ") : msg("better")),
                       paint(Style::bold, change.criterion->id), name_of(change.before.status), arrow,
                       name_of(change.after.status),
                       paint(Style::dim, escape_controls(fmt::format(
                                             "({}{})", requirements_of(*change.criterion), causes))));
    const std::string& why = change.after.justification;
    if (!why.empty()) out += "         " + wrap(escape_controls(shorten(why, 300)), width, 9) + '\n';
  }
  for (const Level level : kLevels) {
    const auto at = static_cast<std::size_t>(level);
    const int a = comparison.before.percentages[at], b = comparison.after.percentages[at];
    if (a != b) out += fmt::format("  {}: {} % {} {} %\n", name_of(level), a, arrow, b);
  }
  const auto level_name = [](const std::optional<Level>& level) {
    return level ? std::string(name_of(*level)) : msg("in progress");
  };
  if (comparison.before.metal != comparison.after.metal) {
    out += "  " +
           msg("likely level: {} {} {}, score {} {} {}", level_name(comparison.before.metal), arrow,
               level_name(comparison.after.metal), comparison.before.score, arrow, comparison.after.score) +
           '\n';
  }
  if (comparison.before.baseline != comparison.after.baseline) {
    out += "  " +
           msg("likely baseline level: {} {} {}", level_name(comparison.before.baseline), arrow,
               level_name(comparison.after.baseline)) +
           '\n';
  }
  return out;
}

std::string describe_json(const Comparison& comparison) {
  Json changes = Json::array();
  for (const Change& change : comparison.changes) {
    changes.push_back({{"criterion", change.criterion->id},
                       {"category", name_of(change.criterion->strictest())},
                       {"before", name_of(change.before.status)},
                       {"after", name_of(change.after.status)},
                       {"worse", change.worse},
                       {"causes", change.causes},
                       {"justification", change.after.justification}});
  }
  Json levels = Json::object();
  for (const Level level : kLevels) {
    const auto at = static_cast<std::size_t>(level);
    levels[std::string(name_of(level))] = {{"before", comparison.before.percentages[at]},
                                           {"after", comparison.after.percentages[at]}};
  }
  const Json out = {{"schema", "badgescan-diff/1"},
                    {"before", {{"commit", comparison.before.commit}, {"score", comparison.before.score}}},
                    {"after", {{"commit", comparison.after.commit}, {"score", comparison.after.score}}},
                    {"lost_level", comparison.lost_level()},
                    {"levels", std::move(levels)},
                    {"changes", std::move(changes)}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace badgescan
