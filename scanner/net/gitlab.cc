// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// GitLab's REST interface, and its GraphQL for approvals (both answer without a token for public projects).
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
  const std::string issues = text_of(j, "issues_access_level");
  ForgeSettings settings{
      .description = text_of(j, "description"),
      .homepage = {},
      .default_branch = text_of(j, "default_branch"),
      .topics = {},
      .archived = flag_of(j, "archived"),
      .is_public = text_of(j, "visibility") == "public",
      .issues = issues.empty() ? flag_of(j, "issues_enabled") : issues == "enabled" || issues == "public",
      .discussions = false,
      .owned_by_organisation = text_of(j, "namespace/kind") == "group"};
  for (const json& topic : items_of(j, "topics")) settings.topics.push_back(text_of(topic, ""));
  out.settings.value = std::move(settings);
}

void read_releases(ForgeAnswers& out, const Response& response, const std::string& page) {
  const Answer answer = read_list(response);
  out.releases.why = answer.why;
  out.releases.url = page + "/-/releases";
  if (!answer.body) return;
  std::vector<ForgeRelease> releases;
  for (const json& j : items_of(*answer.body)) {
    ForgeRelease release{.tag = text_of(j, "tag_name"),
                         .url = text_of(j, "_links/self"),
                         .notes = text_of(j, "description").substr(0, kMostText),
                         .published = time_of(j, "released_at"),
                         .assets = {}};
    for (const json& asset : items_of(j, "assets/links")) release.assets.push_back(text_of(asset, "name"));
    releases.push_back(std::move(release));
  }
  out.releases.value = std::move(releases);
}

void read_labels(ForgeAnswers& out, const Response& response, const std::string& page) {
  const Answer answer = read_list(response);
  out.small_tasks.why = answer.why;
  out.small_tasks.url = page + "/-/labels";
  if (!answer.body) return;
  std::vector<ForgeLabel> labels;
  for (const json& j : items_of(*answer.body)) {
    if (!is_small_task_label(text_of(j, "name"))) continue;
    labels.push_back({text_of(j, "name"), static_cast<std::size_t>(
                                              std::max<std::int64_t>(0, number_of(j, "open_issues_count")))});
  }
  if (labels.empty() && !response.header("x-next-page").empty()) {
    out.small_tasks.why = msg("the repository has more than 100 labels");
    return;
  }
  out.small_tasks.value = std::move(labels);
}

void read_issues(ForgeAnswers& out, const Response& response) {
  const Answer answer = read_list(response);
  out.reports.why = out.enhancements.why = answer.why;
  if (!answer.body) return;
  IssueResponses reports, enhancements;
  for (const json& issue : items_of(*answer.body)) {
    std::vector<std::string> labels;
    for (const json& label : items_of(issue, "labels")) labels.push_back(text_of(label, ""));
    const bool maybe = text_of(issue, "state") == "closed" || number_of(issue, "user_notes_count") > 0;
    const IssueKind kind = issue_kind(labels);
    IssueResponses* into = kind == IssueKind::report        ? &reports
                           : kind == IssueKind::enhancement ? &enhancements
                                                            : nullptr;
    if (into == nullptr) continue;
    ++into->looked_at;
    into->answered += maybe ? 1 : 0;
  }
  const std::size_t shown = items_of(*answer.body).size();
  const std::string total(response.header("x-total"));
  reports.total = enhancements.total =
      total.empty() || total.size() > 9 || total.find_first_not_of("0123456789") != std::string::npos
          ? shown
          : static_cast<std::size_t>(std::stoul(total));
  out.reports.value = reports;
  out.enhancements.value = enhancements;
}

void read_reviews(ForgeAnswers& out, const Response& response, const std::string& page) {
  Answer answer = read_answer(response, "read_api");
  const json null;
  const json& requests = answer.body ? member(*answer.body, "data/project/mergeRequests/nodes") : null;
  if (answer.body && !requests.is_array()) answer.why = msg("GitLab's GraphQL gave no data");
  out.reviews.why = answer.why;
  if (!requests.is_array()) return;
  ReviewShare reviews{.only_merge_requests = true};
  for (const json& request : items_of(requests)) {
    const std::string author = text_of(request, "author/username");
    if (author.empty() || is_bot(author)) continue;
    ++reviews.changes;
    for (const json& approver : items_of(request, "approvedBy/nodes")) {
      const std::string name = text_of(approver, "username");
      if (name.empty() || name == author || is_bot(name)) continue;
      ++reviews.reviewed;
      break;
    }
  }
  out.reviews.value = reviews;
  out.reviews.url = page + "/-/merge_requests?state=merged";
}

void read_branch(ForgeAnswers& out, const Response& branch_answer, const Response& approvals_answer) {
  const Answer branch = read_answer(branch_answer);
  const Answer approvals = read_answer(approvals_answer, "read_api");
  out.branch.why = branch.why;
  if (!branch.body) return;
  BranchRules rules;
  rules.branch = out.settings->default_branch;
  if (member(*branch.body, "protected").is_boolean()) {
    rules.protected_at_all = flag_of(*branch.body, "protected");
    // A protected branch cannot be deleted on GitLab, and an open one takes pushes of every developer.
    rules.deletion_blocked = rules.protected_at_all;
    if (!*rules.protected_at_all) rules.needs_pull_request = false;
    if (*rules.protected_at_all && !flag_of(*branch.body, "developers_can_push")) {
      out.branch.why =
          msg("whether maintainers may push directly is only told with the permission “read_api” of a "
              "maintainer");
    }
  }
  if (approvals.body && member(*approvals.body, "approvals_before_merge").is_number_integer()) {
    rules.approvals = static_cast<int>(number_of(*approvals.body, "approvals_before_merge"));
  }
  out.branch.value = rules;
}

}  // namespace

ForgeAnswers ask_gitlab(Http& http, const ForgeQuestion& q) {
  ForgeAnswers out;
  out.forge = Forge::gitlab;
  const std::string authorization = q.tokens.authorization_for(q.api);
  out.with_token = !authorization.empty();
  out.settings.url = q.page;
  const std::string project = q.api + "/projects/" + percent_encode(q.owner + "/" + q.name);
  const ResponseWindow window = response_window(q.now);
  const auto get = [&](const std::string& url, std::string what) {
    return Request{.url = url, .authorization = authorization, .what = std::move(what)};
  };
  const json body{{"query",
                   "query($path:ID!,$since:Time!){project(fullPath:$path){mergeRequests(state:merged,"
                   "mergedAfter:$since,first:50,"
                   "sort:MERGED_AT_DESC){nodes{author{username} approvedBy{nodes{username}}}}}}"},
                  {"variables", {{"path", q.owner + "/" + q.name}, {"since", iso_time(window.from)}}}};
  std::string graphql = q.api;
  if (graphql.ends_with("/v4")) graphql.resize(graphql.size() - 3);
  Request reviews = get(graphql + "/graphql", msg("approvals of merged changes"));
  reviews.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
  const std::vector<Response> first = http.fetch(
      {get(project, msg("settings of the repository")),
       get(project + "/releases?per_page=30", msg("releases")),
       get(project + "/labels?per_page=100&with_counts=true", msg("labels")),
       get(project + "/issues?per_page=100&order_by=created_at&created_after=" + iso_time(window.from) +
               "&created_before=" + iso_time(window.until),
           msg("issues of the last 2 to 12 months")),
       reviews});
  read_settings(out, first[0]);
  if (!out.settings) return out;
  read_releases(out, first[1], q.page);
  read_labels(out, first[2], q.page);
  read_issues(out, first[3]);
  read_reviews(out, first[4], q.page);
  const std::vector<Response> second =
      http.fetch({get(project + "/repository/branches/" + percent_encode(out.settings->default_branch),
                      msg("protection of the default branch")),
                  get(project + "/approvals", msg("approval settings"))});
  read_branch(out, second[0], second[1]);
  out.branch.url = q.page + "/-/settings/repository";
  return out;
}

}  // namespace badgescan::net
