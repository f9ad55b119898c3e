// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Who is asked, in which order, and where: the forge first, because its answers are worth most if the budget
// of requests runs out.
#include "scanner/net/ask.h"

#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/net/address.h"
#include "scanner/net/url.h"

namespace badgescan::net {
namespace {

constexpr std::int64_t kDay = 86400;

std::string base_of(const ApiBases& bases, const std::string& name, const std::string& usual) {
  const auto found = bases.find(name);
  std::string base = found == bases.end() ? usual : found->second;
  while (base.ends_with('/')) base.pop_back();
  return base;
}

struct Service {
  Forge forge;
  const char* name;
  ForgeAnswers (*ask)(Http&, const ForgeQuestion&);
  const char* path;  ///< of the interface on a host of one's own
};
constexpr Service kServices[] = {{Forge::github, "github", ask_github, "/api/v3"},
                                 {Forge::gitlab, "gitlab", ask_gitlab, "/api/v4"},
                                 {Forge::gitea, "gitea", ask_gitea, "/api/v1"}};

/// The service of the forge, or the one that the user named when the host says nothing.
const Service* service_for(const ForgeLocation& location, const ApiBases& bases) {
  for (const Service& service : kServices) {
    if (service.forge == location.forge) return &service;
  }
  if (location.forge != Forge::unknown) return nullptr;
  for (const Service& service : kServices) {
    if (bases.contains(service.name)) return &service;
  }
  return nullptr;
}

ForgeAnswers ask_forge(Http& http, const Question& question, const ApiBases& bases, const Tokens& tokens) {
  ForgeAnswers out;
  const ForgeLocation& at = question.forge;
  if (at.owner.empty() || at.name.empty() || at.local) {
    out.settings.why = msg("the repository has no remote on a forge; name it with --repo-url");
    return out;
  }
  const Service* service = service_for(at, bases);
  if (service == nullptr) {
    out.settings.why = msg("{} has no interface that can be asked; name its kind with --api-base", at.host);
    return out;
  }
  const std::string usual =
      at.host == "github.com" ? "https://api.github.com" : "https://" + at.host + service->path;
  return service->ask(http, {.api = base_of(bases, service->name, usual),
                             .owner = at.owner,
                             .name = at.name,
                             .page = at.url,
                             .now = question.now,
                             .tokens = tokens});
}

}  // namespace

ResponseWindow response_window(std::int64_t now) {
  return {.from = now - 365 * kDay, .until = now - 60 * kDay};
}

IssueKind issue_kind(const std::vector<std::string>& labels) {
  const auto any = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(labels.begin(), labels.end(), [&](const std::string& label) {
      return std::any_of(words.begin(), words.end(),
                         [&](std::string_view word) { return contains_ignoring_case(label, word); });
    });
  };
  if (any({"enhancement", "feature", "improvement", "proposal", "wishlist"})) return IssueKind::enhancement;
  if (any({"bug", "defect", "regression", "crash"})) return IssueKind::report;
  if (any({"question", "discussion", "support", "spam", "release", "meta", "epic", "task", "chore"}))
    return IssueKind::other;
  return IssueKind::report;
}

bool is_small_task_label(std::string_view label) {
  std::string plain = to_lower(label);
  std::replace_if(
      plain.begin(), plain.end(), [](char c) { return c == '-' || c == '_' || c == ':' || c == '/'; }, ' ');
  plain = fold_space(plain);
  if (plain.starts_with("good first ") || plain.starts_with("first timers")) return true;
  // Alone, or behind the name of a scale: "difficulty: easy". "starter kit" is a component.
  for (const std::string_view known :
       {"beginner", "beginners", "beginner friendly", "newbie", "newcomer", "newcomers", "starter", "easy",
        "low hanging fruit", "junior job", "quick win", "small task", "up for grabs", "good first issue",
        "good first bug"}) {
    if (plain == known) return true;
    if (plain.ends_with(" " + std::string(known)) && !plain.starts_with("not ")) return true;
  }
  return false;
}

bool is_bot(std::string_view login) {
  const std::string name = to_lower(login);
  if (name.ends_with("[bot]") || name.ends_with("-bot") || name.ends_with("_bot")) return true;
  for (const std::string_view known :
       {"dependabot", "dependabot-preview", "renovate", "github-actions", "web-flow", "greenkeeper",
        "allcontributors", "pre-commit-ci", "weblate", "mergify", "codecov", "stale", "copilot-swe-agent",
        "copilot"}) {
    if (name == known) return true;
  }
  return false;
}

void add_pacing(HttpOptions& options, const ApiBases& bases) {
  constexpr int kOneASecond = 1000;
  const auto url = parse_url(base_of(bases, "bestpractices", std::string(kBadgeSite)));
  // A server on this machine is nobody's public service.
  if (!url || why_not_public_host(url->host) == "loopback") return;
  options.min_interval_ms.emplace(url->origin(), kOneASecond);
}

OnlineFacts ask(Http& http, const Question& question, const ApiBases& bases, const Tokens& tokens) {
  OnlineFacts out;
  out.asked = true;
  out.forge = ask_forge(http, question, bases, tokens);
  const std::string homepage = !question.homepage_url.empty() ? question.homepage_url
                               : out.forge.settings           ? out.forge.settings->homepage
                                                              : std::string();
  out.entry = ask_badge_entry(http, base_of(bases, "bestpractices", std::string(kBadgeSite)),
                              question.badge_id, {question.forge.url, homepage});
  ask_osv(http, base_of(bases, "osv", std::string(kOsv)), question, out);
  std::vector<ProjectUrl> sites;
  if (!homepage.empty()) sites.push_back({.url = homepage, .what = "homepage", .seen = {}});
  if (!question.forge.url.empty())
    sites.push_back({.url = question.forge.url, .what = "repository", .seen = {}});
  for (const ProjectUrl& site : question.sites) {
    if (site.what == "download" || (site.what == "homepage" && homepage.empty())) sites.push_back(site);
  }
  out.sites = ask_sites(http, sites);
  for (const Exchange& exchange : http.exchanges()) {
    const std::string outcome = !exchange.error.empty() ? exchange.error
                                : exchange.from_cache   ? msg("{}, from the cache", exchange.status)
                                                        : std::to_string(exchange.status);
    out.log.push_back({.url = exchange.url, .what = exchange.what, .outcome = outcome});
  }
  return out;
}

}  // namespace badgescan::net
