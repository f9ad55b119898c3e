// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The interface that Gitea and Forgejo share.
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/net/ask.h"
#include "scanner/net/json.h"
#include "scanner/net/url.h"

namespace badgescan::net {
namespace {

constexpr std::size_t kMostText = 64 << 10;

void read_settings(ForgeAnswers& out, const Response& response) {
  const Answer answer = read_answer(response);
  out.settings.why = answer.why;
  if (!answer.body) return;
  const json& j = *answer.body;
  ForgeSettings settings{
      .description = text_of(j, "description"),
      .homepage = text_of(j, "website"),
      .default_branch = text_of(j, "default_branch"),
      .topics = {},
      .archived = flag_of(j, "archived"),
      .is_public = member(j, "private").is_boolean() && !flag_of(j, "private") && !flag_of(j, "internal"),
      .issues = flag_of(j, "has_issues"),
      .discussions = false,
      .owned_by_organisation = false};
  for (const json& topic : items_of(j, "topics")) settings.topics.push_back(text_of(topic, ""));
  out.settings.value = std::move(settings);
}

void read_releases(ForgeAnswers& out, const Response& response, const std::string& page) {
  const Answer answer = read_list(response);
  out.releases.why = answer.why;
  out.releases.url = page + "/releases";
  if (!answer.body) return;
  std::vector<ForgeRelease> releases;
  for (const json& j : items_of(*answer.body)) {
    if (flag_of(j, "draft")) continue;
    ForgeRelease release{.tag = text_of(j, "tag_name"),
                         .url = text_of(j, "html_url"),
                         .notes = text_of(j, "body").substr(0, kMostText),
                         .published = time_of(j, "published_at"),
                         .assets = {}};
    for (const json& asset : items_of(j, "assets")) release.assets.push_back(text_of(asset, "name"));
    releases.push_back(std::move(release));
  }
  out.releases.value = std::move(releases);
}

void read_labels(ForgeAnswers& out, const Response& response, const std::string& page) {
  const Answer answer = read_list(response);
  out.small_tasks.why = answer.why;
  out.small_tasks.url = page + "/labels";
  if (!answer.body) return;
  std::vector<ForgeLabel> labels;
  for (const json& j : items_of(*answer.body)) {
    if (is_small_task_label(text_of(j, "name"))) labels.push_back({text_of(j, "name"), 0});
  }
  if (labels.empty() && items_of(*answer.body).size() >= 50) {
    out.small_tasks.why = msg("the repository has 50 labels or more");
    return;
  }
  out.small_tasks.value = std::move(labels);
}

void read_issues(ForgeAnswers& out, const Response& response, const ResponseWindow& window) {
  const Answer answer = read_list(response);
  out.reports.why = out.enhancements.why = answer.why;
  if (!answer.body) return;
  IssueResponses reports, enhancements;
  for (const json& issue : items_of(*answer.body)) {
    const std::int64_t created = time_of(issue, "created_at");
    if (created < window.from || created > window.until) continue;
    std::vector<std::string> labels;
    for (const json& label : items_of(issue, "labels")) labels.push_back(text_of(label, "name"));
    const IssueKind kind = issue_kind(labels);
    IssueResponses* into = kind == IssueKind::report        ? &reports
                           : kind == IssueKind::enhancement ? &enhancements
                                                            : nullptr;
    if (into == nullptr) continue;
    ++into->total;
    ++into->looked_at;
    into->answered += text_of(issue, "state") == "closed" || number_of(issue, "comments") > 0 ? 1 : 0;
  }
  out.reports.value = reports;
  out.enhancements.value = enhancements;
}

void read_branch(ForgeAnswers& out, const Response& response) {
  const Answer answer = read_answer(response);
  out.branch.why = answer.why;
  if (!answer.body) return;
  const json& j = *answer.body;
  BranchRules rules;
  rules.branch = out.settings->default_branch;
  if (member(j, "protected").is_boolean()) rules.protected_at_all = flag_of(j, "protected");
  if (rules.protected_at_all == true) {
    rules.deletion_blocked = true;  // protected branches cannot be deleted
    rules.approvals = static_cast<int>(number_of(j, "required_approvals"));
    if (flag_of(j, "enable_status_check")) rules.status_checks = true;
    out.branch.why = msg("who may push directly is only told with a token of an administrator");
  } else if (rules.protected_at_all == false) {
    rules.needs_pull_request = false;
    rules.approvals = 0;
  }
  out.branch.value = rules;
}

}  // namespace

ForgeAnswers ask_gitea(Http& http, const ForgeQuestion& q) {
  ForgeAnswers out;
  out.forge = Forge::gitea;
  const std::string authorization = q.tokens.authorization_for(q.api);
  out.with_token = !authorization.empty();
  out.settings.url = q.page;
  const std::string repo = q.api + "/repos/" + percent_encode(q.owner) + "/" + percent_encode(q.name);
  const ResponseWindow window = response_window(q.now);
  const auto get = [&](const std::string& url, std::string what) {
    return Request{.url = url, .authorization = authorization, .what = std::move(what)};
  };
  const std::vector<Response> first = http.fetch(
      {get(repo, msg("settings of the repository")), get(repo + "/releases?limit=30", msg("releases")),
       get(repo + "/labels?limit=50", msg("labels")),
       get(repo + "/issues?state=all&type=issues&limit=50&since=" + iso_time(window.from),
           msg("issues of the last 2 to 12 months"))});
  read_settings(out, first[0]);
  if (!out.settings) return out;
  read_releases(out, first[1], q.page);
  read_labels(out, first[2], q.page);
  read_issues(out, first[3], window);
  out.reviews.why = msg("this forge tells approvals only one change at a time; they were not asked for");
  read_branch(out, http.fetch(get(repo + "/branches/" + percent_encode(out.settings->default_branch),
                                  msg("protection of the default branch"))));
  out.branch.url = q.page + "/settings/branches";
  return out;
}

}  // namespace badgescan::net
