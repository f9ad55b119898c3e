// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/licence_engine.h"

#include <mutex>
#include <string>

#include "scanner/rules/rule_set.h"

namespace badgescan {

LicenceEngine LicenceEngine::collect(const Facts& facts) {
  // Loading takes milliseconds: runs with the same rules (comparing two revisions, many repositories) share
  // one.
  static std::mutex mutex;
  static std::string known_rules;
  static std::shared_ptr<const licence::Identifier> known;
  std::string rules;
  for (const char* name : {"licences/names.json", "licences/phrases.json", "licences/verdicts.json"})
    rules.append(facts.rules().file(name)).append(1, '\0');
  const std::lock_guard lock(mutex);
  LicenceEngine out;
  if (known == nullptr || known_rules != rules) {
    Result<std::shared_ptr<const licence::Identifier>> loaded = licence::Identifier::load(facts.rules());
    if (!loaded) {
      facts.note(Note::Kind::unread, "", loaded.error());
      return out;
    }
    known = *loaded;
    known_rules = rules;
  }
  out.engine_ = known;
  return out;
}

}  // namespace badgescan
