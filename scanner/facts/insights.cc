// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/insights.h"

#include <algorithm>
#include <array>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/base/yaml.h"
#include "scanner/facts/tree_index.h"
#include "scanner/rules/rule_set.h"
#include "scanner/rules/strict_json.h"

namespace badgescan {
namespace {

constexpr std::string_view kFile = "security_insights.json";
constexpr std::array<std::string_view, 3> kFolders{"", ".github", ".gitlab"};
constexpr std::size_t kSiteBytes = 50'000;

std::vector<std::string> keys_of(std::string_view path) {
  std::vector<std::string> keys;
  for (const std::string_view key : split(path, '.')) keys.emplace_back(key);
  return keys;
}

InsightRow read_row(const Catalogue& catalogue, const JsonPlace& place) {
  place.only({"at", "item", "also", "is", "contains", "criterion", "status", "confidence"});
  InsightRow row;
  row.at = keys_of(place.at("at").string());
  if (place.has("item")) row.item = keys_of(place.at("item").string());
  if (place.has("also")) row.also = keys_of(place.at("also").string());
  row.is = place.strings_or_none("is");
  row.contains = place.strings_or_none("contains");
  row.criterion = place.at("criterion").string();
  if (catalogue.find(row.criterion) == nullptr)
    place.at("criterion").fail(msg("unknown criterion \"{}\"", row.criterion));
  const std::optional<Status> status = status_named(place.at("status").string());
  if (!status) place.at("status").fail(msg("Met, Unmet or N/A is expected"));
  row.status = *status;
  const int confidence = place.at("confidence").integer();
  if (confidence < 1 || confidence > 5) place.at("confidence").fail(msg("a number from 1 to 5 is expected"));
  row.confidence = static_cast<Confidence>(confidence);
  return row;
}

YamlNode follow(YamlNode node, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) node = node[std::string_view(key)];
  return node;
}

/// `true` of the rules is any spelling of it.
bool word_is(const YamlNode& node, std::string_view wanted) {
  if (wanted == "true") return node.is_true();
  if (wanted == "false") return node.is_false();
  return equals_ignoring_case(node.text(), wanted);
}

bool says_something(const YamlNode& node) {
  if (node.is_scalar()) return !trim(node.text()).empty() && !node.is_false();
  return node.size() > 0;
}

bool value_fits(const InsightRow& row, const YamlNode& node) {
  if (node.is_null()) return false;
  if (!row.is.empty())
    return std::any_of(row.is.begin(), row.is.end(), [&](const auto& word) { return word_is(node, word); });
  if (!row.contains.empty())
    return std::any_of(row.contains.begin(), row.contains.end(),
                       [&](const auto& part) { return contains_ignoring_case(node.text(), part); });
  return says_something(node);
}

/// The node that makes the row true, or a missing one.
YamlNode hit(const InsightRow& row, const YamlNode& root) {
  const YamlNode value = follow(root, row.at);
  if (row.item.empty()) return value_fits(row, value) ? value : YamlNode();
  for (std::size_t i = 0; i < value.size() && value.is_sequence(); ++i) {
    const YamlNode field = follow(value[i], row.item);
    const bool with_the_other = row.also.empty() || follow(value[i], row.also).is_true();
    if (with_the_other && value_fits(row, field)) return field;
  }
  return {};
}

std::string described(const InsightRow& row, const YamlNode& node) {
  const std::string at = join(row.at, ".");
  if (!node.is_scalar()) return at;
  return fmt::format("{}: {}", at, shorten(fold_space(clean_utf8(node.text())), 160));
}

Finding conclude(const InsightRow& row, const YamlNode& node, const std::string& path) {
  std::string text = described(row, node);
  return {.criterion = row.criterion,
          .status = row.status,
          .confidence = row.confidence,
          .justification = msg("The security insights file says {}.", text),
          .evidence = {{.path = path, .line = node.line(), .excerpt = std::move(text)}},
          .ask = {},
          .detector = "security_insights"};
}

const Entry* find_file(const Facts& facts) {
  const TreeIndex& tree = facts.get<TreeIndex>();
  for (const std::string_view folder : kFolders) {
    for (const std::string_view name : {"security-insights.yml", "security-insights.yaml"}) {
      for (const Entry* entry : tree.named(name)) {
        if (equals_ignoring_case(entry->folder(), folder)) return entry;
      }
    }
  }
  return nullptr;
}

}  // namespace

Result<std::vector<InsightRow>> load_insight_rows(const RuleSet& rules) {
  std::vector<InsightRow> rows;
  const Outcome done = strict_load(rules.file(kFile), rules.origin(kFile), [&](const JsonPlace& root) {
    const JsonPlace list = root.only({"rows"}).at("rows");
    for (std::size_t i = 0; i < list.size(); ++i) rows.push_back(read_row(rules.catalogue(), list.item(i)));
  });
  if (!done) return Error{done.error()};
  return rows;
}

Insights Insights::collect(const Facts& facts) {
  Insights out;
  const Entry* entry = find_file(facts);
  if (entry == nullptr) return out;
  out.path = clean_utf8(entry->path);
  const FileText text = facts.text(*entry);
  if (text == nullptr) return out;
  const Result<YamlFile> yaml = YamlFile::parse(*text);
  if (!yaml) {
    facts.note(Note::Kind::unread, entry->path,
               msg("the security insights could not be read: {}", yaml.error()));
    return out;
  }
  if (text->size() > kSiteBytes) {
    facts.note(Note::Kind::warning, entry->path,
               msg("the badge site does not read security insights of more than {} bytes", kSiteBytes));
  }
  const Result<std::vector<InsightRow>> rows = load_insight_rows(facts.rules());
  if (!rows) {
    facts.note(Note::Kind::unread, "", rows.error());
    return out;
  }
  const YamlNode root = yaml->root();
  if (!root.is_mapping()) {
    facts.note(Note::Kind::unread, entry->path, msg("the security insights are no mapping of keys"));
    return out;
  }
  out.version = clean_utf8(root["header"]["schema-version"].text());
  for (const InsightRow& row : *rows) {
    const YamlNode node = hit(row, root);
    if (node.exists()) out.findings.push_back(conclude(row, node, out.path));
  }
  return out;
}

}  // namespace badgescan
