// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The clients of the forges, the badge site and OSV against recorded answers of our own making.
#include "scanner/net/ask.h"

#include <algorithm>

#include "tests/support/git_fixture.h"
#include "tests/support/test.h"
#include "tests/support/test_server.h"

using namespace badgescan;
using namespace badgescan::net;
using badgescan::test::kNow;
using badgescan::test::TestServer;

namespace {

struct Run {
  OnlineFacts facts;
  std::size_t requests = 0;
  std::vector<std::string> log;
};

Question question_about(const std::string& remote) {
  Question question;
  question.forge = locate(remote);
  question.now = kNow;
  return question;
}

/// The service is at the server; the badge site and OSV are there, too.
Run ask_server(const TestServer& server, const Question& question, const char* service,
               const Tokens& tokens = {}) {
  HttpOptions options;
  options.trusted_origins = {server.origin()};
  options.backoff_ms = 1;
  options.retries = 1;
  Http http(options);
  Run run;
  run.facts =
      ask(http, question,
          {{service, server.origin()}, {"bestpractices", server.origin()}, {"osv", server.origin()}}, tokens);
  run.log = server.log();
  run.requests = run.log.size();
  return run;
}

Tokens token_for(const TestServer& server) {
  return Tokens::from_environment([&](std::string_view name) {
    return name == "GITHUB_TOKEN"     ? std::string("t0ken")
           : name == "GITHUB_API_URL" ? server.origin()
                                      : std::string();
  });
}

bool some(const std::vector<std::string>& lines, const std::string& part) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const auto& line) { return line.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("ask: GitHub without a token", "[net][ask]") {
  const TestServer server({.answers = "github_anonymous.json"});
  Question question = question_about("https://github.com/acme/widget");
  question.package = {.ecosystem = "npm", .name = "widget", .version = "2.1.0"};
  question.dependencies = {{"npm", "a", "1"}, {"npm", "b", "2"}};
  const Run run = ask_server(server, question, "github");
  const ForgeAnswers& forge = run.facts.forge;
  REQUIRE(forge.settings);
  CHECK(forge.settings->description == "Widget turns plain tables into printable charts.");
  CHECK(forge.settings->is_public);
  CHECK(forge.settings->owned_by_organisation);
  CHECK_FALSE(forge.with_token);
  CHECK(*forge.private_reporting);
  CHECK(forge.releases->size() == 2);
  CHECK(forge.releases->front().assets.back() == "widget-2.1.0.tar.gz.asc");
  CHECK(forge.small_tasks->front().open_issues == 4);
  CHECK(forge.reports->looked_at == 5);
  CHECK(forge.reports->answered == 4);
  CHECK_FALSE(forge.reports->exact);
  CHECK(forge.enhancements->looked_at == 3);
  CHECK(forge.enhancements->answered == 1);
  CHECK_FALSE(forge.reviews);
  CHECK_THAT(forge.reviews.why, Catch::Contains("GITHUB_TOKEN"));
  CHECK_THAT(forge.two_factor.why, Catch::Contains("token of one of its owners"));
  CHECK(forge.branch->needs_pull_request == true);
  CHECK(forge.branch->approvals == 1);
  CHECK(forge.branch->deletion_blocked == true);
  CHECK(forge.advisories->front().aliases.front() == "CVE-2026-1234");
  CHECK(forge.advisories->front().patched);
  CHECK(forge.advisories->front().credited);
  REQUIRE(forge.shared_documents->size() == 2);
  CHECK(forge.shared_documents->back().url == "https://github.com/acme/.github/blob/HEAD/SECURITY.md");
  CHECK(run.facts.known_vulnerabilities->empty());
  REQUIRE(run.facts.dependency_vulnerabilities->size() == 1);
  CHECK(run.facts.dependency_vulnerabilities->front().aliases.front() == "b 2");
  REQUIRE(run.facts.entry);
  CHECK(run.facts.entry->score() == 5);
  CHECK(run.facts.entry->statuses.at("repo_public") == "Unmet");
  CHECK(run.facts.entry->percentages.at("silver") == 40);
  CHECK_FALSE(some(run.log, "auth=Bearer"));
  CHECK(run.requests <= 25);
  CHECK(run.requests >= 15);  // or nothing was asked
}

TEST_CASE("ask: GitHub with a token tells who answered and who approved", "[net][ask]") {
  const TestServer server({.answers = "github_token.json"});
  Question question = question_about("git@github.com:acme/widget.git");
  question.package = {.ecosystem = "npm", .name = "widget", .version = "2.1.0"};
  question.dependencies = {{"npm", "a", "1"}};
  const Run run = ask_server(server, question, "github", token_for(server));
  const ForgeAnswers& forge = run.facts.forge;
  CHECK(forge.with_token);
  CHECK(forge.reports->exact);
  CHECK(forge.reports->looked_at == 5);
  CHECK(forge.reports->answered == 3);  // by ann, closed, by bob; not by the author or a program
  CHECK(forge.enhancements->answered == 1);
  CHECK(forge.reviews->changes == 6);  // no merge, no program
  CHECK(forge.reviews->reviewed == 4);
  CHECK(forge.branch->approvals == 2);
  CHECK(*forge.two_factor);
  CHECK(*forge.default_permission == "read");
  CHECK(some(run.log, "POST /graphql auth=Bearer t0ken"));
  // The token belongs to the forge alone, even though the other services share its host here: they get none.
  CHECK(some(run.log, "/projects.json?url=https%3A%2F%2Fgithub.com%2Facme%2Fwidget auth=-"));
  CHECK(some(run.log, "POST /v1/query auth=-"));
  CHECK(run.requests <= 25);
  for (const AskedOf& one : run.facts.log) CHECK(one.outcome.find("t0ken") == std::string::npos);
}

TEST_CASE("ask: what is refused is named, and the rest is still told", "[net][ask]") {
  const TestServer server({.answers = "github_refused.json"});
  const Run run = ask_server(server, question_about("https://github.com/acme/widget"), "github");
  const ForgeAnswers& forge = run.facts.forge;
  REQUIRE(forge.settings);
  CHECK_THAT(forge.private_reporting.why, Catch::Contains("metadata: read"));
  CHECK_THAT(forge.advisories.why, Catch::Contains("repository security advisories: read"));
  CHECK_THAT(forge.reports.why, Catch::Contains("no JSON"));
  CHECK(forge.small_tasks->empty());
  CHECK(forge.branch->needs_pull_request == false);
  CHECK_FALSE(run.facts.entry);
}

TEST_CASE("ask: pages that are cut, broken or refused leave their question open", "[net][ask]") {
  const TestServer server({.answers = "github_troubled.json"});
  const Run run = ask_server(server, question_about("https://github.com/acme/widget"), "github");
  const ForgeAnswers& forge = run.facts.forge;
  REQUIRE(forge.settings);
  CHECK_FALSE(forge.releases);
  CHECK_THAT(forge.releases.why, Catch::Contains("401"));
  // No label for small tasks is on the first page, but there are more pages: that proves nothing.
  CHECK_FALSE(forge.small_tasks);
  CHECK_THAT(forge.small_tasks.why, Catch::Contains("more than 100 labels"));
  CHECK_FALSE(forge.private_reporting);
  CHECK_THAT(forge.private_reporting.why, Catch::Contains("JSON"));
  CHECK_FALSE(forge.advisories);
  CHECK_THAT(forge.advisories.why, Catch::Contains("503"));
  CHECK_FALSE(forge.branch);
  CHECK(run.requests <= 25);
}

TEST_CASE("ask: a repository that is not there ends the questions to the forge", "[net][ask]") {
  const TestServer server({.answers = "github_gone.json"});
  const Run run = ask_server(server, question_about("https://github.com/acme/widget"), "github");
  CHECK_FALSE(run.facts.forge.settings);
  CHECK_THAT(run.facts.forge.settings.why, Catch::Contains("status 404"));
}

TEST_CASE("ask: GitLab", "[net][ask]") {
  const TestServer server({.answers = "gitlab.json"});
  const Run run = ask_server(server, question_about("https://gitlab.com/acme/tools/widget"), "gitlab");
  const ForgeAnswers& forge = run.facts.forge;
  REQUIRE(forge.settings);
  CHECK(forge.settings->issues);
  CHECK(forge.settings->is_public);
  CHECK(forge.releases->front().notes == "Charts can now be printed on both sides of the paper.");
  CHECK(forge.small_tasks->front().open_issues == 2);
  CHECK(forge.reports->looked_at == 5);
  CHECK(forge.reports->answered == 1);
  CHECK(forge.reviews->changes == 5);
  CHECK(forge.reviews->reviewed == 3);
  CHECK(forge.reviews->only_merge_requests);
  CHECK(forge.branch->deletion_blocked == true);
  CHECK_THAT(forge.branch.why, Catch::Contains("read_api"));
  CHECK(run.requests <= 25);
}

TEST_CASE("ask: Gitea and Forgejo", "[net][ask]") {
  const TestServer server({.answers = "gitea.json"});
  const Run run = ask_server(server, question_about("https://codeberg.org/acme/widget"), "gitea");
  const ForgeAnswers& forge = run.facts.forge;
  REQUIRE(forge.settings);
  CHECK(forge.settings->is_public);
  CHECK(forge.reports->total == 2);  // the others are outside the window
  CHECK(forge.reports->answered == 2);
  CHECK(forge.small_tasks->empty());
  CHECK(forge.branch->needs_pull_request == false);
  CHECK_THAT(forge.reviews.why, Catch::Contains("one change at a time"));
}

TEST_CASE("ask: a forge without an interface is said", "[net][ask]") {
  const TestServer server({.answers = "github_gone.json"});
  CHECK_THAT(ask_server(server, question_about("https://git.savannah.gnu.org/git/sed.git"), "bestpractices")
                 .facts.forge.settings.why,
             Catch::Contains("no "));
  CHECK_THAT(ask_server(server, question_about(""), "bestpractices").facts.forge.settings.why,
             Catch::Contains("--repo-url"));
}

TEST_CASE("ask: the badge entry by number, and when there are several", "[net][ask]") {
  const TestServer server({.answers = "github_anonymous.json"});
  HttpOptions options;
  options.trusted_origins = {server.origin()};
  Http http(options);
  CHECK(ask_badge_entry(http, server.origin(), "4242", {})->name == "Widget");
  CHECK_THAT(ask_badge_entry(http, server.origin(), "1", {}).why, Catch::Contains("404"));
  CHECK_THAT(ask_badge_entry(http, server.origin(), "", {"https://github.com/none/none"}).why,
             Catch::Contains("404"));
}

TEST_CASE("ask: pacing is one request a second for the badge site, wherever it is on the internet",
          "[net][ask]") {
  const auto paced = [](const ApiBases& bases) {
    HttpOptions options;
    add_pacing(options, bases);
    return options.min_interval_ms;
  };
  using Paces = std::map<std::string, int>;
  CHECK(paced({}) == Paces{{"https://www.bestpractices.dev", 1000}});
  CHECK(paced({{"bestpractices", "https://staging.example/x/"}}) == Paces{{"https://staging.example", 1000}});
  CHECK(paced({{"bestpractices", "http://127.0.0.1:8080/x/"}}).empty());
}

TEST_CASE("issue_kind, is_small_task_label and is_bot know words, not parts of words", "[net][ask]") {
  CHECK(issue_kind({"type: bug"}) == IssueKind::report);
  CHECK(issue_kind({}) == IssueKind::report);
  CHECK(issue_kind({"Feature Request"}) == IssueKind::enhancement);
  CHECK(issue_kind({"bug", "enhancement"}) == IssueKind::enhancement);
  CHECK(issue_kind({"question"}) == IssueKind::other);
  CHECK(is_small_task_label("good first issue"));
  CHECK(is_small_task_label("Good-First-Issue"));
  CHECK(is_small_task_label("difficulty: easy"));
  CHECK(is_small_task_label("E-easy") == true);
  CHECK_FALSE(is_small_task_label("uneasy"));
  CHECK_FALSE(is_small_task_label("starter kit"));
  CHECK_FALSE(is_small_task_label("not easy"));
  CHECK_FALSE(is_small_task_label("help wanted"));
  CHECK(is_bot("dependabot[bot]"));
  CHECK(is_bot("renovate"));
  CHECK_FALSE(is_bot("abotas"));
  CHECK_FALSE(is_bot("Talbot"));
}

TEST_CASE("tokens go to their own host, encrypted, and nowhere else", "[net][ask]") {
  const auto environment = [](std::map<std::string, std::string, std::less<>> values) {
    return Tokens::from_environment([values](std::string_view name) {
      const auto found = values.find(name);
      return found == values.end() ? std::string() : found->second;
    });
  };
  const Tokens usual = environment({{"GITHUB_TOKEN", "a"}, {"GITLAB_TOKEN", "b"}, {"GITEA_TOKEN", "c"}});
  CHECK(usual.authorization_for("https://api.github.com/repos") == "Bearer a");
  CHECK(usual.authorization_for("https://gitlab.com/api/v4") == "Bearer b");
  CHECK(usual.authorization_for("http://api.github.com/repos").empty());
  CHECK(usual.authorization_for("https://api.github.com:8443/").empty());
  CHECK(usual.authorization_for("https://api.github.com.evil.example/").empty());
  CHECK(usual.authorization_for("https://github.com/").empty());
  CHECK(usual.authorization_for("https://codeberg.org/").empty());
  const Tokens enterprise =
      environment({{"GITHUB_TOKEN", "a"}, {"GITHUB_API_URL", "https://git.corp.example/api/v3"}});
  CHECK(enterprise.authorization_for("https://git.corp.example/api/v3/repos") == "Bearer a");
  CHECK(enterprise.authorization_for("https://api.github.com/repos").empty());
  CHECK(environment({{"GITEA_TOKEN", "c"}, {"GITEA_HOST", "git.example.org:3000"}})
            .authorization_for("https://git.example.org:3000/api/v1") == "token c");
  CHECK(environment({{"GITHUB_TOKEN", "a\r\nX: y"}}).authorization_for("https://api.github.com/").empty());
}
