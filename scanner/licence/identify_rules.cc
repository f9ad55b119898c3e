// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/licence/identify_rules.h"

#include "scanner/base/text.h"

namespace badgescan::licence {
namespace {

/// Whether a name is more than one word; a cheap guess is enough.
bool has_parts(std::string_view name) { return name.find_first_of(" -.") != std::string_view::npos; }

void add_phrases(PhraseTable& table, const JsonPlace& list, std::uint32_t number) {
  for (std::size_t i = 0; i < list.size(); i++) {
    const JsonPlace place = list.item(i);
    if (!table.add(place.string(), number)) place.fail("a phrase must start and end with a word");
  }
}

void check_examples(const JsonPlace& root) {
  const JsonPlace examples = root.at("examples");
  examples.only({"hit", "miss"});
  if (examples.at("hit").size() == 0 || examples.at("miss").size() == 0)
    examples.fail("at least one hit and one miss");
}

}  // namespace

void Identifier::Rules::load_names(const JsonPlace& root) {
  root.only({"names", "gnu", "examples"});
  check_examples(root);
  add_list_names();
  const JsonPlace list = root.at("names");
  for (std::size_t i = 0; i < list.size(); i++) {
    const JsonPlace place = list.item(i);
    place.only({"id", "as", "certain"});
    Result<Expression> licence = parse_expression(place.at("id").string());
    if (!licence) place.fail(licence.error());
    meanings.push_back({.licence = *licence, .certain = place.flag("certain")});
    add_phrases(names, place.at("as"), static_cast<std::uint32_t>(meanings.size() - 1));
  }
  const JsonPlace gnu = root.at("gnu");
  for (std::size_t i = 0; i < gnu.size(); i++) add_gnu(gnu.item(i));
}

void Identifier::Rules::add_list_names() {
  for (const SpdxId& id : Spdx::get().ids()) {
    if (id.exception || id.deprecated || is_gnu(id.id)) continue;
    const auto number = static_cast<std::uint32_t>(meanings.size());
    meanings.push_back({.licence = Expression::term(std::string(id.id)), .from_list = true});
    if (has_parts(id.id)) names.add(id.id, number);
    if (has_parts(id.name) && id.name.find('|') == std::string_view::npos) names.add(id.name, number);
  }
}

void Identifier::Rules::add_gnu(const JsonPlace& place) {
  place.only({"family", "versions", "as"});
  const std::string family = place.at("family").string();
  const std::vector<std::string> versions = place.at("versions").strings();
  const auto number = static_cast<std::uint32_t>(meanings.size());
  meanings.push_back({.gnu = family, .versions = versions});
  add_phrases(names, place.at("as"), number);
  for (const std::string& known : versions) {
    const std::string major = known.substr(0, known.find('.'));
    for (const std::string& form : {known, "v" + known, major, "v" + major}) {
      const std::vector<Word> words = words_of(form);
      if (words.size() == 1) numbers.emplace(words.front().hash, known);
    }
    // One word each: gplv2, gpl2, lgplv2.1, …
    const std::string low = to_lower(family);
    const auto fixed = static_cast<std::uint32_t>(meanings.size());
    meanings.push_back({.gnu = family, .versions = {known}, .fixed = true});
    for (const std::string& form : {low + "v" + known, low + "v" + major, low + major, low + known}) {
      const bool whole = form.find('.') != std::string::npos || known.ends_with(".0");
      if (whole) names.add(form, fixed);
    }
  }
}

void Identifier::Rules::load_phrases(const JsonPlace& root) {
  root.only({"stated", "denied", "choice", "later", "only", "reserved", "refers", "bundled", "restrictions",
             "examples"});
  check_examples(root);
  add_phrases(stated, root.at("stated"), 0);
  add_phrases(denied, root.at("denied"), 0);
  add_phrases(choice, root.at("choice"), 0);
  add_phrases(later, root.at("later"), 0);
  add_phrases(only, root.at("only"), 0);
  add_phrases(reserved, root.at("reserved"), 0);
  add_phrases(refers, root.at("refers"), 0);
  add_phrases(bundled, root.at("bundled"), 0);
  const JsonPlace list = root.at("restrictions");
  for (std::size_t i = 0; i < list.size(); i++) {
    const JsonPlace place = list.item(i);
    place.only({"id", "means", "licence", "as"});
    restriction_rules.push_back(
        {place.at("id").string(), place.at("means").string(), place.string_or("licence", "")});
    add_phrases(restrictions, place.at("as"), static_cast<std::uint32_t>(i));
  }
}

void Identifier::Rules::load_verdicts(const JsonPlace& root) {
  root.only({"not_free", "also_free", "content"});
  const JsonPlace list = root.at("not_free");
  for (std::size_t i = 0; i < list.size(); i++) {
    const JsonPlace place = list.item(i);
    place.only({"ids", "why"});
    for (const std::string& pattern : place.at("ids").strings())
      not_free.push_back({pattern, place.at("why").string()});
  }
  also_free = root.at("also_free").strings();
  content = root.at("content").strings();
}

}  // namespace badgescan::licence
