// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// GitHub's REST and GraphQL interfaces. Without a token the REST part answers most questions; who commented
// and who approved needs GraphQL, which GitHub only offers with a token.
#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/net/ask.h"
#include "scanner/net/json.h"
#include "scanner/net/url.h"

namespace badgescan::net {
namespace {

constexpr std::size_t kMostText = 64 << 10;

class GitHub {
 public:
  GitHub(Http& http, const ForgeQuestion& question) : http_(http), q_(question) {
    repo_ = q_.api + "/repos/" + percent_encode(q_.owner) + "/" + percent_encode(q_.name);
    authorization_ = q_.tokens.authorization_for(q_.api);
  }
  ForgeAnswers ask();

 private:
  Request get(std::string url, std::string what) const;
  Request graphql() const;
  std::string search_url(const std::string& query, int per_page) const;

  void read_settings(const Response& response);
  void read_releases(const Response& response);
  void read_labels(const Response& response);
  void read_private_reporting(const Response& response);
  void read_advisories(const Response& response);
  void read_profile(const Response& response);
  void read_graphql(const Response& response);
  void read_searched_issues(const Response& response);
  void read_organisation(const Response& response);
  void ask_second_round(const Response& shared_folder);
  void read_rules(const Response& rules, const Response& branch);

  Http& http_;
  const ForgeQuestion& q_;
  std::string repo_;
  std::string authorization_;
  ForgeAnswers out_;
  std::string security_page_;  ///< where the forge says the security policy is
};

Request GitHub::get(std::string url, std::string what) const {
  return {.url = std::move(url),
          .headers = {{"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}},
          .authorization = authorization_,
          .what = std::move(what)};
}

std::string date_range(std::int64_t now) {
  const ResponseWindow window = response_window(now);
  return iso_date(window.from) + ".." + iso_date(window.until);
}

std::string GitHub::search_url(const std::string& query, int per_page) const {
  return q_.api +
         "/search/issues?q=" + percent_encode("repo:" + q_.owner + "/" + q_.name + " is:issue " + query) +
         "&per_page=" + std::to_string(per_page);
}

Request GitHub::graphql() const {
  constexpr const char* kQuery =
      "query($owner:String!,$name:String!,$since:GitTimestamp!,$issues:String!){"
      "repository(owner:$owner,name:$name){isSecurityPolicyEnabled securityPolicyUrl "
      "defaultBranchRef{refUpdateRule{allowsDeletions requiredApprovingReviewCount "
      "requiredStatusCheckContexts}"
      "target{...on Commit{history(first:100,since:$since){nodes{parents(first:2){totalCount} "
      "author{name user{login}} associatedPullRequests(first:1){nodes{author{login} "
      "reviews(first:20,states:[APPROVED]){nodes{author{login __typename}}}}}}}}}}}"
      "search(type:ISSUE,first:100,query:$issues){issueCount nodes{...on Issue{author{login} closed "
      "labels(first:10){nodes{name}} comments(first:10){nodes{author{login __typename}}}}}}}";
  const json body{{"query", kQuery},
                  {"variables",
                   {{"owner", q_.owner},
                    {"name", q_.name},
                    {"since", iso_time(response_window(q_.now).from)},
                    {"issues", "repo:" + q_.owner + "/" + q_.name +
                                   " is:issue created:" + date_range(q_.now) + " sort:created-desc"}}}};
  std::string url = q_.api + "/graphql";
  if (q_.api.ends_with("/api/v3")) url = q_.api.substr(0, q_.api.size() - 2) + "graphql";
  Request request = get(std::move(url), msg("reviews of merged changes, answers to issues"));
  request.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
  return request;
}

ForgeAnswers GitHub::ask() {
  out_.forge = Forge::github;
  out_.with_token = !authorization_.empty();
  std::vector<Request> first{
      get(repo_, msg("settings of the repository")),
      get(repo_ + "/releases?per_page=30", msg("releases")),
      get(repo_ + "/labels?per_page=100", msg("labels")),
      get(repo_ + "/private-vulnerability-reporting", msg("private vulnerability reporting")),
      get(repo_ + "/security-advisories?state=published&per_page=100", msg("published security advisories")),
      get(repo_ + "/community/profile", msg("community documents")),
      get(q_.api + "/repos/" + percent_encode(q_.owner) + "/.github/contents",
          msg("documents shared by all repositories of the owner")),
      out_.with_token
          ? graphql()
          : get(search_url("created:" + date_range(q_.now), 100), msg("issues of the last 2 to 12 months"))};
  const std::vector<Response> answers = http_.fetch(first);
  read_settings(answers[0]);
  if (!out_.settings) {  // not there, or not for us: nothing below can be trusted to mean anything
    return std::move(out_);
  }
  read_releases(answers[1]);
  read_labels(answers[2]);
  read_private_reporting(answers[3]);
  read_advisories(answers[4]);
  read_profile(answers[5]);
  if (out_.with_token) {
    read_graphql(answers[7]);
  } else {
    read_searched_issues(answers[7]);
    out_.reviews.why = msg("who approved a change is only told with a token (GITHUB_TOKEN)");
  }
  ask_second_round(answers[6]);
  return std::move(out_);
}

void GitHub::read_settings(const Response& response) {
  Asked<ForgeSettings>& out = out_.settings;
  out.url = q_.page;
  const Answer answer = read_answer(response);
  out.why = answer.why;
  if (!answer.body) return;
  const json& j = *answer.body;
  ForgeSettings settings{.description = text_of(j, "description"),
                         .homepage = text_of(j, "homepage"),
                         .default_branch = text_of(j, "default_branch"),
                         .topics = {},
                         .archived = flag_of(j, "archived"),
                         .is_public = member(j, "private").is_boolean() && !flag_of(j, "private"),
                         .issues = flag_of(j, "has_issues"),
                         .discussions = flag_of(j, "has_discussions"),
                         .owned_by_organisation = text_of(j, "owner/type") == "Organization"};
  for (const json& topic : items_of(j, "topics")) settings.topics.push_back(text_of(topic, ""));
  out.value = std::move(settings);
}

void GitHub::read_releases(const Response& response) {
  const Answer answer = read_list(response);
  out_.releases.why = answer.why;
  out_.releases.url = q_.page + "/releases";
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
  out_.releases.value = std::move(releases);
}

void GitHub::read_labels(const Response& response) {
  const Answer answer = read_list(response);
  out_.small_tasks.why = answer.why;
  if (!answer.body) return;
  std::vector<ForgeLabel> labels;
  for (const json& j : items_of(*answer.body)) {
    if (is_small_task_label(text_of(j, "name"))) labels.push_back({text_of(j, "name"), 0});
  }
  const bool more = !link_target(response.header("link"), "next").empty();
  if (labels.empty() && more) {  // not among the first hundred proves nothing
    out_.small_tasks.why = msg("the repository has more than 100 labels");
    return;
  }
  out_.small_tasks.value = std::move(labels);
  out_.small_tasks.url = q_.page + "/labels";
}

void GitHub::read_private_reporting(const Response& response) {
  const Answer answer = read_answer(response, "metadata: read");
  out_.private_reporting.why = answer.why;
  if (!answer.body || !member(*answer.body, "enabled").is_boolean()) return;
  out_.private_reporting.value = flag_of(*answer.body, "enabled");
  out_.private_reporting.url = q_.page + "/security/advisories/new";
}

void GitHub::read_advisories(const Response& response) {
  const Answer answer = read_list(response, "repository security advisories: read");
  out_.advisories.why = answer.why;
  out_.advisories.url = q_.page + "/security/advisories";
  if (!answer.body) return;
  std::vector<Vulnerability> advisories;
  for (const json& j : items_of(*answer.body)) {
    Vulnerability found{.id = text_of(j, "ghsa_id"),
                        .aliases = {},
                        .severity = to_lower(text_of(j, "severity")),
                        .url = text_of(j, "html_url"),
                        .published = time_of(j, "published_at")};
    if (const std::string cve = text_of(j, "cve_id"); !cve.empty()) found.aliases.push_back(cve);
    if (found.severity == "moderate") found.severity = "medium";
    found.credited = !items_of(j, "credits").empty() || !items_of(j, "credits_detailed").empty();
    found.patched = !items_of(j, "vulnerabilities").empty();
    for (const json& range : items_of(j, "vulnerabilities")) {
      found.patched &=
          !text_of(range, "patched_versions").empty() || !text_of(range, "first_patched_version").empty();
    }
    advisories.push_back(std::move(found));
  }
  out_.advisories.value = std::move(advisories);
}

void GitHub::read_profile(const Response& response) {
  const Answer answer = read_answer(response);
  out_.shared_documents.why = answer.why;
  if (!answer.body) return;
  std::vector<SharedDocument> documents;
  const std::string shared = "/" + q_.owner + "/.github/";
  for (const char* kind : {"contributing", "code_of_conduct"}) {
    const std::string page = text_of(*answer.body, "files/" + std::string(kind) + "/html_url");
    if (contains_ignoring_case(page, shared)) documents.push_back({kind, page, {}});
  }
  out_.shared_documents.value = std::move(documents);
}

bool is_person(const json& actor) {
  const std::string login = text_of(actor, "login");
  return !login.empty() && text_of(actor, "__typename") != "Bot" && !is_bot(login);
}

bool answered(const json& issue) {
  if (flag_of(issue, "closed")) return true;
  for (const json& comment : items_of(issue, "comments/nodes")) {
    if (is_person(member(comment, "author")) &&
        text_of(comment, "author/login") != text_of(issue, "author/login"))
      return true;
  }
  return false;
}

bool approved(const json& pull_request) {
  for (const json& review : items_of(pull_request, "reviews/nodes")) {
    if (is_person(member(review, "author")) &&
        text_of(review, "author/login") != text_of(pull_request, "author/login"))
      return true;
  }
  return false;
}

void count(IssueResponses& out, bool was_answered) {
  ++out.looked_at;
  if (was_answered) ++out.answered;
}

void GitHub::read_graphql(const Response& response) {
  Answer answer = read_answer(response, "issues, pull requests and contents: read");
  if (answer.body && member(*answer.body, "data/repository").is_null()) {
    const auto& errors = items_of(*answer.body, "errors");
    answer.why = errors.empty() ? msg("GitHub's GraphQL gave no data")
                                : shorten(text_of(errors.front(), "message"), 160);
    answer.body.reset();
  }
  out_.reports.why = out_.enhancements.why = out_.reviews.why = answer.why;
  if (!answer.body) return;
  const json& repository = member(*answer.body, "data/repository");
  if (flag_of(repository, "isSecurityPolicyEnabled"))
    security_page_ = text_of(repository, "securityPolicyUrl");

  IssueResponses reports{.exact = true}, enhancements{.exact = true};
  for (const json& issue : items_of(*answer.body, "data/search/nodes")) {
    std::vector<std::string> labels;
    for (const json& label : items_of(issue, "labels/nodes")) labels.push_back(text_of(label, "name"));
    const IssueKind kind = issue_kind(labels);
    if (kind == IssueKind::report) count(reports, answered(issue));
    if (kind == IssueKind::enhancement) count(enhancements, answered(issue));
  }
  reports.total = enhancements.total =
      static_cast<std::size_t>(std::max<std::int64_t>(0, number_of(*answer.body, "data/search/issueCount")));
  out_.reports.value = reports;
  out_.enhancements.value = enhancements;

  ReviewShare reviews;
  for (const json& commit : items_of(repository, "defaultBranchRef/target/history/nodes")) {
    if (number_of(commit, "parents/totalCount") > 1) continue;
    if (is_bot(text_of(commit, "author/user/login")) || is_bot(text_of(commit, "author/name"))) continue;
    ++reviews.changes;
    const auto& pulls = items_of(commit, "associatedPullRequests/nodes");
    if (!pulls.empty() && approved(pulls.front())) ++reviews.reviewed;
  }
  out_.reviews.value = reviews;
  out_.reviews.url = q_.page + "/pulls?q=is%3Apr+is%3Amerged";

  const json& rule = member(repository, "defaultBranchRef/refUpdateRule");
  if (!rule.is_object()) return;
  BranchRules rules{.protected_at_all = true};
  if (member(rule, "allowsDeletions").is_boolean())
    rules.deletion_blocked = !flag_of(rule, "allowsDeletions");
  if (const std::int64_t approvals = number_of(rule, "requiredApprovingReviewCount"); approvals > 0) {
    rules.approvals = static_cast<int>(approvals);
    rules.needs_pull_request = true;
  }
  if (!items_of(rule, "requiredStatusCheckContexts").empty()) rules.status_checks = true;
  out_.branch.value = rules;
}

void GitHub::read_searched_issues(const Response& response) {
  const Answer answer = read_answer(response);
  out_.reports.why = out_.enhancements.why = answer.why;
  if (!answer.body) return;
  IssueResponses reports, enhancements;
  for (const json& issue : items_of(*answer.body, "items")) {
    std::vector<std::string> labels;
    for (const json& label : items_of(issue, "labels")) labels.push_back(text_of(label, "name"));
    const bool maybe = text_of(issue, "state") == "closed" || number_of(issue, "comments") > 0;
    const IssueKind kind = issue_kind(labels);
    if (kind == IssueKind::report) count(reports, maybe);
    if (kind == IssueKind::enhancement) count(enhancements, maybe);
  }
  reports.total = enhancements.total =
      static_cast<std::size_t>(std::max<std::int64_t>(0, number_of(*answer.body, "total_count")));
  out_.reports.value = reports;
  out_.enhancements.value = enhancements;
}

void GitHub::read_organisation(const Response& response) {
  const Answer answer = read_answer(response);
  const std::string missing =
      msg("only an owner of the organisation may see it: a token with “organisation administration: read” is "
          "needed");
  out_.two_factor.why = out_.default_permission.why = answer.body ? missing : answer.why;
  if (!answer.body) return;
  if (member(*answer.body, "two_factor_requirement_enabled").is_boolean()) {
    out_.two_factor.value = flag_of(*answer.body, "two_factor_requirement_enabled");
    out_.two_factor.url = q_.page.substr(0, q_.page.rfind('/'));
  }
  if (const std::string permission = text_of(*answer.body, "default_repository_permission");
      !permission.empty()) {
    out_.default_permission.value = permission;
    out_.default_permission.url = out_.two_factor.url;
  }
}

/// The security policy in the listing of the owner's .github repository, root or .github/ folder.
std::string policy_url(const Response& listing) {
  const Answer answer = read_answer(listing);
  if (!answer.body) return {};
  for (const json& entry : items_of(*answer.body)) {
    if (starts_with_ignoring_case(text_of(entry, "name"), "security.")) return text_of(entry, "url");
  }
  return {};
}

void GitHub::ask_second_round(const Response& shared_folder) {
  const std::string branch = percent_encode(out_.settings->default_branch);
  std::vector<Request> second{get(repo_ + "/rules/branches/" + branch, msg("rules of the default branch")),
                              get(repo_ + "/branches/" + branch, msg("protection of the default branch"))};
  std::size_t organisation = 0, policy = 0, tasks = 0;
  const auto add = [&](Request request) {
    second.push_back(std::move(request));
    return second.size() - 1;
  };
  if (out_.settings->owned_by_organisation && out_.with_token) {
    organisation =
        add(get(q_.api + "/orgs/" + percent_encode(q_.owner), msg("settings of the organisation")));
  }
  // The listing names the URL; it must be one of ours before a token goes with it.
  if (const std::string url = policy_url(shared_folder); url.starts_with(q_.api + "/")) {
    policy = add(get(url, msg("security policy shared by all repositories of the owner")));
    second.back().headers[0].value = "application/vnd.github.raw+json";
  }
  if (out_.small_tasks && !out_.small_tasks->empty()) {
    tasks = add(get(search_url("is:open label:\"" + out_.small_tasks->front().name + "\"", 1),
                    msg("open small tasks")));
  }
  const std::vector<Response> answers = http_.fetch(second);
  read_rules(answers[0], answers[1]);
  if (organisation > 0) {
    read_organisation(answers[organisation]);
  } else if (out_.settings->owned_by_organisation) {
    out_.two_factor.why = out_.default_permission.why =
        msg("the organisation's settings are only told with a token of one of its owners");
  }
  if (policy > 0 && answers[policy].ok() && is_valid_utf8(answers[policy].body)) {
    if (!out_.shared_documents.value) out_.shared_documents.value.emplace();
    const std::string page = q_.page.substr(0, q_.page.rfind('/')) + "/.github/blob/HEAD/" +
                             std::string(second[policy].url.substr(second[policy].url.rfind('/') + 1));
    out_.shared_documents.value->push_back(
        {"security", page.substr(0, page.find('?')), clean_utf8(answers[policy].body).substr(0, kMostText)});
  }
  if (tasks > 0) {
    const Answer open = read_answer(answers[tasks]);
    if (open.body) {
      out_.small_tasks.value->front().open_issues =
          static_cast<std::size_t>(std::max<std::int64_t>(0, number_of(*open.body, "total_count")));
    }
  }
}

void GitHub::read_rules(const Response& rules_answer, const Response& branch_answer) {
  BranchRules rules = out_.branch ? *out_.branch : BranchRules{};
  rules.branch = out_.settings->default_branch;
  const Answer branch = read_answer(branch_answer);
  const Answer listed = read_list(rules_answer);
  if (branch.body && member(*branch.body, "protected").is_boolean()) {
    rules.protected_at_all = flag_of(*branch.body, "protected");
  }
  if (listed.body) {
    for (const json& rule : items_of(*listed.body)) {
      const std::string type = text_of(rule, "type");
      if (type == "deletion") rules.deletion_blocked = true;
      if (type == "required_status_checks") rules.status_checks = true;
      if (type != "pull_request") continue;
      rules.needs_pull_request = true;
      const auto approvals = static_cast<int>(number_of(rule, "parameters/required_approving_review_count"));
      rules.approvals = std::max(rules.approvals.value_or(0), approvals);
      rules.protected_at_all = true;
    }
    // Rulesets and classic protection are the only ways; with neither, nothing guards the branch.
    if (rules.protected_at_all == false && !rules.needs_pull_request) rules.needs_pull_request = false;
  }
  out_.branch.url = q_.page + "/rules";
  if (!branch.body && !listed.body && !out_.branch) {
    out_.branch.why = listed.why;
    return;
  }
  if (!rules.needs_pull_request)
    out_.branch.why =
        msg("the details of a classic branch protection are only told with the permission “administration: "
            "read”");
  out_.branch.value = rules;
}

}  // namespace

ForgeAnswers ask_github(Http& http, const ForgeQuestion& question) { return GitHub(http, question).ask(); }

}  // namespace badgescan::net
