// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/document_rules.h"

#include <re2/re2.h>

#include "scanner/base/message.h"
#include "scanner/rules/strict_json.h"

namespace badgescan {
namespace {

std::shared_ptr<const RE2> compile(const JsonPlace& place) {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  auto pattern = std::make_shared<RE2>(place.string(), options);
  if (!pattern->ok()) place.fail(msg("the pattern does not compile: {}", pattern->error()));
  return pattern;
}

/// Lists in which "" (the root, no extension) is a legal member.
std::vector<std::string> texts(const JsonPlace& place) {
  std::vector<std::string> out;
  for (const auto& value : place.value()) {
    if (!value.is_string()) place.fail(msg("expected strings"));
    out.push_back(value.get<std::string>());
  }
  return out;
}

DocumentKind read_kind(const JsonPlace& place) {
  place.only({"kind", "names", "places", "paths", "folders", "extensions", "bare", "deep", "data", "template",
              "headings", "not_headings", "in"});
  DocumentKind kind;
  kind.kind = place.at("kind").string();
  kind.names = place.at("names").strings();
  kind.paths = place.strings_or_none("paths");
  kind.folders = place.strings_or_none("folders");
  if (place.has("extensions")) kind.extensions = texts(place.at("extensions"));
  if (place.has("places")) kind.places = texts(place.at("places"));
  kind.bare = !place.has("bare") || place.flag("bare");
  kind.deep = place.flag("deep");
  kind.data = place.flag("data");
  kind.form = place.flag("template");
  if (place.has("headings")) kind.headings = compile(place.at("headings"));
  if (place.has("not_headings")) kind.not_headings = compile(place.at("not_headings"));
  kind.section_in = place.strings_or_none("in");
  return kind;
}

void index(const std::vector<std::string>& keys, std::size_t kind,
           std::unordered_map<std::string, std::size_t>& to, const JsonPlace& place) {
  for (const std::string& key : keys) {
    if (!to.emplace(key, kind).second) place.fail(msg("'{}' already belongs to another kind", key));
  }
}

}  // namespace

Result<DocumentRules> DocumentRules::parse(std::string_view json, std::string_view origin) {
  DocumentRules rules;
  const Outcome outcome = strict_load(json, origin, [&](const JsonPlace& root) {
    root.only({"places", "trees", "extensions", "languages", "placeholders", "kinds"});
    rules.places = texts(root.at("places"));
    rules.trees = root.at("trees").strings();
    rules.extensions = texts(root.at("extensions"));
    rules.languages = root.at("languages").strings();
    const JsonPlace placeholders = root.at("placeholders");
    for (std::size_t i = 0; i < placeholders.size(); ++i) {
      const JsonPlace place = placeholders.item(i);
      place.only({"pattern", "unless_real_contact", "unless_other_parts"});
      rules.placeholders.push_back({compile(place.at("pattern")), place.flag("unless_real_contact"),
                                    place.flag("unless_other_parts")});
    }
    const JsonPlace kinds = root.at("kinds");
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      const JsonPlace place = kinds.item(i);
      const DocumentKind& kind = rules.kinds.emplace_back(read_kind(place));
      index(kind.names, i, rules.by_name, place);
      index(kind.paths, i, rules.by_path, place);
      index(kind.folders, i, rules.by_folder, place);
    }
  });
  if (!outcome) return Error{outcome.error()};
  return rules;
}

}  // namespace badgescan
