// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Whether the instructions for contributors ask for tests with new functionality, and whether they demand
// them.
#include <algorithm>

#include "detectors/documents_util.h"
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/engine/detector.h"
#include "scanner/facts/documents.h"
#include "scanner/facts/test_suite.h"

namespace badgescan {
namespace {

constexpr std::string_view kPolicy = "test_policy", kDocumented = "tests_documented_added",
                           kMandated = "test_policy_mandated";
constexpr std::string_view kCriteria[] = {kPolicy, kDocumented, kMandated};

/// That tests must pass asks for none.
Search without_passing(const Context& context, std::string_view rule) {
  Search found = context.search(rule);
  std::erase_if(found.hits,
                [&](const Evidence& hit) { return rule_matches(context, "tests_only_pass", hit.excerpt); });
  return found;
}

void say_written(const Context& context, const Search& asks, FindingSink& out) {
  const auto said = [](const Evidence& hit) { return msg("{} says: {}", place(hit), quote(hit, 240)); };
  out.met(kPolicy, Confidence::strong, msg("Tests are asked for with changes. {}", said(asks.best())),
          asks.hits);
  const auto told = std::find_if(asks.hits.begin(), asks.hits.end(), [&](const Evidence& hit) {
    return stands_in(context, hit, {"contributing", "pull_request_template", "review"});
  });
  if (told != asks.hits.end()) {
    out.met(kDocumented, Confidence::strong,
            msg("The instructions for contributors ask for tests. {}", said(*told)), asks.hits);
  } else {
    out.met(kDocumented, Confidence::likely,
            msg("The documentation for developers asks for tests. {}", said(asks.best())), asks.hits);
  }
}

void say_unwritten(const Context& context, const Search& asks, FindingSink& out) {
  const TestSuite& suite = context.get<TestSuite>();
  const std::string ask = msg("Is there a rule, written or not, that new functionality comes with tests?");
  if (suite.in_ci() && suite.files >= 5) {
    out.met(kPolicy, Confidence::partial,
            msg("No written rule was found, but there are {} test files and CI runs them.", suite.files),
            suite.examples, ask);
  } else {
    out.unknown(kPolicy, msg("No rule was found that new functionality comes with tests."), ask);
  }
  const std::string where = asks.looked_in.empty()
                                ? msg("No instructions for contributors were found in the repository.")
                                : msg("The instructions for contributors ({}) do not ask for tests.",
                                      join_names(asks.looked_in, 3));
  if (asks.complete) {
    out.unmet(kDocumented, Confidence::partial, where, {},
              msg("Where do the instructions for changes ask for tests?"));
  } else {
    out.unknown(kDocumented, where, msg("Where do the instructions for changes ask for tests?"));
  }
}

void say_mandated(const Search& asks, const Search& demands, FindingSink& out) {
  const std::string ask =
      msg("Is there a written policy that tests must be added with major new functionality?");
  if (demands) {
    const Evidence& hit = demands.best();
    return out.met(kMandated, Confidence::strong,
                   msg("Tests are required with new functionality. {} says: {}", place(hit), quote(hit, 240)),
                   demands.hits);
  }
  if (asks) {
    return out.met(kMandated, Confidence::partial,
                   msg("Tests are asked for, in words that do not demand them. {} says: {}",
                       place(asks.best()), quote(asks.best(), 240)),
                   asks.hits, ask);
  }
  if (asks.complete) {
    return out.unmet(kMandated, Confidence::partial,
                     msg("No written policy was found that requires tests with new functionality."), {}, ask);
  }
  out.unknown(kMandated,
              msg("No written policy was found that requires tests with new functionality, but not all "
                  "documents could be read."),
              ask);
}

void detect(const Context& context, FindingSink& out) {
  const Search asks = without_passing(context, "tests_with_changes"),
               demands = without_passing(context, "tests_required");
  if (asks || demands)
    say_written(context, asks ? asks : demands, out);
  else
    say_unwritten(context, asks, out);
  say_mandated(asks, demands, out);
}

}  // namespace

extern const Detector test_policy;
const Detector test_policy{
    .id = "test_policy",
    .summary = "Looks in the instructions for contributors for the rule that changes come with tests.",
    .criteria = kCriteria,
    .detect = detect};

}  // namespace badgescan
