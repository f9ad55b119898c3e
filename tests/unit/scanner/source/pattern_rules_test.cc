// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Every pattern carries its own proof: samples that it must find and near misses that it must not.
#include "scanner/source/pattern_rules.h"

#include <algorithm>
#include <set>

#include "scanner/source/content_scan.h"
#include "tests/support/test.h"

namespace badgescan::source {
namespace {

std::shared_ptr<const PatternSet> built_in() {
  static const auto set = PatternSet::load(test::rules());
  if (!set) FAIL(set.error());
  return *set;
}

bool finds(const PatternSet& set, const PatternRule& rule, const std::string& sample) {
  const std::optional<Language> named = language_named(rule.sample_name);
  const Language language = named                      ? *named
                            : rule.sample_name.empty() ? Language::c
                                                       : language_of_name(rule.sample_name);
  const std::string path = named || rule.sample_name.empty() ? "sample" : rule.sample_name;
  for (const FileHit& hit : scan_text(set, path, language, sample)) {
    if (&set.rules()[hit.rule] == &rule && hit.verdict >= SecretVerdict::plausible) return true;
  }
  return false;
}

TEST_CASE("every source pattern finds its hits and leaves its misses") {
  const auto set = built_in();
  for (const PatternRule& rule : set->rules()) {
    for (const std::string& sample : rule.hits) {
      CAPTURE(rule.id, sample);
      CHECK(finds(*set, rule, sample));
    }
    for (const std::string& sample : rule.misses) {
      CAPTURE(rule.id, sample);
      CHECK_FALSE(finds(*set, rule, sample));
    }
  }
}

TEST_CASE("the formats of at least sixty providers of credentials are known") {
  std::set<std::string> providers, checks;
  for (const PatternRule& rule : built_in()->rules()) {
    if (!rule.secret || rule.trust != SecretTrust::format) continue;
    providers.insert(rule.about.substr(0, rule.about.find(' ')));
    if (rule.check != SecretCheck::none) checks.insert(rule.id);
    // Entropy or a check of the structure stands behind each; PuTTY's is the first line of a file.
    CAPTURE(rule.id);
    CHECK((rule.entropy > 0 || rule.check != SecretCheck::none || rule.id == "secret-putty"));
  }
  CHECK(providers.size() >= 60);
  for (const char* id : {"secret-github-pat", "secret-github-oauth", "secret-github-user",
                         "secret-github-server", "secret-github-refresh", "secret-npm",
                         "secret-grafana-service", "secret-aws-key-id", "secret-private-key"}) {
    CAPTURE(id);
    CHECK(checks.contains(id));
  }
}

TEST_CASE("every source pattern compiles") {
  for (const std::string& name : test::rules().files("source/")) {
    const Outcome checked = check_pattern_file(test::rules(), name);
    if (!checked) FAIL_CHECK(checked.error());
  }
}

TEST_CASE("a mistake in a pattern file is told with its place") {
  const auto complaint = [](std::string_view rule) {
    const std::string file = R"({"kind":"k","rules":[)" + std::string(rule) + "]}";
    const auto set = PatternSet::parse({{file, "rules/source/x.json"}});
    return set ? std::string("accepted") : set.error();
  };
  using Catch::Contains;
  const std::string good =
      R"("id":"a","about":"b","near":["abcd"],"pattern":"abcd","hit":["abcd"],"miss":["x"])";
  CHECK(complaint("{" + good + "}") == "accepted");
  CHECK_THAT(complaint("{" + good + R"(,"colour":1})"),
             Contains("colour") && Contains("rules/source/x.json"));
  CHECK_THAT(complaint("{" + good + R"(,"means":["nonsense"]})"), Contains("nonsense"));
  CHECK_THAT(complaint("{" + good + R"(,"in":["klingon"]})"), Contains("klingon"));
  CHECK_THAT(complaint("{" + good + "},{" + good + "}"), Contains("taken"));
  CHECK_THAT(complaint(R"({"id":"a","about":"b","near":["abc"],"pattern":"abc","hit":["abc"],"miss":["x"]})"),
             Contains("4 bytes"));
}

}  // namespace
}  // namespace badgescan::source
