// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/report/proposal.h"

#include <set>

#include "scanner/base/text.h"
#include "tests/support/test.h"

namespace badgescan {
namespace {

/// Twelve criteria of passing with answers of all kinds.
struct Sample {
  std::vector<Criterion> criteria;
  Report report;

  Sample() {
    for (int i = 0; i < 12; ++i) {
      criteria.push_back({.id = "c" + std::to_string(i), .requirements = {{.level = Level::passing}}});
    }
    criteria[11].requirements.front().level = Level::silver;
    report.forge.url = "https://github.com/example/lantern";
    report.project = {
        .name = "lantern", .description = "Signals & light", .license = "MIT", .languages = {{"C", 1}}};
    for (const Criterion& criterion : criteria) {
      report.assessment.answers.push_back(
          {.criterion = &criterion,
           .status = Status::met,
           .confidence = Confidence::strong,
           .origin = Answer::Origin::detector,
           .justification =
               "The words of a justification that goes on for a while. https://example.org/" + criterion.id});
    }
    auto& answers = report.assessment.answers;
    answers[1].status = Status::unknown;
    answers[2].status = Status::not_applicable;
    answers[3].confidence = Confidence::hint;
    answers[4].origin = Answer::Origin::derived;
    answers[5].justification.clear();
  }

  std::vector<std::string> urls(const RenderOptions& options, Level level = Level::passing) {
    remarks.clear();
    return proposal_urls(report, options, level, remarks);
  }
  std::vector<std::string> remarks;
};

/// Names of the parameters that end with `ending`, in order.
std::vector<std::string> names(const std::string& url, const std::string& ending) {
  std::vector<std::string> out;
  for (const std::string_view parameter : split(std::string_view(url).substr(url.find('?') + 1), '&')) {
    const std::string name(parameter.substr(0, parameter.find('=')));
    if (name.ends_with(ending)) out.push_back(name.substr(0, name.size() - ending.size()));
  }
  return out;
}

}  // namespace

TEST_CASE("proposal_urls: every decided answer of the section once, statuses first") {
  Sample sample;
  const std::vector<std::string> urls = sample.urls({});
  REQUIRE(urls.size() == 1);
  const std::string& url = urls.front();
  CHECK(url.starts_with(
      "https://www.bestpractices.dev/projects?as=edit&section=passing&url=https%3A%2F%2Fgithub.com"
      "%2Fexample%2Flantern&name=lantern&description=Signals%20%26%20light&license=MIT"
      "&implementation_languages=C&c0_status=Met&c2_status=N%2FA&"));
  CHECK(names(url, "_status") ==
        std::vector<std::string>{"c0", "c2", "c3", "c5", "c6", "c7", "c8", "c9", "c10"});
  CHECK(names(url, "_justification") ==
        std::vector<std::string>{"c0", "c2", "c3", "c6", "c7", "c8", "c9", "c10"});
  CHECK(url.rfind("_status=") < url.find("_justification="));
  CHECK(url.find("=?") == std::string::npos);
  CHECK(url.find("%3F") == std::string::npos);
  CHECK(sample.remarks.empty());
  CHECK(sample.urls({}, Level::gold).empty());
}

TEST_CASE("proposal_urls: the limit is kept, whatever it is") {
  Sample sample;
  for (const int most : {0, 300, 500, 700, 1000, 2000, 8000}) {
    CAPTURE(most);
    const RenderOptions options{.max_url = most};
    std::multiset<std::string> sent;
    for (const std::string& url : sample.urls(options)) {
      CHECK(url.size() <= url_limit(options));
      for (const std::string& name : names(url, "_status")) sent.insert(name);
    }
    CHECK(sent.size() == 9);
    CHECK(std::set<std::string>(sent.begin(), sent.end()).size() == 9);
  }
}

TEST_CASE("proposal_urls: a text that does not fit ends at a word and keeps its link") {
  Sample sample;
  sample.report.assessment.answers[0].justification =
      join(std::vector<std::string>(80, "words"), " ") + " https://example.org/proof";
  const std::string url = sample.urls({}).front();
  const std::size_t at = url.find("c0_justification=");
  const std::string text = url.substr(at, url.find('&', at) - at);
  CHECK(text.ends_with("words%E2%80%A6%20https%3A%2F%2Fexample.org%2Fproof"));
  REQUIRE(sample.remarks.size() == 1);
  CHECK(sample.remarks.front().find("c0") != std::string::npos);
}

TEST_CASE("proposal_urls: id of the entry, locale, overrides, proven answers only") {
  Sample sample;
  CHECK(sample.urls({.project_id = "42", .locale = "de", .overrides = {"crypto_*", "dco_status"}})
            .front()
            .starts_with("https://www.bestpractices.dev/de/projects/42/passing/edit?section=passing"
                         "&overrides=crypto_%2A%2Cdco_status&name=lantern"));
  CHECK(names(sample.urls({.only_proven = true}).front(), "_status").size() == 8);
}

}  // namespace badgescan
