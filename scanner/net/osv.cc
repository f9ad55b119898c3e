// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Known vulnerabilities from OSV: of the project's own newest release, and of what its lock files pin.
#include <algorithm>

#include "scanner/base/message.h"
#include "scanner/base/text.h"
#include "scanner/net/ask.h"
#include "scanner/net/json.h"

namespace badgescan::net {
namespace {

constexpr std::size_t kBatch = 1000;  // the most that one request may hold

json query_of(const Package& package) {
  return {{"package", {{"ecosystem", package.ecosystem}, {"name", package.name}}},
          {"version", package.version}};
}

Request post(const std::string& url, const json& body, std::string what) {
  return {
      .url = url, .body = body.dump(-1, ' ', false, json::error_handler_t::replace), .what = std::move(what)};
}

bool has_fix(const json& vulnerability, const std::string& package) {
  for (const json& affected : items_of(vulnerability, "affected")) {
    if (!package.empty() && text_of(affected, "package/name") != package) continue;
    for (const json& range : items_of(affected, "ranges")) {
      for (const json& event : items_of(range, "events")) {
        if (event.is_object() && event.contains("fixed")) return true;
      }
    }
  }
  return false;
}

Vulnerability read_one(const json& j, const Package& package) {
  Vulnerability found{.id = text_of(j, "id"), .published = time_of(j, "published")};
  found.url = "https://osv.dev/vulnerability/" + found.id;
  for (const json& alias : items_of(j, "aliases")) found.aliases.push_back(text_of(alias, ""));
  found.severity = to_lower(text_of(j, "database_specific/severity"));
  if (found.severity == "moderate") found.severity = "medium";
  found.patched = has_fix(j, package.name);
  found.credited = !items_of(j, "credits").empty();
  return found;
}

void ask_own(const Response& response, const Question& question, OnlineFacts& out) {
  const Answer answer = read_answer(response);
  out.known_vulnerabilities.why = answer.why;
  if (!answer.body) return;
  std::vector<Vulnerability> found;
  for (const json& j : items_of(*answer.body, "vulns")) {
    if (text_of(j, "withdrawn").empty()) found.push_back(read_one(j, question.package));
  }
  out.known_vulnerabilities.value = std::move(found);
}

void read_batch(const Response& response, const std::vector<Package>& asked, OnlineFacts& out) {
  const Answer answer = read_answer(response);
  out.dependency_vulnerabilities.why = answer.why;
  if (!answer.body) return;
  std::vector<Vulnerability> found;
  const auto& results = items_of(*answer.body, "results");
  for (std::size_t i = 0; i < std::min(results.size(), asked.size()); ++i) {
    for (const json& j : items_of(results[i], "vulns")) {
      Vulnerability one{.id = text_of(j, "id")};
      one.url = "https://osv.dev/vulnerability/" + one.id;
      one.aliases.push_back(asked[i].name + " " + asked[i].version);
      found.push_back(std::move(one));
    }
  }
  out.dependency_vulnerabilities.value = std::move(found);
}

}  // namespace

void ask_osv(Http& http, const std::string& base, const Question& question, OnlineFacts& out) {
  std::vector<Request> requests;
  const bool own = !question.package.name.empty() && !question.package.version.empty();
  if (own) {
    out.package = question.package.name + " " + question.package.version;
    requests.push_back(post(base + "/v1/query", query_of(question.package),
                            msg("known vulnerabilities of {}", out.package)));
  }
  std::vector<Package> batch = question.dependencies;
  if (batch.size() > kBatch) batch.resize(kBatch);
  if (!batch.empty()) {
    json queries = json::array();
    for (const Package& package : batch) queries.push_back(query_of(package));
    requests.push_back(post(base + "/v1/querybatch", {{"queries", queries}},
                            msg("known vulnerabilities of the locked dependencies")));
  }
  if (requests.empty()) return;
  const std::vector<Response> answers = http.fetch(requests);
  if (own) ask_own(answers.front(), question, out);
  if (batch.empty()) return;
  out.dependencies_asked = batch.size();
  read_batch(answers.back(), batch, out);
}

}  // namespace badgescan::net
