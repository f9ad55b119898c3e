// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/facts/licence_engine.h"

#include "scanner/rules/last_loaded.h"

namespace badgescan {

LicenceEngine LicenceEngine::collect(const Facts& facts) {
  static LastLoaded<licence::Identifier> last;
  LicenceEngine out;
  const auto engine =
      last.get(facts.rules(), {"licences/names.json", "licences/phrases.json", "licences/verdicts.json"},
               [&] { return licence::Identifier::load(facts.rules()); });
  if (engine)
    out.engine_ = *engine;
  else
    facts.note(Note::Kind::unread, "", engine.error());
  return out;
}

}  // namespace badgescan
