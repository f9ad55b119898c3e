// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The facts that are kept between runs: those that are dear to work out, and those that many ask for.
#include "scanner/base/archive.h"
#include "scanner/facts/changed_paths.h"
#include "scanner/facts/coverage.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/history.h"
#include "scanner/facts/languages.h"
#include "scanner/facts/manifests.h"
#include "scanner/facts/pipelines.h"
#include "scanner/facts/project.h"
#include "scanner/facts/releases.h"
#include "scanner/facts/scripts.h"
#include "scanner/facts/test_suite.h"
#include "scanner/facts/tools.h"

namespace badgescan {

template <class T>
void KeptFact<T>::write(const T& fact, const ByteSink& sink) {
  write_bytes(fact, sink);
}

template <class T>
std::optional<T> KeptFact<T>::restore(std::string_view bytes, const Facts& facts) {
  std::optional<T> fact = from_bytes<T>(bytes);
  if constexpr (requires { fact->settle(facts); }) {
    if (fact && !fact->settle(facts)) fact.reset();
  }
  return fact;
}

template struct KeptFact<ChangedPaths>;
template struct KeptFact<CoverageGates>;
template struct KeptFact<Documents>;
template struct KeptFact<History>;
template struct KeptFact<LanguageFiles>;
template struct KeptFact<Languages>;
template struct KeptFact<Manifests>;
template struct KeptFact<Pipelines>;
template struct KeptFact<Project>;
template struct KeptFact<Releases>;
template struct KeptFact<Scripts>;
template struct KeptFact<TestSuite>;
template struct KeptFact<ToolUses>;

}  // namespace badgescan
