#include "scanner/facts/licence_engine.h"

namespace badgescan {

LicenceEngine LicenceEngine::collect(const Facts& facts) {
  LicenceEngine out;
  Result<std::shared_ptr<const licence::Identifier>> loaded = licence::Identifier::load(facts.rules());
  if (loaded) {
    out.engine_ = *loaded;
  } else {
    facts.note(Note::Kind::unread, "", loaded.error());
  }
  return out;
}

}  // namespace badgescan
